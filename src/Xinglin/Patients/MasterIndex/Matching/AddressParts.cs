using System.Text.RegularExpressions;
using Xinglin.Platform;

namespace Xinglin.Patients.MasterIndex.Matching;

/// <summary>
/// An address cut into levels: county (区县), township (乡镇街道), village, neighbourhood or road, and door. A level that was not written is
/// empty; province and prefecture are left out, because people leave them out.
/// </summary>
internal sealed partial record AddressParts(string County, string Township, string Village, string Door)
{
    public static readonly AddressParts None = new("", "", "", "");

    public bool IsMissing => County.Length + Township.Length + Village.Length + Door.Length == 0;

    public static AddressParts Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return None;
        var plain = string.Concat(text.Compatible().Where(character => !char.IsWhiteSpace(character) && character is not (',' or '，' or '、' or '.')).Select(Characters.Simple));
        plain = Above().Replace(plain, "", 1);
        var county = Take(ref plain, County_());
        var township = Take(ref plain, Township_());
        var village = Take(ref plain, Village_());
        return new(county, township, village, string.Join('-', Numbers().Matches(plain).Select(number => number.Value)));
    }

    /// <summary>The first level at which they agree, from the door upwards; a level that one of them lacks is passed over.</summary>
    public static AddressLevel Compare(AddressParts left, AddressParts right)
    {
        if (left.IsMissing || right.IsMissing) return AddressLevel.Missing;
        if (Disagree(left.County, right.County)) return AddressLevel.Different;
        if (Disagree(left.Township, right.Township)) return left.County.Length > 0 && right.County.Length > 0 ? AddressLevel.County : AddressLevel.Different;
        if (Agree(left.Village, right.Village)) return Agree(left.Door, right.Door) ? AddressLevel.Door : AddressLevel.Village;
        if (Agree(left.Township, right.Township)) return AddressLevel.Township;
        return Agree(left.County, right.County) ? AddressLevel.County : Disagree(left.Village, right.Village) ? AddressLevel.Different : AddressLevel.Missing;
    }

    private static bool Agree(string left, string right) => left.Length > 0 && left == right;

    private static bool Disagree(string left, string right) => left.Length > 0 && right.Length > 0 && left != right;

    /// <summary>The level without the word that says what it is: 「柳河镇」 and 「柳河」 agree.</summary>
    private static string Take(ref string rest, Regex level)
    {
        var found = level.Match(rest);
        if (!found.Success) return "";
        rest = rest[(found.Index + found.Length)..];
        return found.Groups["name"].Value;
    }

    [GeneratedRegex("^(?:.{2,8}?(?:省|自治区))?(?:.{2,8}?(?:市|自治州|地区|盟)(?=.{2,}(?:区|县|市|旗)))?")]
    private static partial Regex Above();

    [GeneratedRegex("^(?<name>.{2,7}?)(?:自治县|区|县|市|旗)(?!委)")]
    private static partial Regex County_();

    [GeneratedRegex("^(?<name>.{2,7}?)(?:街道办事处|街道|镇|民族乡|乡|农场|开发区)")]
    private static partial Regex Township_();

    [GeneratedRegex("^(?<name>.{2,12}?)(?:行政村|自然村|村委会|居委会|社区|新村|村|小区|花园|家园|大街|大道|路|街|巷|屯|庄|湾|沟)")]
    private static partial Regex Village_();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Numbers();
}
