using System.Text.RegularExpressions;

namespace Xinglin.Platform.Identifiers;

public enum PhoneKind { Mobile, Landline, LocalLandline, Service }

/// <summary>
/// A telephone number in mainland China: mobile, landline with or without area code and extension, 400/800, 95… and 12… service
/// numbers, 110/119/120. <see cref="Value"/> is the normalised form: <c>13812345678</c>, <c>0538-6232222-801</c>, <c>400-123-4567</c>.
/// </summary>
public readonly partial record struct PhoneNumber
{
    private PhoneNumber(string value, PhoneKind kind) => (Value, Kind) = (value, kind);

    public string Value { get; }
    public PhoneKind Kind { get; }

    /// <summary>An RFC 3966 address; a comma waits before the extension is dialled.</summary>
    public static string Link(string normalised)
    {
        var parts = normalised.Split('-');
        var extension = parts.Length == 3 && parts[0] is not ("400" or "800") ? "," + parts[2] : "";
        return "tel:" + (extension.Length > 0 ? parts[0] + parts[1] : string.Concat(parts)) + extension;
    }

    /// <summary>The address that dials what somebody wrote into a free field.</summary>
    public static string Dial(string written) => Parse(written).Value is { } number ? Link(number.Value) : $"tel:{written}";

    public static Parsed<PhoneNumber> Parse(string? text)
    {
        var typed = Typed.Clean(text).Replace('转', '-').Replace("分机", "-", StringComparison.Ordinal)
            .Replace('—', '-').Replace('–', '-').Replace('－', '-').Replace("--", "-", StringComparison.Ordinal)
            .Replace('(', ' ').Replace(")", "-", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        typed = Country().Replace(typed, "");
        if (typed.Length == 0) return Parsed<PhoneNumber>.Wrong("电话号码是空的");
        if (typed.FirstOrDefault(character => !char.IsAsciiDigit(character) && character != '-') is var odd and not '\0')
            return Parsed<PhoneNumber>.Wrong($"电话号码里有「{odd}」：只能用数字、短横线和“转”");

        var digits = typed.Replace("-", "", StringComparison.Ordinal);
        if (Mobile().IsMatch(digits)) return Ok(digits, PhoneKind.Mobile);
        if (Toll().IsMatch(digits)) return Ok($"{digits[..3]}-{digits[3..6]}-{digits[6..]}", PhoneKind.Service);
        if (Service().IsMatch(digits)) return Ok(digits, PhoneKind.Service);
        if (Landline().Match(typed) is not { Success: true } landline)
            return Parsed<PhoneNumber>.Wrong(digits.Length == 11 && digits[0] == '1'
                ? $"手机号码第2位应为3至9，现为 {digits[1]}"
                : "不是手机、座机（区号-号码-分机）、400/800、95 或 12 开头的号码");

        var extension = landline.Groups["ext"] is { Success: true, Value: var dial } ? "-" + dial : "";
        return landline.Groups["area"] is { Success: true, Value: var area }
            ? Ok($"{area}-{landline.Groups["number"].Value}{extension}", PhoneKind.Landline)
            : Parsed<PhoneNumber>.Of(new(landline.Groups["number"].Value + extension, PhoneKind.LocalLandline), ["没有区号，外地拨不通，建议补上区号"]);
    }

    private static Parsed<PhoneNumber> Ok(string value, PhoneKind kind) => Parsed<PhoneNumber>.Of(new(value, kind));

    public override string ToString() => Value;

    [GeneratedRegex(@"^(\+|00)86-?(?=\d)")]
    private static partial Regex Country();

    [GeneratedRegex("^1[3-9][0-9]{9}$")]
    private static partial Regex Mobile();

    [GeneratedRegex("^[48]00[0-9]{7}$")]
    private static partial Regex Toll();

    [GeneratedRegex("^(95[0-9]{3,6}|12[0-9]{3}|1[12][0-9])$")]
    private static partial Regex Service();

    // Three-digit area codes begin with 01 and 02, all others have four digits.
    [GeneratedRegex("^((?<area>0(?:10|2[0-9]|[3-9][0-9]{2}))-?)?(?<number>[2-9][0-9]{6,7})(-(?<ext>[0-9]{1,6}))?$")]
    private static partial Regex Landline();
}
