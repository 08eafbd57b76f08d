namespace Xinglin.Agreements.Reading;

/// <summary>The numbering styles, from the usual outermost to the usual innermost.</summary>
internal enum MarkStyle { Part, Chapter, Section, Article, Han, HanParen, Roman, Dot, Decimal, Paren, HalfParen, Circled, Letter, Bullet }

/// <summary>The number that opens a line: 一、 (一) 1. (1) ① 第×条 1.2.3 and their half-broken variants.</summary>
/// <param name="Length">How many folded characters the mark takes.</param>
/// <param name="Parts">The numbers of a decimal mark, else only <paramref name="Number"/>.</param>
internal sealed record NumberMark(MarkStyle Style, int Number, int Length, IReadOnlyList<int> Parts)
{
    private const string HanDigits = "零一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾";
    private const int MostParts = 6;
    private const string Separators = ".、,:•·";
    private const string Bullets = "•●■◆▪➢√◇○□▲★※◎";

    public static NumberMark? At(Passage line, int start = 0)
    {
        var text = line.Text;
        if (start >= text.Length) return null;
        var c = text[start];
        return c switch
        {
            '第' => Headword(text, start),
            '(' => Parenthesised(text, start),
            >= '①' and <= '⑳' => Single(MarkStyle.Circled, c - '①' + 1),
            >= '❶' and <= '❿' => Single(MarkStyle.Circled, c - '❶' + 1),
            >= '⑴' and <= '⒇' => Single(MarkStyle.Paren, c - '⑴' + 1),
            >= '⒈' and <= '⒛' => Single(MarkStyle.Dot, c - '⒈' + 1),
            >= '㈠' and <= '㈩' => Single(MarkStyle.HanParen, c - '㈠' + 1),
            >= 'Ⅰ' and <= 'Ⅻ' when start + 1 < text.Length && Separators.Contains(text[start + 1]) => new(MarkStyle.Roman, c - 'Ⅰ' + 1, 2, [c - 'Ⅰ' + 1]),
            >= '0' and <= '9' => Digits(line, start),
            (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') => Letter(text, start),
            '-' or '*' or '+' => start + 1 < text.Length && line.BlankBefore(start + 1) && (Characters.IsHan(text[start + 1]) || At(line, start + 1) is not null || start == 0 && text.Any(Characters.IsHan)) ? Bullet() : null,
            _ when Bullets.Contains(c) => Bullet(),
            _ when HanDigits.Contains(c) => Han(line, start),
            _ => null,
        };

        static NumberMark Bullet() => new(MarkStyle.Bullet, 0, 1, []);
        NumberMark Single(MarkStyle style, int number) => new(style, number, 1 + Tail(text, start + 1), [number]);
    }

    private static int Run(string text, int start, string of)
    {
        var end = start;
        while (end < text.Length && end - start < 6 && of.Contains(text[end])) end++;
        return end - start;
    }

    private static int DigitRun(string text, int start)
    {
        var end = start;
        while (end < text.Length && end - start < 5 && char.IsAsciiDigit(text[end])) end++;
        return end - start;
    }

    private static int Tail(string text, int at) => at < text.Length && Separators.Contains(text[at]) ? 1 : 0;

    private static NumberMark? Headword(string text, int start)
    {
        var run = Run(text, start + 1, HanDigits);
        if (run == 0) run = DigitRun(text, start + 1);
        if (run == 0 || ChineseNumber.ParseInt(text.AsSpan(start + 1, run)) is not { } number) return null;
        var at = start + 1 + run;
        if (at >= text.Length) return null;
        MarkStyle? style = text[at] switch
        {
            '章' => MarkStyle.Chapter,
            '节' => MarkStyle.Section,
            '条' => MarkStyle.Article,
            '编' or '篇' => MarkStyle.Part,
            '部' when at + 1 < text.Length && text[at + 1] is '分' => MarkStyle.Part,
            _ => null,
        };
        if (style is null) return null;
        at += style is MarkStyle.Part && text[at] is '部' ? 2 : 1;
        // "第三条所列…" and "第三条第二款" refer to an article, they do not open one.
        if (at < text.Length && "所规约中的第款项、和及至之".Contains(text[at]) && !(text[at] is '、' && at + 1 < text.Length && text[at + 1] is not '第')) return null;
        return new(style.Value, number, at + Tail(text, at) - start, [number]);
    }

    private static NumberMark? Parenthesised(string text, int start)
    {
        var han = Run(text, start + 1, HanDigits);
        var run = han > 0 ? han : DigitRun(text, start + 1);
        var at = start + 1 + run;
        if (run is 0 or > 3 || at >= text.Length)
        {
            return start + 2 < text.Length && char.IsAsciiLetter(text[start + 1]) && text[start + 2] is ')'
                ? new(MarkStyle.Letter, char.ToLowerInvariant(text[start + 1]) - 'a' + 1, 3, [char.ToLowerInvariant(text[start + 1]) - 'a' + 1])
                : null;
        }
        if (text[at] is not (')' or '、' or '.') || ChineseNumber.ParseInt(text.AsSpan(start + 1, run)) is not { } number) return null;
        if (text[at] is '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])) return null;
        at++;
        if (at < text.Length && text[at] is ')') at++;
        return new(han > 0 ? MarkStyle.HanParen : MarkStyle.Paren, number, at + Tail(text, at) - start, [number]);
    }

    private static NumberMark? Han(Passage line, int start)
    {
        var text = line.Text;
        var run = Run(text, start, HanDigits);
        var at = start + run;
        if (at >= text.Length || ChineseNumber.ParseInt(text.AsSpan(start, run)) is not (> 0 and < 100 and var number)) return null;
        if (text[at] is ')') return new(MarkStyle.HanParen, number, run + 1 + Tail(text, at + 1), [number]);
        if (Separators.Contains(text[at]))
            // "二、三级医院" counts levels, it is no heading.
            return at + 1 < text.Length && HanDigits.Contains(text[at + 1]) && Run(text, at + 1, HanDigits) is var next && at + 1 + next < text.Length && "级甲是年月".Contains(text[at + 1 + next])
                ? null
                : new(MarkStyle.Han, number, run + 1, [number]);
        return line.BlankBefore(at) && run <= 2 && !"年月日级名人次方份个家项期类".Contains(text[at]) ? new(MarkStyle.Han, number, run, [number]) : null;
    }

    private static NumberMark? Digits(Passage line, int start)
    {
        var text = line.Text;
        var parts = new List<int>();
        var at = start;
        while (true)
        {
            var run = DigitRun(text, at);
            if (run is 0 or > 2) return null;
            if (parts.Count == MostParts) return null;
            parts.Add(int.Parse(text.AsSpan(at, run)));
            at += run;
            if (at + 1 < text.Length && text[at] is '.' && char.IsAsciiDigit(text[at + 1])) at++;
            else break;
        }
        if (at >= text.Length) return null;
        if (parts.Count > 1)
        {
            if (("%万亿倍元名人次年月天个级厘米小℃".Contains(text[at]) && !line.BlankBefore(at)) || parts.Contains(0)) return null;
            return new(MarkStyle.Decimal, parts[^1], at + Tail(text, at) - start, parts);
        }
        var number = parts[0];
        if (number == 0) return null;
        if (text[at] is ')') return new(MarkStyle.HalfParen, number, at + 1 + Tail(text, at + 1) - start, [number]);
        if (Separators.Contains(text[at]))
        {
            if (at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])) return Enumerates(text, at) ? null : text[at] is '、' ? new(MarkStyle.Dot, number, at + 1 - start, [number]) : null;
            return new(MarkStyle.Dot, number, at + 1 - start, [number]);
        }
        return line.BlankBefore(at) && (Characters.IsHan(text[at]) && !"年月日级名人次方份个家项期类天小周元万台张例号楼时点分".Contains(text[at])) ? new(MarkStyle.Dot, number, at - start, [number]) : null;
    }

    // "1、2月" lists numbers; "1、24小时…" is an item.
    private static bool Enumerates(string text, int separator)
    {
        var run = DigitRun(text, separator + 1);
        var at = separator + 1 + run;
        return at >= text.Length || text[at] is '月' or '日' or '号' or '级' or '、' or '.' or ':';
    }

    private static NumberMark? Letter(string text, int start)
    {
        if (start + 2 >= text.Length || text[start + 1] is not ('.' or '、' or ')') || !Characters.IsHan(text[start + 2])) return null;
        var number = char.ToLowerInvariant(text[start]) - 'a' + 1;
        return new(MarkStyle.Letter, number, 2, [number]);
    }
}
