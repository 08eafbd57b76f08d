using Xinglin.Platform;
using Xinglin.Results.Contract;

namespace Xinglin.Results.Recognition;

/// <summary>
/// Why an examination is repeated although a result stands: the six national situations (国家卫生健康委 2024-11-27 发布会复述的互认管理办法情形), with codes
/// of provinces and of this program below them. An installation adds those of its area under <c>Xinglin:RepeatReasons</c>, code by code; a
/// code that stands there already gets its name from there, a national one never.
/// </summary>
/// <exception cref="StartupProblem">A code of the setting is none below R1 to R6, or has no name.</exception>
public sealed class RepeatReasons(IConfiguration configuration)
{
    /// <summary>What the program said stood was not comparable after all; counted apart, because rules are mended by it.</summary>
    public const string FalseAlarm = "R6-3";

    private const string Section = "Xinglin:RepeatReasons";
    private const int LongestCode = 8;
    private const int LongestName = 60;

    private static readonly IReadOnlyList<RepeatReason> BuiltIn =
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

    /// <summary>In the order of the codes: each local one after its national one.</summary>
    public IReadOnlyList<RepeatReason> All { get; } = [.. BuiltIn.Concat(configuration.GetSection(Section).GetChildren().Select(Local)).GroupBy(reason => reason.Code).Select(group => group.Last())
        .OrderBy(reason => reason.National).ThenBy(reason => reason.Code.Length).ThenBy(reason => reason.Code, StringComparer.Ordinal)];

    public RepeatReason? Find(string? code) => All.FirstOrDefault(reason => reason.Code == code);

    public string NameOf(string code) => Find(code)?.Name ?? code;

    private static RepeatReason Local(IConfigurationSection line) =>
        line.Key is ['R', >= '1' and <= '6', '-', _, ..] code && code.Length <= LongestCode && code[3..].All(char.IsAsciiLetterOrDigit) && line.Value?.Trim() is { Length: > 0 and <= LongestName } name
            ? new RepeatReason(code, name)
            : throw new StartupProblem($"设置 {Section}:{line.Key} 应为 R1 至 R6 之下的代码（如 R2-2，至多 {LongestCode} 个字符）和 {LongestName} 字以内的名称，现为“{line.Value}”。");
}
