using System.Globalization;

namespace Xinglin.Platform.Identifiers;

/// <summary>
/// 公民身份号码, GB 11643-1999: division (6), birth date (8), serial (3, odd for men), check character (ISO 7064 MOD 11-2). Residents from
/// Hong Kong, Macao and Taiwan have numbers of the same make that begin with 810000, 820000 and 830000; the permanent residence card
/// for foreigners of 2023 begins with 9. Numbers of 15 digits have been void since 2013.
/// </summary>
public readonly record struct ResidentId
{
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private const string CheckCharacters = "10X98765432";

    private ResidentId(string value) => Value = value;

    public string Value { get; }

    public string Division => Value[..6];

    public DateOnly BirthDate => DateOnly.ParseExact(Value.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture);

    public bool IsMale => (Value[16] - '0') % 2 == 1;

    /// <summary>「370902********1234」</summary>
    public string Masked => Mask(Value);

    public static string Mask(string number) => number.Length == 18 ? $"{number[..6]}********{number[14..]}" : throw new ArgumentException("Not of 18 characters.", nameof(number));

    /// <param name="today">A birth date after it is an error.</param>
    public static Parsed<ResidentId> Parse(string? text, DateOnly today)
    {
        var number = Typed.Clean(text);
        if (number.Length == 15 && number.All(char.IsAsciiDigit)) return Wrong("15位的旧身份证号自2013年起停用，请填写18位号码");
        if (number.Length != 18) return Wrong($"身份证号应为18位，现为{number.Length}位");
        List<string> errors = [.. Typed.Strangers(number,
            (place, character) => char.IsAsciiDigit(character) || (place == 17 && character == 'X'), "前17位用数字，第18位用数字或 X")];
        if (errors.Count > 0) return Wrong(errors);
        if (!DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born))
            errors.Add($"第7至14位「{number[6..14]}」不是日期");
        else if (born > today) errors.Add($"第7至14位的出生日期 {ChinaTime.Show(born)} 晚于今天");
        if (number[0] == '0') errors.Add("第1位不能是 0");
        if (errors.Count > 0) return Wrong(errors);

        List<string> warnings = [];
        var check = CheckCharacter(number);
        if (number[17] != check) warnings.Add($"第18位校验码应为 {check}，现为 {number[17]}");
        if (number[0] == '8' && number[..6] is not ("810000" or "820000" or "830000")) warnings.Add("8 开头的号码只有港澳台居民居住证的 810000、820000、830000");
        if (born.Year < 1900) warnings.Add($"出生年份 {born.Year} 早于1900年");
        return Parsed<ResidentId>.Of(new(number), warnings);
    }

    /// <param name="digits">At least the first 17.</param>
    public static char CheckCharacter(string digits) => CheckCharacters[Weights.Index().Sum(weight => weight.Item * (digits[weight.Index] - '0')) % 11];

    private static Parsed<ResidentId> Wrong(params IReadOnlyList<string> errors) => Parsed<ResidentId>.Wrong(errors);

    public override string ToString() => Value;
}
