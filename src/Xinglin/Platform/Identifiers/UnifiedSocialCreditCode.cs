namespace Xinglin.Platform.Identifiers;

/// <summary>
/// 统一社会信用代码, GB 32100-2015: 18 characters: registering department and category (2), division (6), organisation code (9)
/// and a check character, modulo 31 over an alphabet without I, O, S, V and Z.
/// </summary>
public readonly record struct UnifiedSocialCreditCode
{
    public const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly int[] Weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    private UnifiedSocialCreditCode(string value) => Value = value;

    public string Value { get; }

    public string Division => Value[2..8];

    public static Parsed<UnifiedSocialCreditCode> Parse(string? text)
    {
        var code = Typed.Clean(text);
        if (code.Length != 18) return Parsed<UnifiedSocialCreditCode>.Wrong($"统一社会信用代码应为18位，现为{code.Length}位");
        List<string> errors =
        [
            .. Typed.Strangers(code, (_, character) => Alphabet.Contains(character), "只能用数字和除 I、O、S、V、Z 以外的大写字母"),
            .. Typed.Strangers(code, (place, character) => place is < 2 or > 7 || char.IsAsciiDigit(character) || !Alphabet.Contains(character), "第3至8位是登记机关行政区划，应为数字")
        ];
        if (errors.Count > 0) return Parsed<UnifiedSocialCreditCode>.Wrong(errors);

        List<string> warnings = [];
        if (OrganizationCode.CheckCharacter(code.AsSpan(8, 8)) is var inner && inner != code[16])
            warnings.Add($"第17位（组织机构代码校验码）应为 {inner}，现为 {code[16]}");
        if (CheckCharacter(code.AsSpan(0, 17)) is var check && check != code[17])
            warnings.Add($"第18位校验码应为 {check}，现为 {code[17]}");
        return Parsed<UnifiedSocialCreditCode>.Of(new(code), warnings);
    }

    /// <summary>The check character for the first 17; a remainder of 0 gives 「0」, not a place past the end of the alphabet.</summary>
    public static char CheckCharacter(ReadOnlySpan<char> body)
    {
        var sum = 0;
        for (var place = 0; place < 17; place++) sum += Alphabet.IndexOf(body[place]) * Weights[place];
        return Alphabet[(31 - sum % 31) % 31];
    }

    public override string ToString() => Value;
}
