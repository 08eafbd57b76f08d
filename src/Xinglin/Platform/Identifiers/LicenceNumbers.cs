namespace Xinglin.Platform.Identifiers;

/// <summary>医师执业证书编码: 15 digits: level (1 执业医师, 2 执业助理医师), category (1 临床, 2 口腔, 3 公卫, 4 中医), division (6), serial (7). It has no check digit.</summary>
public readonly record struct PhysicianLicenceNumber
{
    private PhysicianLicenceNumber(string value) => Value = value;

    public string Value { get; }

    public string Division => Value[2..8];

    public static Parsed<PhysicianLicenceNumber> Parse(string? text)
    {
        var number = Typed.Clean(text);
        if (number.Length != 15) return Parsed<PhysicianLicenceNumber>.Wrong($"医师执业证书编码应为15位数字，现为{number.Length}位");
        List<string> errors = [.. Typed.Strangers(number, (_, character) => char.IsAsciiDigit(character), "只能用数字")];
        if (errors.Count > 0) return Parsed<PhysicianLicenceNumber>.Wrong(errors);
        List<string> warnings = [];
        if (number[0] is not ('1' or '2')) warnings.Add($"第1位（级别）应为 1 执业医师或 2 执业助理医师，现为 {number[0]}");
        if (number[1] is < '1' or > '4') warnings.Add($"第2位（类别）应为 1 临床、2 口腔、3 公共卫生、4 中医，现为 {number[1]}");
        return Parsed<PhysicianLicenceNumber>.Of(new(number), warnings);
    }

    public override string ToString() => Value;
}

/// <summary>护士执业证书编号: digits, usually 12; older certificates have other lengths, which a person confirms.</summary>
public readonly record struct NurseLicenceNumber
{
    private NurseLicenceNumber(string value) => Value = value;

    public string Value { get; }

    public static Parsed<NurseLicenceNumber> Parse(string? text)
    {
        var number = Typed.Clean(text);
        if (number.Length is < 8 or > 15) return Parsed<NurseLicenceNumber>.Wrong($"护士执业证书编号一般为12位数字，现为{number.Length}位");
        List<string> errors = [.. Typed.Strangers(number, (_, character) => char.IsAsciiDigit(character), "只能用数字")];
        if (errors.Count > 0) return Parsed<NurseLicenceNumber>.Wrong(errors);
        return Parsed<NurseLicenceNumber>.Of(new(number), number.Length == 12 ? [] : [$"护士执业证书编号一般为12位，现为{number.Length}位"]);
    }

    public override string ToString() => Value;
}
