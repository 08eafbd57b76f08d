using System.Text.RegularExpressions;

namespace Xinglin.Agreements.Reading;

/// <summary>
/// Reads the text of a cooperation agreement into candidates for confirmation. Deterministic: the same text and day give the same reading.
/// </summary>
public static partial class AgreementReader
{
    /// <param name="today">The day against which "expired" and "repealed" are judged.</param>
    public static AgreementReading Read(string text, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(text);
        var copies = TextCopies.Find(text);
        var all = Paragraphs.Read(text, copies.FirstEnd, copies.Count);
        var paragraphs = PartyFinder.WithoutListNumbers(FirstDocument(all));
        var outline = Outline.Of(paragraphs);
        var nodes = outline.Root.Descendants().ToList();
        var body = Body(paragraphs);
        var words = string.Concat(body.Select(passage => passage.Text));

        var named = PartyFinder.Find(paragraphs, words);
        var parties = PartyRoles.Decide(named.Parties, nodes);
        var title = Title(paragraphs);
        var kind = Kind(title, named, words);
        var duties = new Duties(new(named.Parties, words), title).Read(outline);
        var goals = outline.UnderHeadings(Headings.NamesGoals);
        var figures = body.SelectMany(passage => Targets.Read(passage, goals.Contains(passage))).ToList();
        var targets = figures.Where(found => !found.IsExample).Select(found => found.Figure).ToList();
        var (term, termPlaces) = Terms.Read(body);
        var bases = Bases.Find(body);
        var (copiesMade, copiesPlace) = Terms.ReadCopies(body);
        var complete = Completeness.IsComplete(text, paragraphs);

        List<ReadingFinding> findings =
        [
            .. Document(copies, complete, kind, all.Count > paragraphs.Count, text),
            .. Findings.OfTerm(term, Terms.PeriodSpan(body), Terms.LeavesDayBlank(body), today),
            .. Findings.Missing(body, term, complete, kind),
            .. Findings.OfAttachments(body, outline),
            .. Findings.OfNumbering(outline),
            .. RepealedLaws.Cited(body, today),
            .. Baselines.Far(targets),
            .. Findings.Risks(body),
            .. Findings.OfDuties(duties),
        ];
        return new(new(kind, title, complete, copies.Count), parties, [.. bases.Select(cited => cited.Basis)], term, copiesMade, duties,
            targets, [.. figures.Where(found => found.IsExample).Select(found => found.Figure)], findings)
        {
            Places = new([.. named.Parties.Select(party => party.Place)], [.. bases.Select(cited => cited.Place)], termPlaces, copiesPlace)
        };
    }

    private static List<Passage> Body(IReadOnlyList<LogicalLine> paragraphs) => [.. paragraphs.Where(paragraph => !paragraph.Body.IsEmpty).Select(paragraph => paragraph.Body)];

    /// <summary>A collection holds one agreement after another; the first is read.</summary>
    private static IReadOnlyList<LogicalLine> FirstDocument(IReadOnlyList<LogicalLine> paragraphs)
    {
        var items = 0;
        for (var i = 0; i < paragraphs.Count; i++)
        {
            if (paragraphs[i].Mark is not null) items++;
            if (items < 3 || paragraphs[i].Mark is not null || !Wording.IsTitle(paragraphs[i].Body.Text) || paragraphs[i].IsAttachment) continue;
            if (paragraphs.Skip(i + 1).Take(3).Any(next => FirstParty().IsMatch(next.Body.Text)) && !paragraphs.Take(i).Any(before => before.IsAttachment)) return [.. paragraphs.Take(i)];
        }
        return paragraphs;
    }

    private static string? Title(IReadOnlyList<LogicalLine> paragraphs)
    {
        var opening = paragraphs.Take(12).ToList();
        var at = opening.FindIndex(paragraph => paragraph.Mark is null && Wording.IsTitle(paragraph.Body.Text));
        if (at >= 0) return opening[at].Body.Shown();
        if (opening.FirstOrDefault(paragraph => paragraph.Hash && paragraph.Mark is null) is { } heading) return heading.Body.Shown();
        return opening is [{ Mark: null } first, ..] && RunOnTitle().Match(first.Body.Text) is { Success: true } title ? first.Body.Shown(0, title.Length) : null;
    }

    private static string Kind(string? title, PartyFinder.Found named, string words)
    {
        if (title is not null && Charter().IsMatch(title) && !(named.Parties.Count >= 2 && Contract().IsMatch(title))) return "charter";
        if (named.Parties.Count >= 2) return "agreement";
        var contract = title is not null && Contract().IsMatch(title) || named.Parties.Count > 0 || named.Placeholders || Contract().IsMatch(words) && words.Contains("方");
        return contract ? "template" : "other";
    }

    private static IEnumerable<ReadingFinding> Document(TextCopies.Found copies, bool complete, string kind, bool several, string text)
    {
        if (copies.Count > 1) yield return new("duplicate-text", "info", $"同一份正文出现 {copies.Count} 遍，只按一份读取；各份的签署处请一并核对。", new(copies.FirstEnd, text.Length));
        if (several) yield return new("several-documents", "info", "文件中有不止一份协议，只读取了第一份，其余请分开上传。");
        if (!complete) yield return new("truncated", "warning", "文本不完整：在句子中间或标题之后中断，或远少于所标字数。请上传全文，现有结果不能当作全部内容。");
        if (kind is "template") yield return new("template-without-parties", "warning", "没有写明缔约各方的名称，按模板处理，不对任何机构产生义务。");
    }

    // A text without line breaks: the title runs on into the parties.
    [GeneratedRegex("^[^,。;:]{4,40}?(?:协议书?|合同书?|章程|备忘录)(?=(?:甲方|牵头|支援|委托|转出|核心|总院)[^,。;]{0,20}:)")]
    private static partial Regex RunOnTitle();

    [GeneratedRegex("章程|规定|管理办法|办法$|公约|制度$|细则$")]
    private static partial Regex Charter();

    [GeneratedRegex("协议|合同|备忘录|责任书")]
    private static partial Regex Contract();

    [GeneratedRegex("^(?:甲方|支援方|转出方|委托方|牵头单位|核心单位|邀请方).{0,20}:")]
    private static partial Regex FirstParty();
}
