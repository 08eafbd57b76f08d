using System.Text;

namespace Xinglin.Agreements.Reading;

/// <summary>Finds out whether a file holds the same agreement more than once, headings' levels and blanks aside.</summary>
internal static class TextCopies
{
    private const int AnchorLength = 20;
    private const int Anchors = 40;
    private const int ShortestCopy = 120;
    private const int ShingleLength = 6;
    private const double NearlyEqual = 0.85;

    /// <param name="FirstEnd">Where the first copy ends in the source.</param>
    public sealed record Found(int Count, int FirstEnd);

    public static Found Find(string source)
    {
        var (text, at) = Letters(source);
        if (text.Length < 2 * ShortestCopy) return new(1, source.Length);
        var step = Math.Max(AnchorLength, text.Length / 2 / Anchors);
        for (var anchor = 0; anchor + AnchorLength < text.Length / 2; anchor += step)
        {
            var again = text.IndexOf(text.Substring(anchor, AnchorLength), anchor + AnchorLength, StringComparison.Ordinal);
            if (again < 0) continue;
            var distance = again - anchor;
            if (distance < ShortestCopy) continue;
            var start = anchor;
            while (start > 0 && text[start - 1] == text[start - 1 + distance]) start--;
            var count = Count(text, start, distance);
            if (count > 1) return new(count, LineStart(source, at[start + distance]));
        }
        return new(1, source.Length);
    }

    private static int Count(string text, int start, int distance)
    {
        var first = Shingles(text, start, start + distance);
        var count = 1;
        for (var next = start + distance; text.Length - next >= distance * 2 / 3; next += distance)
        {
            var end = Math.Min(next + distance, text.Length);
            var same = 0;
            for (var i = next; i + ShingleLength <= end; i++)
                if (first.Contains(string.GetHashCode(text.AsSpan(i, ShingleLength)))) same++;
            if (same < NearlyEqual * Math.Max(end - next, 1)) break;
            count++;
        }
        return count;
    }

    private static HashSet<int> Shingles(string text, int start, int end)
    {
        var shingles = new HashSet<int>();
        for (var i = start; i + ShingleLength <= end; i++) shingles.Add(string.GetHashCode(text.AsSpan(i, ShingleLength)));
        return shingles;
    }

    private static (string Text, List<int> At) Letters(string source)
    {
        var text = new StringBuilder(source.Length);
        var at = new List<int>(source.Length);
        for (var i = 0; i < source.Length; i++)
        {
            var c = Characters.Fold(source[i]);
            if (!Characters.IsHan(c) && !char.IsAsciiLetterOrDigit(c)) continue;
            text.Append(c);
            at.Add(i);
        }
        return (text.ToString(), at);
    }

    private static int LineStart(string source, int at)
    {
        while (at > 0 && !Characters.IsHan(source[at - 1]) && !char.IsAsciiLetterOrDigit(source[at - 1]) && !Characters.EndsSentence(Characters.Fold(source[at - 1]))) at--;
        while (at < source.Length && (Characters.IsLineEnd(source[at]) || Characters.IsSpace(source[at]))) at++;
        return at;
    }
}
