using Xinglin.Platform;

namespace Xinglin.Patients.MasterIndex.Matching;

/// <summary>
/// A name cut into surname and given name, with its syllables. Traditional and variant characters count as their simplified form
/// (<see cref="Plain"/>); the syllables are the readings by which names are misheard.
/// </summary>
internal sealed class PersonName
{
    public static readonly PersonName None = new("", "", 0, false);

    private static readonly string[] Nobody = ["无名", "不详", "未知", "佚名", "姓名不"];
    private static readonly string[] NewbornMarks = ["之子", "之女", "之婴", "之大", "之小", "之双", "之长", "之次", "之一", "之二"];

    private readonly int[] syllables;

    private PersonName(string written, string plain, int surname, bool placeholder)
    {
        (Written, Plain, SurnameLength, IsPlaceholder) = (written, plain, surname, placeholder);
        syllables = [.. plain.Select((character, place) => Syllable(character, place))];
    }

    /// <summary>As it was registered, without white space and the dot of foreign names.</summary>
    public string Written { get; }
    public string Plain { get; }
    public int SurnameLength { get; }

    /// <summary>「吴春燕之子」: it is a name until the child has one.</summary>
    public bool IsPlaceholder { get; }

    public bool IsMissing => Plain.Length == 0;
    public string Surname => Plain[..SurnameLength];
    public string Given => Plain[SurnameLength..];
    public ReadOnlySpan<int> Syllables => syllables;

    public static PersonName Of(string name, bool isPlaceholder = false)
    {
        var written = string.Concat(name.Compatible().Where(character => !char.IsWhiteSpace(character) && !char.IsPunctuation(character) && character != '·')).ToUpperInvariant();
        var plain = string.Concat(written.Select(Characters.Simple));
        var surname = plain.Length > 2 && Mask.HasCompoundSurname(plain) ? 2 : Math.Min(1, plain.Length);
        return new(written, plain, surname, isPlaceholder);
    }

    public static bool NamesNobody(string name) => string.IsNullOrWhiteSpace(name) || Nobody.Any(mark => name.StartsWith(mark, StringComparison.Ordinal));

    /// <summary>「吴春燕」 in 「吴春燕之子」; null for a name of one's own.</summary>
    public static string? MotherIn(string name) =>
        NewbornMarks.Select(mark => name.IndexOf(mark, StringComparison.Ordinal)).Where(place => place >= 2).Select(place => name[..place]).FirstOrDefault();

    /// <summary>What stands for the name where people hear, not read, it: syllables in order.</summary>
    public string Sound(int from = 0) => string.Join('-', syllables.Skip(from));

    /// <summary>The same without regard to order.</summary>
    public string SoundInAnyOrder => string.Join('-', syllables.Order());

    /// <summary>A character that is none has a number of its own beyond the syllables.</summary>
    private static int Syllable(char character, int place) =>
        place == 0 && SurnameSyllables.TryGetValue(character, out var surname) ? surname
        : Platform.Syllables.Number(character) is >= 0 and var number ? number : 1000 + character;

    private static readonly Dictionary<char, int> SurnameSyllables =
        Platform.Syllables.SurnameReadings.ToDictionary(one => one.Key, one => Platform.Syllables.NumberOf(one.Value));
}
