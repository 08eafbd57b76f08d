namespace Xinglin.Terminology.Contract;

/// <param name="Id">As in records and addresses; stable.</param>
/// <param name="Source">Whose table it is.</param>
public sealed record CodeSystem(string Id, string Name, string Source);

/// <summary>The tables that this program knows.</summary>
public static class CodeSystems
{
    public const string Icd10 = "icd10", TcmDisease = "tcm-disease", TcmPattern = "tcm-pattern";

    public static readonly IReadOnlyList<CodeSystem> All =
    [
        new(Icd10, "疾病诊断", "ICD-10，国家临床版 2.0"),
        new(TcmDisease, "中医病名", "GB/T 15657-2021 中医病证分类与代码"),
        new(TcmPattern, "中医证候", "GB/T 15657-2021 中医病证分类与代码")
    ];

    public static CodeSystem? Find(string? id) => All.FirstOrDefault(system => system.Id == id);
}
