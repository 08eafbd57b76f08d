using System.Globalization;
using System.Text.RegularExpressions;

namespace Xinglin.Agreements.Reading;

/// <summary>Whether the text breaks off: in the middle of a sentence, after a bare heading, or far short of its stated length.</summary>
internal static partial class Completeness
{
    private const double ShortOfStated = 0.6;

    public static bool IsComplete(string source, IReadOnlyList<LogicalLine> paragraphs)
    {
        if (paragraphs.Count == 0) return false;
        if (Rest().IsMatch(source)) return false;
        if (Stated().Match(source) is { Success: true } stated
            && double.TryParse(stated.Groups["n"].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && source.Count(Characters.IsHan) < number * (stated.Groups["wan"].Success ? 10_000 : 1) * ShortOfStated) return false;
        var last = paragraphs[^1];
        var text = last.Body.Text;
        if (Wording.IsSignature(text) || Wording.IsLabelLine(text) || Wording.IsTitle(text) || text.Contains('_')) return true;
        if (paragraphs.Any(paragraph => paragraph.IsAttachment)) return true;
        if (text[^1] is '。' or '!' or '?' or ')' or '"' or '.') return true;
        if (EndsInTable(paragraphs)) return true;
        // A list of contacts or a signature line may end in anything; a sentence may not.
        return paragraphs.TakeLast(6).Any(paragraph => paragraph.Mark is null && Wording.IsSignature(paragraph.Body.Text)) || text[^1] is ';' && paragraphs.Count > 3 && last.Mark is not null;
    }

    /// <summary>Short lines without a verb after the last full stop: a table of contacts, not a sentence that breaks off.</summary>
    private static bool EndsInTable(IReadOnlyList<LogicalLine> paragraphs)
    {
        const int Cell = 16;
        var cells = 0;
        for (var i = paragraphs.Count - 1; i >= 0; i--, cells++)
        {
            var text = paragraphs[i].Body.Text;
            if (paragraphs[i].Mark is null && text.Length <= Cell && !Characters.EndsSentence(text[^1]) && text[^1] is not (',' or '、')) continue;
            return cells >= 3 && Characters.EndsSentence(text[^1]);
        }
        return false;
    }

    [GeneratedRegex(@"剩余\s*\d+\s*页|还有\s*\d+\s*页未读|未完待续|余下全文|阅读全文|试读(?:结束|已结束)|预览(?:结束|已结束)")]
    private static partial Regex Rest();

    [GeneratedRegex(@"总字数[:：]\s*约?\s*(?<n>\d{1,6}(?:\.\d{1,3})?)\s*(?<wan>万)?字?")]
    private static partial Regex Stated();
}
