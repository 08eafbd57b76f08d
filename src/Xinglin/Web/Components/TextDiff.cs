namespace Xinglin.Web.Components;

public enum DiffKind { Same, Removed, Added }

public sealed record DiffPart(DiffKind Kind, string Text);

/// <summary>
/// The shortest way from one text to another (Myers 1986, O(ND)), by words: a Chinese character or punctuation mark is a word of
/// its own, a run of letters or digits is one. Texts more than <see cref="Limit"/> words apart are shown as replaced.
/// </summary>
public static class TextDiff
{
    private const int Limit = 1500;

    public static IReadOnlyList<DiffPart> Between(string before, string after)
    {
        var (old, young) = (Words(before), Words(after));
        var head = 0;
        while (head < old.Count && head < young.Count && old[head] == young[head]) head++;
        var tail = 0;
        while (tail < old.Count - head && tail < young.Count - head && old[^(tail + 1)] == young[^(tail + 1)]) tail++;

        var parts = new List<DiffPart>();
        Add(parts, DiffKind.Same, old.Take(head));
        parts.AddRange(Middle(old[head..^tail], young[head..^tail]));
        Add(parts, DiffKind.Same, old.TakeLast(tail));
        return Merge(parts);
    }

    private static List<DiffPart> Middle(List<string> old, List<string> young)
    {
        var trace = new List<int[]>();
        var most = Math.Min(old.Count + young.Count, Limit);
        var reach = new int[2 * most + 3];
        for (var distance = 0; distance <= most; distance++)
        {
            for (var k = -distance; k <= distance; k += 2)
            {
                var x = k == -distance || (k != distance && reach[most + k] < reach[most + k + 2]) ? reach[most + k + 2] : reach[most + k] + 1;
                var y = x - k;
                while (x < old.Count && y < young.Count && old[x] == young[y]) (x, y) = (x + 1, y + 1);
                reach[most + k + 1] = x;
                if (x < old.Count || y < young.Count) continue;
                return Walk(old, young, trace, distance);
            }
            trace.Add(reach[(most - distance)..(most + distance + 3)]);
        }
        var replaced = new List<DiffPart>();
        Add(replaced, DiffKind.Removed, old);
        Add(replaced, DiffKind.Added, young);
        return replaced;
    }

    private static List<DiffPart> Walk(List<string> old, List<string> young, List<int[]> trace, int distance)
    {
        var parts = new List<DiffPart>();
        var (x, y) = (old.Count, young.Count);
        for (var d = distance; d > 0; d--)
        {
            // The row holds diagonals -d … d of the step before, shifted by one for the sentinels.
            var row = trace[d - 1];
            int At(int diagonal) => diagonal + d - 1 + 1 is var i && i >= 0 && i < row.Length ? row[i] : 0;
            var k = x - y;
            var down = k == -d || (k != d && At(k - 1) < At(k + 1));
            var from = down ? k + 1 : k - 1;
            var (fromX, fromY) = (At(from), At(from) - from);
            while (x > fromX && y > fromY && x > 0 && y > 0 && old[x - 1] == young[y - 1])
            {
                parts.Add(new DiffPart(DiffKind.Same, old[x - 1]));
                (x, y) = (x - 1, y - 1);
            }
            parts.Add(down ? new DiffPart(DiffKind.Added, young[fromY]) : new DiffPart(DiffKind.Removed, old[fromX]));
            (x, y) = (fromX, fromY);
        }
        for (; x > 0; x--) parts.Add(new DiffPart(DiffKind.Same, old[x - 1]));
        parts.Reverse();
        return parts;
    }

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var end = at + 1;
            if (char.IsAsciiLetterOrDigit(text[at]))
                while (end < text.Length && char.IsAsciiLetterOrDigit(text[end])) end++;
            else if (char.IsHighSurrogate(text[at]) && end < text.Length) end++;
            words.Add(text[at..end]);
            at = end;
        }
        return words;
    }

    private static void Add(List<DiffPart> parts, DiffKind kind, IEnumerable<string> words)
    {
        var text = string.Concat(words);
        if (text.Length > 0) parts.Add(new DiffPart(kind, text));
    }

    private static List<DiffPart> Merge(List<DiffPart> parts)
    {
        var merged = new List<DiffPart>();
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < parts.Count; i++)
        {
            text.Append(parts[i].Text);
            if (i + 1 < parts.Count && parts[i + 1].Kind == parts[i].Kind) continue;
            merged.Add(new DiffPart(parts[i].Kind, text.ToString()));
            text.Clear();
        }
        return merged;
    }
}
