using System.Text;

namespace Xinglin.Hl7v2.Parsing;

/// <summary>How a message is written: its separators (HL7 v2.5.1 §2.5.4, MSH-1 and MSH-2) and its character set.</summary>
public sealed record Notation(char Field, char Component, char Repetition, char Escape, char Subcomponent, Encoding Encoding)
{
    public static readonly Notation Standard = new('|', '^', '~', '\\', '&', Charset.Utf8);

    /// <summary>MSH-2 as it is written.</summary>
    public string EncodingCharacters => string.Concat(Component, Repetition, Escape, Subcomponent);

    /// <summary>Separators that MSH-2 leaves out are the standard's.</summary>
    /// <param name="header">From 「MSH」 on.</param>
    /// <returns>Null where they cannot be told apart.</returns>
    internal static Notation? Read(string header, Encoding encoding)
    {
        if (header.Length < 8) return null;
        var field = header[3];
        var end = header.IndexOf(field, 4);
        var characters = end < 0 ? header[4..Math.Min(header.Length, 9)] : header[4..end];
        if (characters.Length is 0 or > 5) return null;
        char At(int place, char standard) => place < characters.Length ? characters[place] : standard;
        var notation = new Notation(field, At(0, '^'), At(1, '~'), At(2, '\\'), At(3, '&'), encoding);
        char[] all = [field, notation.Component, notation.Repetition, notation.Escape, notation.Subcomponent];
        return all.Distinct().Count() == all.Length && !all.Any(each => char.IsLetterOrDigit(each) || char.IsControl(each) || each is ' ' or > '~') ? notation : null;
    }
}
