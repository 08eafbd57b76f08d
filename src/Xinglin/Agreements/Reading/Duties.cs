using System.Text.RegularExpressions;

namespace Xinglin.Agreements.Reading;

/// <summary>Turns the leaves of the outline into duties.</summary>
internal sealed partial class Duties(PartyWords words, string? title)
{
    private const int HeadingLength = 20;
    // What follows in a longer paragraph is kept in the text but decides nothing.
    private const int Analysed = 4000;
    private const int TitleBeforeBlank = 12;
    private const int Shortest = 4;

    private readonly Bearers _bearers = new(words);
    private readonly ClauseKindRules _kinds = new(title ?? "");

    public IReadOnlyList<Duty> Read(Outline outline)
    {
        var duties = new List<Duty>();
        var inherited = new Dictionary<OutlineNode, IReadOnlyList<string>> { [outline.Root] = [] };
        foreach (var node in outline.Root.Descendants())
        {
            var above = inherited[node.Parent!];
            var (heading, content) = Split(node.Head!, node.Paragraphs.Count > 0);
            var heads = node.Children.Count > 0 || content is null;
            var own = heads || heading is not null ? _bearers.Named((heading ?? node.Head!).Text) : [];
            var bearer = inherited[node] = own.Count > 0 ? own : above;
            if (node.Children.Count > 0) continue;
            var sections = node.Ancestors().Where(ancestor => ancestor.Head is not null).Select(ancestor => ancestor.Head!.Text).Prepend(heading?.Text ?? "").Where(section => section.Length is > 0 and <= 30).ToList();
            var rows = DutyTable.Rows(node.Paragraphs).ToList();
            var suffix = 'a';
            foreach (var unit in Units(node, content))
            {
                // "分工如下：" leads into the rows and says nothing more.
                if (rows.Count > 0 && unit.Text[^1] is ':') continue;
                if (Duty(unit, suffix == 'a' ? node.Path : node.Path + suffix, bearer, sections) is not { } duty) continue;
                duties.Add(duty);
                suffix++;
            }
            foreach (var row in rows)
            {
                var named = _bearers.Among(row.Bearer);
                if (Duty(row.Matter, $"{node.Path}.{row.Number}", named.Count > 0 ? named : bearer, sections) is { } duty) duties.Add(duty with { Text = row.Whole.Shown(), Span = row.Whole.Span() });
            }
        }
        if (duties.Count == 0 && outline.Root.Children.Count == 0) duties.AddRange(Unnumbered(outline));
        return duties;
    }

    /// <summary>An item's title and its text: "组织管理" alone, or "转诊标准　甲方应…" on one line.</summary>
    private (Passage? Title, Passage? Content) Split(Passage head, bool over)
    {
        var text = head.Text;
        if (text.Length <= HeadingLength && text.AsSpan().IndexOfAny("。;,") < 0 && (over || text[^1] is ':' || !Wording.StatesAct(text) || Headings.NamesResponsibility(text))) return (head, null);
        // "第二条【专家派驻】甲方…"
        if (text[0] is '[' && text.IndexOf(']') is > 2 and <= HeadingLength and var closed && closed + Shortest < text.Length && text.AsSpan(1, closed - 1).IndexOfAnyExcept('_', 'X') >= 0)
            return (head.Slice(1, closed), head.From(closed + 1));
        for (var i = 2; i <= TitleBeforeBlank && i < text.Length - 6; i++)
        {
            if (!Characters.IsHan(text[i - 1])) break;
            if (!head.BlankBefore(i) || !Characters.IsHan(text[i]) || words.At(text, 0) is not null) continue;
            return (head.Slice(0, i), head.From(i));
        }
        return (null, head);
    }

    private static IEnumerable<Passage> Units(OutlineNode node, Passage? content)
    {
        if (content is null)
        {
            if (node.Paragraphs.Count == 0 && node.Mark?.Style >= MarkStyle.Roman && Wording.StatesAct(node.Head!.Text)) yield return node.Head;
            foreach (var paragraph in node.Paragraphs.Where(paragraph => !DutyTable.IsRow(paragraph))) yield return paragraph;
            yield break;
        }
        var more = node.Paragraphs.Where(paragraph => !DutyTable.IsRow(paragraph) && IsSentence(paragraph.Text) && GeneralMatter.Without(paragraph.Text).Length >= Shortest && !Wording.IsLabelLine(paragraph.Text)).ToList();
        yield return more.Count == 0 ? content : Passage.Join([content, .. more]);
    }

    // Cells of a contact table and names in a signature block are none.
    private static bool IsSentence(string text) => Characters.EndsSentence(text[^1]) || text.Contains(',') || Wording.StatesAct(text) || Wording.Obliges(text);

    private Duty? Duty(Passage unit, string path, IReadOnlyList<string> heading, IReadOnlyList<string> sections)
    {
        var text = unit.Length > Analysed ? unit.Text[..Analysed] : unit.Text;
        if (text.Length < Shortest || (Wording.IsLabelLine(text) && !Wording.Obliges(text)) || Wording.IsSignature(text) || (Wording.IsTitle(text) && !Wording.Obliges(text))) return null;
        var (binding, first, last) = GeneralMatter.Binding(text);
        if (binding.Length < Shortest) return null;
        if (sections.Any(Headings.IsDefinition) && !Wording.Obliges(binding)) return null;
        // Sentences about effect and copies before and after are no part of it.
        var shown = unit.Length > Analysed || (first == 0 && last == unit.Length) ? unit : unit.Slice(first, last);
        var (bearer, counterparty) = _bearers.Of(binding, heading);
        var targets = Targets.Read(unit.Length > Analysed ? unit.Slice(0, Analysed) : unit, sections.Any(Headings.NamesGoals));
        var kinds = _kinds.Of(words.Neutral(text), string.Join(",", sections.Take(2)), targets.Any(target => !target.IsExample));
        var (items, open) = ItemLists.Of(text);
        return new(path, bearer, counterparty, kinds[0], kinds, Particulars.Modality(binding),
            targets.Any(target => !target.IsExample) ? null : Particulars.Quantity(binding), Particulars.Schedule(Targets.Cut(binding, targets)), Particulars.Vague(binding), items, open, shown.Shown(), shown.Span());
    }

    /// <summary>Texts without numbers: every paragraph with a party as its subject; a run-on paragraph sentence by sentence.</summary>
    private IEnumerable<Duty> Unnumbered(Outline outline)
    {
        var number = 0;
        foreach (var paragraph in outline.Preamble)
        {
            if (Wording.IsTitle(paragraph.Body.Text) || PartyFinder.IsPartyLine(paragraph.Body.Text)) continue;
            foreach (var unit in Sentenced(paragraph.Body))
            {
                if (unit.Length < 10 || _bearers.Named(unit.Text).Count == 0) continue;
                if (Duty(unit, $"{number + 1}", [], []) is not { } duty) continue;
                number++;
                yield return duty;
            }
        }
    }

    /// <summary>The paragraph as one, or cut before every sentence that names its own subject when several do. "…达成以下意向：" is left out.</summary>
    private IEnumerable<Passage> Sentenced(Passage paragraph)
    {
        var opening = LeadIn().Match(paragraph.Text);
        if (opening.Success && opening.Length == paragraph.Length) yield break;
        var start = opening.Success ? opening.Length : 0;
        var cuts = new List<int> { start };
        foreach (var (from, to) in Sentences.Ranges(paragraph.Text))
            if (from > start && paragraph.Text[from - 1] is '。' && (words.At(paragraph.Text, from) is not null || GeneralMatter.Without(paragraph.Text[from..to]).Length == 0)) cuts.Add(from);
        if (cuts.Count < 3) cuts = [start];
        for (var i = 0; i < cuts.Count; i++) yield return paragraph.Slice(cuts[i], i + 1 < cuts.Count ? cuts[i + 1] : paragraph.Length);
    }

    [GeneratedRegex("^[^。;]{0,300}?(?:达成|约定|订立|签订|协议|商定)[^。;:]{0,14}(?:如下|以下)?[^。;:]{0,8}:")]
    private static partial Regex LeadIn();
}
