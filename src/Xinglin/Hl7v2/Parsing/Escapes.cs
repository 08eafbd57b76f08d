using System.Globalization;
using System.Text;

namespace Xinglin.Hl7v2.Parsing;

/// <summary>Escape sequences of text (HL7 v2.5.1 §2.7).</summary>
public static class Escapes
{
    /// <summary>Text as it was meant. Sequences that only format are dropped; what is not known stays as it is written, so that nothing is lost.</summary>
    public static string Read(ReadOnlySpan<char> raw, Notation notation)
    {
        if (!raw.Contains(notation.Escape)) return Clean(raw);
        var text = new StringBuilder(raw.Length);
        while (raw.Length > 0)
        {
            var begin = raw.IndexOf(notation.Escape);
            if (begin < 0) break;
            text.Append(raw[..begin]);
            var length = raw[(begin + 1)..].IndexOf(notation.Escape);
            if (length < 0 || Meaning(raw.Slice(begin + 1, length), notation) is not { } meaning)
            {
                text.Append(notation.Escape);
                raw = raw[(begin + 1)..];
                continue;
            }

            text.Append(meaning);
            raw = raw[(begin + length + 2)..];
        }

        return Clean(text.Append(raw).ToString());
    }

    public static string Write(string text, Notation notation)
    {
        var raw = new StringBuilder(text.Length);
        foreach (var character in text.Replace("\r\n", "\n", StringComparison.Ordinal))
        {
            if (Code(character, notation) is { } code) raw.Append(notation.Escape).Append(code).Append(notation.Escape);
            else if (character is '\n' or '\r') raw.Append(notation.Escape).Append(".br").Append(notation.Escape);
            else if (character >= ' ' || character == '\t') raw.Append(character);
        }

        return raw.ToString();
    }

    private static char? Code(char character, Notation notation) =>
        character == notation.Escape ? 'E' : character == notation.Field ? 'F' : character == notation.Component ? 'S'
        : character == notation.Subcomponent ? 'T' : character == notation.Repetition ? 'R' : null;

    private static string? Meaning(ReadOnlySpan<char> code, Notation notation) => code switch
    {
        "F" => notation.Field.ToString(),
        "S" => notation.Component.ToString(),
        "T" => notation.Subcomponent.ToString(),
        "R" => notation.Repetition.ToString(),
        "E" => notation.Escape.ToString(),
        ".br" or ".BR" or ".ce" => "\n",
        "H" or "N" or ".fi" or ".nf" => "",
        ['X', .. var digits] => Bytes(digits, notation.Encoding),
        ['.', 's', 'p', .. var lines] => Lines(lines),
        ['.', 'i' or 't', 'n' or 'i', ..] => "",
        _ => null
    };

    private static string? Lines(ReadOnlySpan<char> count) =>
        count.IsEmpty ? "\n" : int.TryParse(count.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var lines) && lines is >= 0 and <= 20 ? new string('\n', lines) : null;

    private static string? Bytes(ReadOnlySpan<char> digits, Encoding encoding)
    {
        if (digits.Length is 0 or > 4096 || digits.Length % 2 != 0) return null;
        var bytes = new byte[digits.Length / 2];
        for (var place = 0; place < bytes.Length; place++)
            if (!byte.TryParse(digits.Slice(place * 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[place])) return null;
        return Charset.Decode(bytes, encoding);
    }

    /// <summary>Without control characters, which no database and no page wants; line ends are one character.</summary>
    private static string Clean(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAnyInRange('\0', '\u001f') < 0) return text.ToString();
        var clean = new StringBuilder(text.Length);
        for (var place = 0; place < text.Length; place++)
        {
            if (text[place] == '\r') clean.Append(place + 1 < text.Length && text[place + 1] == '\n' ? "" : "\n");
            else if (text[place] is >= ' ' or '\n' or '\t') clean.Append(text[place]);
        }

        return clean.ToString();
    }
}
