namespace Xinglin.Agreements.Reading;

/// <summary>Cuts text at full stops and at commas.</summary>
internal static class Sentences
{
    /// <summary>[start,end) of every sentence; a semicolon ends one.</summary>
    public static IEnumerable<(int Start, int End)> Ranges(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!Characters.EndsSentence(text[i])) continue;
            yield return (start, i + 1);
            start = i + 1;
        }
        if (start < text.Length) yield return (start, text.Length);
    }

    public static IEnumerable<string> Texts(Passage passage) => Ranges(passage.Text).Select(range => passage.Text[range.Start..range.End]);

    /// <summary>The whole text in pieces that a rule may look at across sentences.</summary>
    public static IEnumerable<(int At, string Text)> Paragraphs(Passage passage)
    {
        const int Window = 4000;
        for (var at = 0; at < passage.Length; at += Window) yield return (at, passage.Text.Substring(at, Math.Min(Window, passage.Length - at)));
    }

    /// <summary>The clauses between commas, colons and cells of a table, brackets kept whole, and whether each is the last of its sentence.</summary>
    public static IEnumerable<(string Clause, bool Last)> ClausesOf(string text)
    {
        var start = 0;
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '(') depth++;
            else if (text[i] is ')' && depth > 0) depth--;
            var ends = Characters.EndsSentence(text[i]);
            if (!(ends || (depth == 0 && text[i] is ',' or ':' or '|'))) continue;
            if (i > start) yield return (text[start..i], ends);
            start = i + 1;
            if (ends) depth = 0;
        }
        if (start < text.Length) yield return (text[start..], true);
    }
}
