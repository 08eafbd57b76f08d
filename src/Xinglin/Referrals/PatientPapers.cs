namespace Xinglin.Referrals;

/// <summary>What a patient brings: what every reception asks for, what the kind of visit needs, and what the receiver wrote.</summary>
internal static class PatientPapers
{
    /// <summary>From this age on a person is asked for an identity card, which younger ones need not have (居民身份证法 第二条).</summary>
    public const int AdultPapersFrom = 16;

    /// <param name="child">Identified by the household register, and accompanied.</param>
    /// <param name="wanted">The receiver's own words, parted by commas; null where it wrote none.</param>
    public static IReadOnlyList<string> ToBring(ReferralCategory category, ReferralDirection direction, bool child, string? wanted)
    {
        List<string> usual =
        [
            child ? "户口簿（或出生医学证明），家长陪同，家长带身份证" : "身份证",
            "医保卡（或医保电子凭证）",
            direction.IsHomeward() ? "出院小结、病历" : "病历和以前的检查报告、片子",
            "正在吃的药（或写下药名）"
        ];
        if (category == ReferralCategory.Inpatient && !direction.IsHomeward()) usual.AddRange(["换洗衣服、洗漱用品"]);
        if (category == ReferralCategory.Examination) usual.AddRange(["检查单；要不要空腹，先打电话问"]);
        var added = (wanted ?? "").Split(['、', '，', ',', '；', ';', '。', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(word => !usual.Any(known => known.Contains(word, StringComparison.Ordinal)) && !IsUsual(word));
        return [.. usual, .. added];
    }

    /// <summary>The same thing by another name.</summary>
    private static bool IsUsual(string word) =>
        word is "医保凭证" or "社保卡" or "病历资料" || word.EndsWith("检查资料", StringComparison.Ordinal) || word.EndsWith("检查报告", StringComparison.Ordinal);
}
