using System.Text;

namespace Xinglin.Platform;

public static class CompatibleText
{
    /// <summary>
    /// The form in which texts are compared (Unicode NFKC): full width and half width are one. What is no text, half a surrogate pair or
    /// U+FFFE, becomes U+FFFD, where <see cref="string.Normalize()"/> throws.
    /// </summary>
    public static string Compatible(this string text) => (IsText(text) ? text : string.Concat(text.EnumerateRunes().Select(rune => rune.Value == 0xFFFE ? Rune.ReplacementChar : rune))).Normalize(NormalizationForm.FormKC);

    private static bool IsText(string text)
    {
        for (var place = 0; place < text.Length; place++)
            if (char.IsSurrogatePair(text, place)) place++;
            else if (text[place] == 0xFFFE || char.IsSurrogate(text[place])) return false;
        return true;
    }
}
