namespace Xinglin.Agreements.Reading;

/// <summary>Turns the source into logical lines: noise out, broken lines joined, run-together items split.</summary>
internal sealed class Paragraphs
{
    private const int HeadingLength = 20;
    private const int SurelyBroken = 28;
    private const int RunTogether = 200;

    private readonly string _source;
    private readonly Dictionary<MarkStyle, int> _last = [];
    private readonly List<LogicalLine> _done = [];

    private Paragraphs(string source) => _source = source;

    public static IReadOnlyList<LogicalLine> Read(string source, int end, int copies)
    {
        var reader = new Paragraphs(source);
        var lines = reader.Lines(end);
        var heads = Noise.RunningHeads(lines.Select(line => line.Whole), copies);
        var kept = new HashSet<string>();
        OpenLine? open = null;
        var blank = false;
        foreach (var line in lines)
        {
            if (line.Whole.IsEmpty || (line.Mark is null or { Style: MarkStyle.Dot } && Noise.IsNoise(line.Whole.Text))
                || (heads.Contains(line.Whole.Text) && !kept.Add(line.Whole.Text)))
            {
                blank = true;
                continue;
            }
            if (open is not null && reader.Continues(open, line, blank) is { } rest)
            {
                open.Add(rest);
            }
            else
            {
                if (open is not null) reader.Close(open);
                open = new(line);
            }
            blank = false;
        }
        if (open is not null) reader.Close(open);
        return reader._done;
    }

    private sealed record Line(Passage Whole, NumberMark? Mark, bool Hash, bool Row);

    /// <summary>A line that later ones may still carry on.</summary>
    private sealed class OpenLine
    {
        private readonly List<Passage> _parts = [];
        private int _depth;
        private int _quotes;

        public OpenLine(Line first)
        {
            First = first;
            Add(first.Whole);
        }

        public Line First { get; }
        public Passage Last => _parts[^1];
        public int Length { get; private set; }
        public bool HasComma { get; private set; }

        /// <summary>"第一条" alone on its line: its text stands on the next.</summary>
        public bool IsBareMark => First.Mark is { Style: not (MarkStyle.Dot or MarkStyle.Decimal or MarkStyle.Bullet) } mark && mark.Length == Length;

        public bool IsUnbalanced => _depth > 0 || _quotes % 2 == 1;

        public void Add(Passage part)
        {
            _parts.Add(part);
            Length += part.Length;
            HasComma |= part.Text.Contains(',');
            _depth += part.Text.Count(c => c is '(') - part.Text.Count(c => c is ')');
            _quotes += part.Text.Count(c => c is '"');
        }

        public Passage Whole() => Passage.Join(_parts);
    }

    private List<Line> Lines(int end)
    {
        var lines = new List<Line>();
        var start = 0;
        for (var i = 0; i <= end; i++)
        {
            if (i < end && !Characters.IsLineEnd(_source[i])) continue;
            lines.Add(Markup(start, i));
            start = i + 1;
        }
        return lines;
    }

    private Line Markup(int start, int end)
    {
        var hash = false;
        var row = false;
        while (start < end && (Characters.IsSpace(_source[start]) || _source[start] is '#' or '＃' or '>' or '|'))
        {
            hash |= _source[start] is '#' or '＃';
            row |= _source[start] is '|';
            start++;
        }
        while (end > start && (Characters.IsSpace(_source[end - 1]) || _source[end - 1] is '|')) end--;
        var whole = Passage.Of(_source, start, end);
        for (var at = whole.Text.IndexOf("**", StringComparison.Ordinal); at >= 0; at = whole.Text.IndexOf("**", StringComparison.Ordinal))
        {
            hash |= at == 0 && whole.Text.EndsWith("**", StringComparison.Ordinal);
            whole = whole.Without(at, whole.Length > at + 2 && whole.Text[at + 2] is '*' ? 3 : 2);
            if (whole.Length > 2000) break;
        }
        if (whole.IsEmpty) return new(whole, null, hash, row);
        var mark = NumberMark.At(whole);
        if (mark is { Style: MarkStyle.Bullet } && whole.Length > 1 && NumberMark.At(whole, 1) is { Style: not MarkStyle.Bullet } inner)
        {
            whole = whole.From(1);
            mark = inner;
        }
        return new(whole, mark, hash, row);
    }

    /// <summary>What of the line carries on the open one; null when it starts something new.</summary>
    private Passage? Continues(OpenLine open, Line next, bool blank)
    {
        if (open.IsBareMark) return next.Mark is null && !next.Row && !Wording.IsSignature(next.Whole.Text) ? next.Whole : null;
        var text = open.First.Whole.Text;
        var last = open.Last.Text[^1];
        if (open.First.Hash || next.Hash || open.First.Row || next.Row || Characters.EndsSentence(last) || last is ':') return null;
        if (Wording.IsLabelLine(text) || Wording.IsLabelLine(next.Whole.Text) || Wording.IsSignature(next.Whole.Text) || Wording.IsTitle(text)) return null;
        if (Wording.IsAttachmentTitle(next.Whole.Text) && next.Whole.Length <= 40) return null;
        if (next.Mark is { } mark)
        {
            // A page number that fell into a sentence looks like an item; a real item carries its list on.
            if (mark.Style is not MarkStyle.Dot || !BrokenOff(open, false) || mark.Number == 1 || mark.Number == Last(open, MarkStyle.Dot) + 1) return null;
            return mark.Length < next.Whole.Length ? next.Whole.From(mark.Length) : null;
        }
        if (next.Whole.Text[0] is ',' or '。' or '、' or ')' or ';') return next.Whole;
        return BrokenOff(open, blank) ? next.Whole : null;
    }

    private int Last(OpenLine open, MarkStyle style) =>
        open.First.Mark is { } mark && mark.Style == style ? mark.Number : _last.GetValueOrDefault(style);

    private static bool BrokenOff(OpenLine open, bool blank)
    {
        var last = open.Last.Text[^1];
        if (last is ',' or '、' or '(' || open.IsUnbalanced) return true;
        if (last is ')' or '"' && open.Length < SurelyBroken) return false;
        return open.Last.Length >= SurelyBroken || (open.Length >= HeadingLength && (!blank || open.HasComma));
    }

    private void Close(OpenLine open)
    {
        var whole = open.Whole();
        var line = open.First;
        var mark = line.Mark;
        if (mark is not null) _last[mark.Style] = mark.Number;
        var start = 0;
        if (mark is null && whole.Length <= 1000 && PartyFinder.IsPartyLine(whole.Text))
        {
            _done.Add(new(whole, null, line.Hash));
            return;
        }
        whole = WithoutPageNumbers(whole);
        for (var at = 1; at < whole.Length; at++)
        {
            if (!MayOpen(whole.Text[at]) || NumberMark.At(whole, at) is not { Style: not MarkStyle.Bullet } next || !(Opens(whole, at, next) || FollowsTitle(whole, start + (mark?.Length ?? 0), at, next))) continue;
            Add(whole, start, at, mark, line.Hash);
            start = at;
            mark = next;
            _last[next.Style] = next.Number;
            at += next.Length;
        }
        Add(whole, start, whole.Length, mark, line.Hash);
    }

    private void Add(Passage whole, int start, int end, NumberMark? mark, bool hash)
    {
        var from = start + (mark?.Length ?? 0);
        if (end > from) _done.Add(new(whole.Slice(from, end), mark, hash));
    }

    private static bool MayOpen(char c) => char.IsAsciiDigit(c) || c is '(' or '第' or (>= '①' and <= '⑳') or (>= '⑴' and <= '⒛') || "一二三四五六七八九十".Contains(c);

    /// <summary>Whether a number inside a paragraph begins an item: it stands after a full stop and carries a list on.</summary>
    private bool Opens(Passage whole, int at, NumberMark mark)
    {
        var text = whole.Text;
        var before = text[at - 1];
        if (at + mark.Length >= text.Length) return false;
        if (mark.Length == 1 && mark.Style is MarkStyle.Dot or MarkStyle.Han) return false;
        if (mark.Style is MarkStyle.Decimal && mark.Parts.Count < 2) return false;
        if (mark.Style is MarkStyle.Article or MarkStyle.Chapter && before is not ('。' or ';')) return false;
        if (char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(before)) return false;
        if (text[at] is '(' && "项款条目点之第照件".Contains(text[at + mark.Length])) return false;
        var carriesOn = mark.Number == _last.GetValueOrDefault(mark.Style) + 1 && mark.Number > 1;
        var starts = mark.Number == 1 && FollowedByTwo(text, at + mark.Length, mark);
        if (!carriesOn && !starts) return false;
        if (Characters.EndsSentence(before)) return true;
        if (before is ':') return true;
        if (before is ',' or '、' or '"' or '(' or '-' or '.') return mark.Style is MarkStyle.Circled && before is ',' or '、';
        return text.Length >= RunTogether && mark.Style is MarkStyle.Han or MarkStyle.HanParen or MarkStyle.Dot && Characters.IsHan(before) && !"第前本上下附件表图至到和及".Contains(before)
            && (mark.Style is not MarkStyle.Dot || text[at + mark.Length - 1] is '.' or '、');
    }

    /// <summary>"一、甲方的义务（1）…（2）…" in one line: the first item follows its title without a stop.</summary>
    private static bool FollowsTitle(Passage whole, int from, int at, NumberMark mark) =>
        mark is { Number: 1, Style: MarkStyle.Paren or MarkStyle.HanParen or MarkStyle.Circled or MarkStyle.Dot }
        && at - from is >= 2 and <= HeadingLength
        && Characters.IsHan(whole.Text[at - 1]) && !"第件表图条款项至到".Contains(whole.Text[at - 1])
        && whole.Text.AsSpan(from, at - from).IndexOfAny(",;。、") < 0
        && FollowedByTwo(whole.Text, at + mark.Length, mark);

    private static bool FollowedByTwo(string text, int from, NumberMark mark)
    {
        var second = mark.Style switch
        {
            MarkStyle.Han => "二、",
            MarkStyle.HanParen => "(二)",
            MarkStyle.Dot => "2",
            MarkStyle.Paren => "(2)",
            MarkStyle.HalfParen => "2)",
            MarkStyle.Circled => "②",
            _ => null,
        };
        return second is not null && text.AsSpan(from, Math.Min(text.Length - from, 1500)).Contains(second, StringComparison.Ordinal);
    }

    /// <summary>Takes out a page number such as "2、" that stands within a word: no list leads to it.</summary>
    private Passage WithoutPageNumbers(Passage whole)
    {
        if (whole.Length > 20_000) return whole;
        for (var at = 1; at + 2 < whole.Length; at++)
        {
            var text = whole.Text;
            if (!char.IsAsciiDigit(text[at]) || !Characters.IsHan(text[at - 1])) continue;
            var run = char.IsAsciiDigit(text[at + 1]) ? 2 : 1;
            if (at + run + 1 >= text.Length || text[at + run] is not '、' || !Characters.IsHan(text[at + run + 1])) continue;
            if ("件表图第附至到月年约共计有达前后满前每近超".Contains(text[at - 1])) continue;
            var number = int.Parse(text.AsSpan(at, run));
            if (number == 1 || number == _last.GetValueOrDefault(MarkStyle.Dot) + 1 || text.Contains($"{number - 1}、", StringComparison.Ordinal)) continue;
            whole = whole.Without(at, run + 1);
        }
        return whole;
    }
}
