using System.Text;

namespace Xinglin.Agreements.Reading;

/// <summary>
/// A stretch of the source as the rules see it: folded, without blanks and line ends, every character with the place it came from.
/// </summary>
internal sealed class Passage
{
    private readonly string _source;
    private readonly int[] _at;

    private Passage(string source, string text, int[] at)
    {
        _source = source;
        Text = text;
        _at = at;
    }

    public string Text { get; }
    public int Length => Text.Length;
    public bool IsEmpty => Text.Length == 0;
    public int Start => _at[0];
    public int End => _at[^1] + 1;

    public static Passage Of(string source, int start, int end)
    {
        var text = new StringBuilder(end - start);
        var at = new List<int>(end - start);
        for (var i = start; i < end; i++)
        {
            var c = Characters.Fold(source[i]);
            if (Characters.IsLineEnd(c) || Characters.IsSpace(c)) continue;
            // A half-width full stop at the end of a Chinese line is a full stop; after a numeral it belongs to a number.
            if (c is '.' && text.Length > 1 && Characters.IsHan(text[^1]) && EndsLine(source, i + 1, end)) c = '。';
            text.Append(c);
            at.Add(i);
        }
        return new(source, text.ToString(), [.. at]);
    }

    private static bool EndsLine(string source, int from, int end)
    {
        while (from < end && Characters.IsSpace(source[from])) from++;
        return from == end;
    }

    public static Passage Join(params IReadOnlyList<Passage> parts) => parts is [var only]
        ? only
        : new(parts[0]._source, string.Concat(parts.Select(part => part.Text)), [.. parts.SelectMany(part => part._at)]);

    public Passage Slice(int start, int end) => new(_source, Text[start..end], _at[start..end]);

    public Passage From(int start) => Slice(start, Length);

    public Passage Without(int start, int length) =>
        new(_source, Text.Remove(start, length), [.. _at[..start], .. _at[(start + length)..]]);

    /// <summary>Where the characters [start,end) of <see cref="Text"/> stand in the source.</summary>
    public TextSpan Span(int start, int end) => end <= start
        ? new(_at[Math.Min(start, Length - 1)], _at[Math.Min(start, Length - 1)])
        : new(_at[start], _at[end - 1] + 1);

    public TextSpan Span() => Span(0, Length);

    public int SourceAt(int index) => _at[index];

    /// <summary>Whether a blank stood before the character in the source.</summary>
    public bool BlankBefore(int index) => index > 0 && index < Length && _at[index] != _at[index - 1] + 1;

    /// <summary>The source's own characters, its blanks within a line kept, its line breaks and removed noise gone.</summary>
    public string Shown() => Shown(0, Length);

    public string Shown(int start, int end)
    {
        var shown = new StringBuilder(end - start);
        var spaced = IsSpaced(start, end);
        for (var i = start; i < end; i++)
        {
            if (i > start && !spaced && _at[i] != _at[i - 1] + 1 && _at[i] - _at[i - 1] <= 3
                && !_source.AsSpan(_at[i - 1] + 1, _at[i] - _at[i - 1] - 1).ContainsAnyExcept(' ', '\u00A0', '\u3000'))
                shown.Append(' ');
            shown.Append(_source[_at[i]]);
        }
        return shown.ToString();
    }

    /// <summary>Whether the characters stand apart as scanned headings have them: "甲 方 （ 盖 章 ）".</summary>
    public bool IsSpaced(int start, int end)
    {
        var blanks = 0;
        for (var i = start + 1; i < end; i++)
            if (_at[i] != _at[i - 1] + 1) blanks++;
        return end - start > 3 && blanks * 2 > end - start;
    }

    public override string ToString() => Text;
}
