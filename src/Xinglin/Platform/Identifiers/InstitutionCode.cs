namespace Xinglin.Platform.Identifiers;

/// <summary>
/// 医疗机构执业许可证登记号, WS 218-2002: 22 characters: organisation code (9), division (6), economic type (2), kind of
/// institution (a letter and 3 digits), profit class (1).
/// </summary>
public readonly record struct InstitutionCode
{
    private InstitutionCode(string value) => Value = value;

    public string Value { get; }

    public string Division => Value[9..15];

    public static Parsed<InstitutionCode> Parse(string? text)
    {
        var code = Typed.Clean(text).Replace("-", "", StringComparison.Ordinal);
        if (code.Length != 22) return Parsed<InstitutionCode>.Wrong($"医疗机构登记号应为22位，现为{code.Length}位");
        List<string> errors = [.. Typed.Strangers(code, Allowed, "第1至9位为数字或字母，第18位为字母，其余为数字")];
        if (errors.Count > 0) return Parsed<InstitutionCode>.Wrong(errors);
        var check = OrganizationCode.CheckCharacter(code.AsSpan(0, 8));
        return Parsed<InstitutionCode>.Of(new(code), check == code[8] ? [] : [$"第9位（组织机构代码校验码）应为 {check}，现为 {code[8]}"]);
    }

    private static bool Allowed(int place, char character) => place switch
    {
        < 9 => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character),
        17 => char.IsAsciiLetterUpper(character),
        _ => char.IsAsciiDigit(character)
    };

    public override string ToString() => Value;
}
