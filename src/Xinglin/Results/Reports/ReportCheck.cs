using Xinglin.Platform;
using Xinglin.Platform.Identifiers;
using Xinglin.Results.Contract;

namespace Xinglin.Results.Reports;

/// <summary>What a report must say. All faults are named at once.</summary>
internal static class ReportCheck
{
    private const int MostValues = 200;

    /// <summary>A moment may lie a little ahead, because clocks differ.</summary>
    internal static readonly TimeSpan Slack = TimeSpan.FromMinutes(10);

    public static IReadOnlyList<Finding> Faults(ReportIn report, DateTimeOffset now)
    {
        var check = new Check("result");
        var number = check.Required("报告号", report.Number, ReportMap.NumberLength);
        if (number.Any(char.IsControl) || number.Contains('/', StringComparison.Ordinal)) check.Fault("报告号", "不能含有斜杠或控制字符");
        if (report.Edition < 1) check.Fault("版本", "从 1 开始");
        if (report.Edition > 1 && string.IsNullOrWhiteSpace(report.Reason)) check.Fault("修订原因", "修订的报告须写明原因");
        if (report is { Edition: 1, KeepImages: true }) check.Fault("沿用影像", "第 1 版没有可以沿用的影像");
        if (report.PatientId is null && string.IsNullOrWhiteSpace(report.PatientNumber)) check.Fault("患者", "请给出患者编号");
        check.Required("患者姓名", report.PatientName, 40);
        check.Required("报告名称", report.Title, 80);
        check.Required("科室", report.Department, 80);
        check.Optional("标本", report.Specimen, 40);
        check.Optional("方法", report.Method, 60);
        check.Optional("设备等级", report.EquipmentClass, 40);
        check.Optional("开单医师", report.OrderedBy, 80);
        check.Optional("报告人", report.ReportedBy, 80);
        check.Optional("审核人", report.ReviewedBy, 80);
        check.Optional("所见", report.Findings, 8000);
        check.Optional("结论", report.Conclusion, 4000);
        check.Optional("修订原因", report.Reason, 400);
        Times(report, now, check);
        Values(report, check);
        Images(report, check);
        return check.Errors;
    }

    private static void Times(ReportIn report, DateTimeOffset now, Check check)
    {
        var onMaterial = report.Kind is ReportKind.Laboratory or ReportKind.Microbiology or ReportKind.Pathology;
        if (onMaterial && report.SampledAt is null) check.Fault("采样时间", "检验报告须有采样时间");
        if (!onMaterial && report.ExaminedAt is null) check.Fault("检查时间", "检查报告须有检查时间");
        foreach (var (field, at) in new[] { ("采样时间", report.SampledAt), ("检查时间", report.ExaminedAt), ("报告时间", report.ReportedAt) })
        {
            if (at > now + Slack) check.Fault(field, "不能晚于现在");
            if (at?.Year < 1990) check.Fault(field, "早于 1990 年，请核对");
        }

        if (report.SampledAt > report.ReportedAt) check.Fault("采样时间", "不能晚于报告时间");
        if (report.ExaminedAt > report.ReportedAt) check.Fault("检查时间", "不能晚于报告时间");
    }

    private static void Values(ReportIn report, Check check)
    {
        if (report.Values.Count == 0) check.Fault("项目", "至少要有一个项目");
        if (report.Values.Count > MostValues) check.Fault("项目", $"最多 {MostValues} 个项目");
        foreach (var (index, value) in report.Values.Take(MostValues).Index())
        {
            var field = $"项目 {index + 1}";
            if (string.IsNullOrWhiteSpace(value.Code) || value.Code.Trim().Length > 60) check.Fault(field, "项目代码为 1–60 个字");
            if (string.IsNullOrWhiteSpace(value.Name) || value.Name.Trim().Length > 120) check.Fault(field, "项目名称为 1–120 个字");
            if (value.Value?.Length > 400) check.Fault(field, "结果最多 400 个字");
            if (report.Kind is ReportKind.Laboratory or ReportKind.Microbiology && string.IsNullOrWhiteSpace(value.Value)) check.Fault(field, $"{value.Name}没有结果");
            if (value.Susceptibilities?.Any(each => string.IsNullOrWhiteSpace(each.Drug) || each.Result is not ("S" or "I" or "R")) == true) check.Fault(field, "药敏结果须写明药物和 S、I、R");
        }

        if (report.Values.GroupBy(value => value.Code?.Trim(), StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1 && report.Kind != ReportKind.Microbiology) is { } twice)
            check.Fault("项目", $"项目代码 {twice.Key} 出现了不止一次");
    }

    private static void Images(ReportIn report, Check check)
    {
        foreach (var image in report.Images ?? [])
            if (!Uri.TryCreate(image.Url, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps || image.Url.Length > 500)
                check.Fault("影像链接", $"“{image.Title}”的地址须以 https:// 开头，500 字以内");
    }

    public static void MustPass(IReadOnlyList<Finding> faults)
    {
        if (faults.Count > 0) throw new Refused(RefusalKind.Invalid, "result.invalid", $"报告没有接收：{string.Join("；", faults)}。", "请改正后重新提交；同一报告号和版本重复提交不会产生重复记录。");
    }
}
