using System.Globalization;
using Xinglin.Platform;
using Xinglin.Platform.Tables;
using Xinglin.Results.Contract;
using Xinglin.Results.Reports;

namespace Xinglin.Results.Import;

/// <summary>A report as a table holds it: several rows under one number.</summary>
/// <param name="Line">Its first row.</param>
/// <param name="Faults">What is wrong with it, before the desk has seen it.</param>
public sealed record SheetReport(int Line, ReportIn Report, IReadOnlyList<string> Faults);

/// <summary>Reads reports from a table with one row for each value. What is said of the report is taken from its first row.</summary>
internal static class ReportSheet
{
    private static readonly string[] Moments = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy/M/d H:mm", "yyyy/M/d H:mm:ss", "yyyyMMddHHmmss", "yyyyMMddHHmm", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"];

    public static readonly IReadOnlyList<(string Heading, bool Required, string Example)> Columns =
    [
        ("报告号", true, "JY2611250001"), ("版本", false, "1"), ("患者编号", true, "P2026-000123"), ("姓名", true, "张三"), ("类别", true, "检验"), ("报告名称", true, "血常规"), ("科室", true, "检验科"),
        ("采样时间", false, "2026-11-25 08:10"), ("检查时间", false, ""), ("报告时间", true, "2026-11-25 09:30"), ("项目代码", true, "WBC"), ("项目名称", true, "白细胞"), ("结果", false, "6.1"), ("单位", false, "10^9/L"),
        ("参考区间", false, "3.5-9.5"), ("提示", false, "正常"), ("药敏", false, ""), ("标本", false, "全血"), ("方法", false, "仪器法"), ("设备等级", false, ""), ("开单医师", false, "李医师"), ("报告人", false, "张检验"), ("审核人", false, "赵审核"),
        ("所见", false, ""), ("意见", false, ""), ("影像链接", false, ""), ("检查UID", false, ""), ("沿用影像", false, ""), ("修订原因", false, "")
    ];

    public static IReadOnlyList<SheetReport> Read(Table table, DateTimeOffset now)
    {
        var places = Results.Columns.Places(table, Columns);
        return [.. table.Rows.GroupBy(row => Results.Columns.Cell(row, places, "报告号")).Select(rows => One([.. rows], places, now))];
    }

    private static SheetReport One(IReadOnlyList<TableRow> rows, Dictionary<string, int> places, DateTimeOffset now)
    {
        var faults = rows.SelectMany(row => row.Faults).ToList();
        string Cell(string heading) => Results.Columns.Cell(rows[0], places, heading);
        foreach (var heading in (string[])["患者编号", "姓名", "报告名称", "报告时间"])
            if (rows.FirstOrDefault(row => Results.Columns.Cell(row, places, heading) is { Length: > 0 } text && text != Cell(heading)) is { } other) faults.Add($"第{other.Line}行的{heading}与第{rows[0].Line}行不一致");
        ReportKind? kind = null;
        foreach (var each in Enum.GetValues<ReportKind>())
            if (each.Show() == Cell("类别")) kind = each;
        if (kind is null) faults.Add($"类别不能是“{Cell("类别")}”，可填：{string.Join("、", Enum.GetValues<ReportKind>().Select(ReportWords.Show))}");
        var report = new ReportIn(Cell("报告号"), Edition(Cell("版本"), faults), null, Cell("患者编号"), Cell("姓名"), kind ?? ReportKind.Laboratory, Cell("报告名称"), Cell("科室"),
            Moment("采样时间", Cell("采样时间"), faults), Moment("检查时间", Cell("检查时间"), faults), Moment("报告时间", Cell("报告时间"), faults) ?? now,
            [.. rows.Select(row => Value(row, places, Cell("方法"), faults))],
            Empty(Cell("标本")), Empty(Cell("方法")), Empty(Cell("设备等级")), Empty(Cell("开单医师")), Empty(Cell("报告人")), Empty(Cell("审核人")), Empty(Cell("所见")), Empty(Cell("意见")),
            Images(Cell("报告名称"), Cell("影像链接"), Cell("检查UID"), faults), Empty(Cell("修订原因")), Kept(Cell("沿用影像"), faults));
        if (Cell("报告时间").Length == 0) faults.Add("报告时间：不能为空");
        faults.AddRange(ReportCheck.Faults(report, now).Select(fault => fault.ToString()));
        return new SheetReport(rows[0].Line, report, [.. faults.Distinct()]);
    }

    /// <param name="method">The report's; a row's own is kept where it is another.</param>
    private static ValueIn Value(TableRow row, Dictionary<string, int> places, string method, List<string> faults)
    {
        string? Cell(string heading) => Empty(Results.Columns.Cell(row, places, heading));
        void Fault(string words) => faults.Add($"第{row.Line}行的{words}");
        return new(Cell("项目代码") ?? "", Cell("项目名称") ?? "", Cell("结果"), Cell("单位"), Cell("参考区间"), ValueCells.Flag(Cell("提示"), Fault), Cell("方法") is { } own && own != method ? own : null,
            ValueCells.Susceptibilities(Cell("药敏"), Fault));
    }

    private static IReadOnlyList<ImageIn>? Images(string title, string link, string uid, List<string> faults)
    {
        if (uid.Length > 0 && link.Length == 0) faults.Add("检查UID：须与影像链接一起填");
        if (uid.Length > 64 || uid.Any(letter => !char.IsAsciiDigit(letter) && letter != '.')) faults.Add($"检查UID：“{uid}”不是 DICOM 的 Study Instance UID，应为数字和点，64 位以内");
        return link.Length == 0 ? null : [new ImageIn(title, link, Empty(uid))];
    }

    private static bool? Kept(string text, List<string> faults)
    {
        if (text is not ("" or "是" or "否")) faults.Add($"沿用影像：不能是“{text}”，填“是”则沿用上一版的影像与附件，否则留空");
        return text == "是" ? true : null;
    }

    private static int Edition(string text, List<string> faults)
    {
        if (text.Length == 0) return 1;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var edition)) return edition;
        faults.Add($"版本“{text}”不是数字");
        return 1;
    }

    /// <summary>To the minute: a day alone would begin windows at midnight.</summary>
    private static DateTimeOffset? Moment(string field, string text, List<string> faults)
    {
        if (text.Length == 0) return null;
        if (DateTime.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return new DateTimeOffset(local, ChinaTime.Offset).ToUniversalTime();
        faults.Add($"{field}：“{text}”应写到分钟，如 2026-11-25 08:10（在 Excel 里请把该列设为文本）");
        return null;
    }

    private static string? Empty(string text) => text.Length == 0 ? null : text;
}
