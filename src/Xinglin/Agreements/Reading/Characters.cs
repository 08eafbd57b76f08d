namespace Xinglin.Agreements.Reading;

/// <summary>One-to-one folding of the variants of a character, so that every rule is written for one form only.</summary>
internal static class Characters
{
    /// <summary>Full-width ASCII becomes ASCII; kinds of brackets, quotes, dashes and spaces become one of each.</summary>
    public static char Fold(char c) => c switch
    {
        >= '\uFF01' and <= '\uFF5E' => FoldAscii((char)(c - 0xFEE0)),
        '〔' or '【' or '﹝' or '〖' or '［' => '[',
        '〕' or '】' or '﹞' or '〗' or '］' => ']',
        '﹙' => '(',
        '﹚' => ')',
        '“' or '”' or '„' or '‟' or '〝' or '〞' or '「' or '」' or '『' or '』' => '"',
        '—' or '–' or '―' or '‐' or '‑' or '−' => '-',
        '～' or '〜' => '~',
        '﹒' => '.',
        '﹐' => ',',
        '﹔' => ';',
        '﹕' => ':',
        '〇' => '零',
        '×' or '╳' => 'X',
        '％' or '﹪' => '%',
        '≧' => '≥',
        '≦' => '≤',
        _ => c < '\u0080' ? FoldAscii(c) : IsSpace(c) ? ' ' : c,
    };

    private static char FoldAscii(char c) => c is '\t' ? ' ' : c;

    /// <summary>Blanks and invisible characters; line ends are not blanks.</summary>
    public static bool IsSpace(char c) =>
        c is ' ' or '\t' or '\u00A0' or '\u3000' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' or '\u00AD' or (>= '\u2000' and <= '\u200A') or '\u202F';

    public static bool IsLineEnd(char c) => c is '\n' or '\r' or '\f' or '\v' or '\u0085' or '\u2028' or '\u2029';

    public static bool IsHan(char c) => c is >= '\u4E00' and <= '\u9FFF' or >= '\u3400' and <= '\u4DBF';

    public static bool EndsSentence(char c) => c is '。' or ';' or '!' or '?';

    public static bool IsAsciiWord(char c) => char.IsAsciiLetterOrDigit(c);
}
