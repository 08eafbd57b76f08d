using Spectre.Console;
using Xinglin.Agreements.Reading;

namespace Xinglin.Agreements;

/// <summary>A reading as text for people: parties, term, duties, targets, findings.</summary>
internal static class ReadingSummary
{
    /// <summary>Where the output goes to a file there is no window whose width could be asked.</summary>
    private const int WidthOfFile = 160;

    public static void Show(AgreementReading reading, string fileName)
    {
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = WidthOfFile;
        Line($"{reading.Document.Title ?? fileName}（{Kind(reading.Document.Kind)}{(reading.Document.Complete ? "" : "，文本不完整")}{(reading.Document.CopiesOfText > 1 ? $"，正文重复 {reading.Document.CopiesOfText} 遍" : "")}）");
        foreach (var party in reading.Parties) Line($"  {party.Label}：{party.Name}{Role(party.Role)}");
        if (reading.Bases.Count > 0) Line($"依据：{string.Join("、", reading.Bases.Select(basis => basis.Number))}");
        Line($"期限：{Term(reading.Term)}");
        if (reading.Copies.Total is { } total) Line($"份数：一式 {total} 份{(reading.Copies.Each is { } each ? $"，各执 {each} 份" : "")}");
        Duties(reading.Duties);
        Figures("目标", reading.Targets);
        Figures("例证（不是本协议的目标）", reading.Examples);
        Findings(reading.Findings);
    }

    private static void Line(string text) => AnsiConsole.WriteLine(text);

    private static string Kind(string kind) => kind switch { "agreement" => "协议", "template" => "模板", "charter" => "章程", _ => "未见协议内容" };

    private static string Role(string role) => role switch { "lead" => "（牵头）", "member" => "（成员）", _ => "" };

    private static string Term(AgreementTerm term)
    {
        List<string> parts = [];
        if (term.From is not null || term.To is not null) parts.Add($"{term.From ?? "未写明"} 至 {term.To ?? "未写明"}");
        if (term.Years is { } years) parts.Add($"{years} 年");
        if (term.StartsOn is { } start) parts.Add(start switch { "sealing" => "盖章生效", "signing" => "签字生效", "signing-and-sealing" => "签字并盖章生效", "signing-or-sealing" => "签字或盖章生效", _ => "按写明的日期生效" });
        if (term.Renewal is { } renewal) parts.Add(renewal switch { "by-agreement" => "期满协商续签", "automatic" => "期满自动续期", _ => "期满不续" });
        if (term.Notice is { } notice) parts.Add($"提前 {notice.Value:0.##} {(notice.Unit == "month" ? "个月" : "天")}书面通知可以终止");
        if (term.SurvivingDuties) parts.Add("终止后已承诺的事项继续履行");
        return parts.Count == 0 ? "未写明" : string.Join("；", parts);
    }

    private static void Duties(IReadOnlyList<Duty> duties)
    {
        if (duties.Count == 0) return;
        var table = new Table().Border(TableBorder.Rounded).Title($"义务 {duties.Count} 项").AddColumns("编号", "承担方", "类别", "程度", "频次与时限", "内容");
        foreach (var duty in duties)
        {
            var content = ReadingWords.Content(duty);
            var schedule = string.Join("，", ((string?[])[ClauseWords.ShowSchedule(content), ClauseWords.ShowWithin(content), duty.Vague.Count > 0 ? $"待细化：{string.Join("、", duty.Vague)}" : null]).Where(part => part is not null));
            table.AddRow(Escape(duty.Path), Escape(string.Join("、", duty.Bearer)), Escape(Contract.ClauseKinds.Of(duty.Kind).Name), Escape(ClauseWords.Show(content.Modality)), Escape(schedule), Escape(duty.Text));
        }
        AnsiConsole.Write(table);
    }

    private static void Figures(string title, IReadOnlyList<Target> figures)
    {
        if (figures.Count == 0) return;
        Line($"{title}：");
        foreach (var figure in figures) Line($"  {figure.Name} {figure.Comparator switch { ">=" => "≥", "<=" => "≤", _ => "=" }} {figure.Value:0.##}{figure.Unit}");
    }

    private static void Findings(IReadOnlyList<ReadingFinding> findings)
    {
        if (findings.Count == 0) return;
        Line("请留意：");
        foreach (var finding in findings.OrderBy(finding => finding.Severity switch { "error" => 0, "warning" => 1, _ => 2 })) Line($"  [{FindingWords.Show(finding.Severity)}] {finding.Message}");
    }

    private static string Escape(string text) => Markup.Escape(text);
}
