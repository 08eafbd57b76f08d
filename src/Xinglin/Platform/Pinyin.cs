using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Xinglin.Platform;

/// <summary>
/// Pinyin initials of Chinese names, for search: 「清河县人民医院」 → <c>qhxrmyy</c>. The reading comes from ICU's zh-CN collation
/// order, one a character; words and surnames that are commonly read otherwise are listed here.
/// </summary>
public static class Pinyin
{
    // The first character of each letter in ICU's order (CLDR, alphabetic index of zh).
    private const string Boundaries = "吖八嚓咑妸发旮哈丌咔垃妈拏噢妑七呥仨他屲夕丫帀";
    private const string Letters = "abcdefghjklmnopqrstwxyz";

    private static readonly CompareInfo Order = CultureInfo.GetCultureInfo("zh-CN").CompareInfo;
    private static readonly ConcurrentDictionary<char, char> Known = new();

    private static readonly Dictionary<string, string> Words = new()
    {
        ["重庆"] = "cq",
        ["重症"] = "zz",
        ["重点"] = "zd",
        ["厦门"] = "xm",
        ["长沙"] = "cs",
        ["长春"] = "cc",
        ["长治"] = "cz",
        ["长清"] = "cq",
        ["长乐"] = "cl",
        ["院长"] = "yz",
        ["科长"] = "kz",
        ["银行"] = "yh",
        ["行政"] = "xz",
        ["乐山"] = "ls",
        ["音乐"] = "yy",
        ["单县"] = "sx",
        ["蚌埠"] = "bb",
        ["六安"] = "la",
        ["番禺"] = "py",
        ["东阿"] = "de",
        ["朝阳"] = "cy",
        ["莘县"] = "sx",
        ["调剂"] = "tj",
        ["校验"] = "jy",
        ["藏医"] = "zy",
        ["西藏"] = "xz",
        ["会计"] = "kj",
        ["血液"] = "xy",
        ["都江堰"] = "djy",
        ["曾都"] = "zd"
    };

    private static readonly Dictionary<char, char> Surnames = new()
    {
        ['单'] = 's',
        ['曾'] = 'z',
        ['解'] = 'x',
        ['仇'] = 'q',
        ['区'] = 'o',
        ['朴'] = 'p',
        ['查'] = 'z',
        ['覃'] = 'q',
        ['盖'] = 'g',
        ['乐'] = 'y',
        ['尉'] = 'w',
        ['翟'] = 'z',
        ['冼'] = 'x',
        ['召'] = 's',
        ['繁'] = 'p',
        ['缪'] = 'm',
        ['折'] = 's',
        ['黑'] = 'h',
        ['长'] = 'c',
        ['重'] = 'c',
        ['种'] = 'c'
    };

    /// <summary>False where the process runs without ICU (invariant globalization): search then works by Chinese text only.</summary>
    public static bool IsAvailable { get; } =
        Order.Compare("安", "八") < 0 && Order.Compare("八", "常") < 0 && Order.Compare("常", "德") < 0 && Order.Compare("张", "座") < 0;

    /// <summary>
    /// The initials in lower case with letters and digits kept; where the first character is a surname with another reading, both
    /// readings with a space between. Empty without ICU and for text without letters.
    /// </summary>
    public static string Initials(string text)
    {
        if (!IsAvailable) return "";
        var plain = text.Compatible();
        var result = new StringBuilder(plain.Length);
        for (var place = 0; place < plain.Length; place++)
        {
            if (Words.FirstOrDefault(word => plain.AsSpan(place).StartsWith(word.Key)) is { Key: { } found, Value: var reading })
            {
                result.Append(reading);
                place += found.Length - 1;
            }
            else if (Initial(plain[place]) is { } initial) result.Append(initial);
        }

        var usual = result.ToString();
        return plain.Length > 0 && usual.Length > 0 && Surnames.TryGetValue(plain[0], out var surname) && surname != usual[0]
            ? $"{usual} {surname}{usual[1..]}"
            : usual;
    }

    private static char? Initial(char character)
    {
        if (char.IsAsciiLetterOrDigit(character)) return char.ToLowerInvariant(character);
        if (character is < '\u3400' or > '\u9fff') return null;
        return Known.GetOrAdd(character, Look);
    }

    private static char Look(char character)
    {
        var letter = Letters.Length - 1;
        while (letter > 0 && Order.Compare(character.ToString(), Boundaries[letter].ToString()) < 0) letter--;
        return Letters[letter];
    }
}
