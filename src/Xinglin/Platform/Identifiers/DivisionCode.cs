namespace Xinglin.Platform.Identifiers;

/// <summary>行政区划代码, GB/T 2260: six digits: province, prefecture, county. Codes are reassigned over the years, so a code is not looked up.</summary>
public readonly record struct DivisionCode
{
    private DivisionCode(string value) => Value = value;

    public string Value { get; }

    public string Province => Value[..2];
    public string Prefecture => Value[..4];

    public static Parsed<DivisionCode> Parse(string? text)
    {
        var code = Typed.Clean(text);
        if (code.Length != 6) return Parsed<DivisionCode>.Wrong($"行政区划代码应为6位数字，现为{code.Length}位");
        List<string> errors = [.. Typed.Strangers(code, (_, character) => char.IsAsciiDigit(character), "只能用数字")];
        if (errors.Count > 0) return Parsed<DivisionCode>.Wrong(errors);
        return code[0] is >= '1' and <= '8'
            ? Parsed<DivisionCode>.Of(new(code))
            : Parsed<DivisionCode>.Wrong($"第1位「{code[0]}」不是大区代码（1至8）");
    }

    public override string ToString() => Value;
}
