namespace Xinglin.Results.Recognition;

/// <param name="Code">R1 to R6, or a local code below one: <c>R2-1</c>.</param>
public sealed record RepeatReason(string Code, string Name)
{
    /// <summary>The national situation that a local code belongs to.</summary>
    public string National => Code[..2];

    /// <summary>R6 and what lies below it say nothing by themselves.</summary>
    public bool NeedsWords => National == "R6";
}

/// <summary>
/// Why an examination is repeated although a result stands: the six national situations (国家卫生健康委 2024-11-27 发布会复述的互认管理办法情形), with codes
/// of provinces and of this program below them.
/// </summary>
public static class RepeatReasons
{
    /// <summary>What the program said stood was not comparable after all; counted apart, because rules are mended by it.</summary>
    public const string FalseAlarm = "R6-3";

    public static readonly IReadOnlyList<RepeatReason> All =
    [
        new("R1", "病情变化，结果与临床表现、诊断不符，难以满足诊疗"),
        new("R2", "结果在疾病演变中变化较快"),
        new("R2-1", "时间间隔较长，已无参考价值"),
        new("R3", "对诊疗意义重大（手术、输血等重大措施前）"),
        new("R4", "急诊、急救"),
        new("R5", "司法、伤残、病退等鉴定"),
        new("R6", "其他确需复查的情形"),
        new("R6-1", "患者或家属要求"),
        new("R6-2", "对出具机构的质量有疑问"),
        new(FalseAlarm, "系统提示有误，结果不可比")
    ];

    public static RepeatReason? Find(string? code) => All.FirstOrDefault(reason => reason.Code == code);

    public static string NameOf(string code) => Find(code)?.Name ?? code;
}
