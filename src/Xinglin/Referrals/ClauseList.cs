using Xinglin.Agreements.Contract;
using Xinglin.Platform;

namespace Xinglin.Referrals;

/// <summary>Whether what is written on a referral is on the list of its clause (病种, 科室, 项目).</summary>
public enum ClauseListFit
{
    /// <summary>The clause has no list, or no diagnosis is written yet: nothing can be said.</summary>
    Unknown,
    Named,

    /// <summary>Not on an open list (「等」): both sides may agree on it.</summary>
    Beyond,

    /// <summary>Not on a closed list.</summary>
    Outside
}

/// <summary>
/// Compares the words of a referral with the list of the clause that it goes by. An agreement lists in words of its own (「脑卒中」 for 脑梗死), so
/// that the answer warns the sender and refuses nothing.
/// </summary>
public static class ClauseList
{
    /// <summary>Words that name no illness and no department by themselves.</summary>
    private static readonly string[] Tails = ["患者", "病人", "疾病", "门诊", "病区"];

    /// <param name="department">The receiver's; one that the list names will do, as will one diagnosis or the examination that is asked for.</param>
    public static ClauseListFit Fit(TermParameters clause, string? department, ReferralRequest request)
    {
        if (clause.Items.Count == 0) return ClauseListFit.Unknown;
        if (request.Diagnoses.Select(diagnosis => diagnosis.Name).Append(request.Examination).Append(department).Any(words => clause.Items.Any(item => IsSame(item, words)))) return ClauseListFit.Named;
        return request.Diagnoses.Count == 0 ? ClauseListFit.Unknown : clause.ListIsOpen ? ClauseListFit.Beyond : ClauseListFit.Outside;
    }

    /// <summary>「脑卒中、心肌梗死等」</summary>
    public static string Show(TermParameters clause) => $"{string.Join("、", clause.Items)}{(clause.ListIsOpen ? "等（未列出的可以商定）" : "")}";

    private static bool IsSame(string item, string? words)
    {
        var (listed, written) = (Bare(item), Bare(words ?? ""));
        return listed.Length > 1 && written.Length > 1 && (listed.Contains(written, StringComparison.Ordinal) || written.Contains(listed, StringComparison.Ordinal));
    }

    private static string Bare(string words)
    {
        var bare = string.Concat(words.Compatible().Where(character => !char.IsWhiteSpace(character))).ToUpperInvariant();
        return Tails.FirstOrDefault(tail => bare.EndsWith(tail, StringComparison.Ordinal)) is { } tail ? bare[..^tail.Length] : bare;
    }
}
