using Xinglin.Results.Contract;

namespace Xinglin.Results.Reports;

/// <summary>What a person writes into a cell of a value, on the page and in a table: how it lies, and what an organism is sensitive to.</summary>
internal static class ValueCells
{
    private static readonly (string Word, ResultFlag Flag)[] Flags =
    [
        ("正常", ResultFlag.Normal), ("偏低", ResultFlag.Low), ("偏高", ResultFlag.High), ("异常", ResultFlag.Abnormal), ("危急值", ResultFlag.Critical), ("N", ResultFlag.Normal), ("L", ResultFlag.Low), ("H", ResultFlag.High),
        ("A", ResultFlag.Abnormal), ("LL", ResultFlag.Critical), ("HH", ResultFlag.Critical), ("AA", ResultFlag.Critical), ("↓", ResultFlag.Low), ("↑", ResultFlag.High)
    ];

    private static readonly Dictionary<string, string> Results = new(StringComparer.OrdinalIgnoreCase) { ["S"] = "S", ["I"] = "I", ["R"] = "R", ["敏感"] = "S", ["中介"] = "I", ["耐药"] = "R" };

    /// <summary>The words that a person may choose.</summary>
    public static IEnumerable<string> FlagWords => Flags.Take(5).Select(each => each.Word);

    /// <summary>「偏高」, and what laboratories write: ↑, and HL7 table 0078. Empty says nothing.</summary>
    public static ResultFlag Flag(string? text, Action<string> fault)
    {
        var word = text?.Trim() ?? "";
        if (word.Length == 0) return ResultFlag.Unknown;
        if (Flags.FirstOrDefault(each => string.Equals(each.Word, word, StringComparison.OrdinalIgnoreCase)) is { Word: not null } known) return known.Flag;
        fault($"提示“{word}”不能识别，可填：{string.Join("、", FlagWords)}，或留空");
        return ResultFlag.Unknown;
    }

    /// <summary>「头孢曲松:S|环丙沙星:R:MIC ≥ 4」: drug, S, I or R, and where measured the measure. Null where nothing is written.</summary>
    public static IReadOnlyList<Susceptibility>? Susceptibilities(string? text, Action<string> fault)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var read = new List<Susceptibility>();
        foreach (var part in text.Replace('：', ':').Replace('｜', '|').Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var pieces = part.Split(':', 3, StringSplitOptions.TrimEntries);
            if (pieces.Length >= 2 && pieces[0].Length is > 0 and <= 60 && Results.TryGetValue(pieces[1], out var result)) read.Add(new(pieces[0], result, pieces is [_, _, { Length: > 0 } measure] ? measure : null));
            else fault($"药敏“{part}”应写成 药物:S、药物:I 或 药物:R，多种药用 | 隔开，如 头孢曲松:S|环丙沙星:R:MIC≥4");
        }

        return read;
    }
}
