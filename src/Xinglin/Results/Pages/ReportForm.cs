using System.Globalization;
using Xinglin.Platform;
using Xinglin.Results.Contract;
using Xinglin.Results.Reports;

namespace Xinglin.Results.Pages;

/// <summary>A report as typed on the page. Rows without a result are left out, but for examinations, whose result is the image.</summary>
internal sealed class ReportForm
{
    private const string Moment = "yyyy-MM-ddTHH:mm";

    public string? Number { get; set; }
    public string? Title { get; set; }
    public string? Kind { get; set; }
    public string? Department { get; set; }
    public string? SampledAt { get; set; }
    public string? ExaminedAt { get; set; }
    public string? ReportedAt { get; set; }
    public string? Specimen { get; set; }
    public string? Method { get; set; }
    public string? EquipmentClass { get; set; }
    public string? OrderedBy { get; set; }
    public string? ReportedBy { get; set; }
    public string? ReviewedBy { get; set; }
    public string? ImageUrl { get; set; }
    public string? Findings { get; set; }
    public string? Conclusion { get; set; }
    public string? Edition { get; set; }
    public bool KeepImages { get; set; }
    public string? Reason { get; set; }
    public List<Row> Rows { get; set => field = value ?? []; } = [];

    public sealed class Row
    {
        public string? Code { get; set; }
        public string? Name { get; set; }
        public string? Value { get; set; }
        public string? Unit { get; set; }
        public string? Reference { get; set; }
        public string? Flag { get; set; }
        public string? Method { get; set; }
        public string? Susceptibilities { get; set; }

        internal ValueIn Read(Action<string> fault) => new(Code!, Name ?? "", Value, Unit, Reference, ValueCells.Flag(Flag, fault), Method, ValueCells.Susceptibilities(Susceptibilities, fault));
    }

    public static string Write(DateTimeOffset at) => at.ToOffset(ChinaTime.Offset).ToString(Moment, CultureInfo.InvariantCulture);

    /// <exception cref="Refused">A time is none; a row says what nobody can read.</exception>
    public ReportIn Read(Guid patientId, string patientName)
    {
        var kind = Web.Components.Choices.TryRead<ReportKind>(Kind) ?? ReportKind.Laboratory;
        var examination = kind is ReportKind.Imaging or ReportKind.Ecg or ReportKind.Pathology;
        var faults = new List<string>();
        var values = Rows.Index().Where(row => !string.IsNullOrWhiteSpace(row.Item.Code) && (examination || !string.IsNullOrWhiteSpace(row.Item.Value))).Select(row => row.Item.Read(fault => faults.Add($"第 {row.Index + 1} 行：{fault}"))).ToList();
        if (faults.Count > 0) throw new Refused(RefusalKind.Invalid, "result.invalid", $"报告没有接收：{string.Join("；", faults)}。", "请改正后重新提交。");
        return new ReportIn(Number?.Trim() ?? "", int.TryParse(Edition ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out var edition) ? edition : 0, patientId, null, patientName, kind,
            Title ?? "", Department ?? "", At("采样时间", SampledAt), At("检查时间", ExaminedAt), At("报告时间", ReportedAt) ?? throw Missing("报告时间"),
            values, Specimen, Method, EquipmentClass, OrderedBy, ReportedBy, ReviewedBy, Findings, Conclusion,
            string.IsNullOrWhiteSpace(ImageUrl) ? [] : [new ImageIn(Title ?? "影像", ImageUrl.Trim())], Reason, KeepImages ? true : null);
    }

    /// <summary>What a datetime-local field holds, in China's time.</summary>
    internal static DateTimeOffset? At(string field, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        return DateTime.TryParse(text, CultureInfo.InvariantCulture, out var local) ? new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), ChinaTime.Offset) : throw Missing(field);
    }

    private static Refused Missing(string field) => new(RefusalKind.Invalid, "result.invalid", $"{field}没有填写，或不是有效的时间。", "请填写日期和时间，如 2026-11-25 09:30。");
}
