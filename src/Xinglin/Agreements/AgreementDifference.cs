using Xinglin.Agreements.Contract;
using Xinglin.Directory.Contract;

namespace Xinglin.Agreements;

/// <summary>One thing in which two versions differ; empty text where it is only in one of them.</summary>
/// <param name="What">「期限」, 「第1.4.2条」.</param>
public sealed record AgreementChange(string What, string Before, string After)
{
    public string Kind => Before.Length == 0 ? "新增" : After.Length == 0 ? "取消" : "修改";
}

/// <summary>What a version changes against the one before, in the order and the words of <see cref="AgreementDocument"/>, and which house of the directory each party is.</summary>
public static class AgreementDifference
{
    public static IReadOnlyList<AgreementChange> Between(
        Agreement before, IReadOnlyList<Clause> oldClauses, IReadOnlyList<AgreementTarget> oldTargets,
        Agreement after, IReadOnlyList<Clause> newClauses, IReadOnlyList<AgreementTarget> newTargets,
        IReadOnlyDictionary<Guid, OrganizationRef> houses)
    {
        var changes = new List<AgreementChange>();
        void Compare(string what, string old, string now)
        {
            if (old != now) changes.Add(new(what, old, now));
        }

        Compare("名称", before.Title, after.Title);
        Compare("形式", before.Form.Show(), after.Form.Show());
        Compare("签约方", Parties(before, houses), Parties(after, houses));
        Compare("政策依据", string.Join("、", before.Bases), string.Join("、", after.Bases));
        Compare("生效条件", AgreementPeriod.Show(before.Period.StartsOn), AgreementPeriod.Show(after.Period.StartsOn));
        Compare("期限", before.Period.Show(), after.Period.Show());
        Compare("期满", AgreementPeriod.Show(before.Period.Renewal), AgreementPeriod.Show(after.Period.Renewal));
        Compare("提前终止", AgreementDocument.Ending(before.Period), AgreementDocument.Ending(after.Period));
        Compare("份数", AgreementDocument.Copies(before), AgreementDocument.Copies(after));

        var old = oldClauses.Where(clause => clause.State == ClauseState.Confirmed).ToDictionary(clause => clause.Id);
        var kept = new HashSet<Guid>();
        foreach (var clause in newClauses.Where(clause => clause.State == ClauseState.Confirmed))
        {
            var previous = clause.PreviousId is { } id ? old.GetValueOrDefault(id) : null;
            if (previous is not null) kept.Add(previous.Id);
            Compare($"第{clause.Path}条（{ClauseKinds.Of(clause.Content.Kind).Name}）", previous is null ? "" : AgreementDocument.Write(previous), AgreementDocument.Write(clause));
        }

        foreach (var gone in AgreementDocument.InOrder(old.Values).Where(clause => !kept.Contains(clause.Id)))
            changes.Add(new($"第{gone.Path}条（{ClauseKinds.Of(gone.Content.Kind).Name}）", AgreementDocument.Write(gone), ""));

        Compare("目标", Targets(oldTargets), Targets(newTargets));
        return changes;
    }

    private static string Parties(Agreement agreement, IReadOnlyDictionary<Guid, OrganizationRef> houses) =>
        string.Join("；", agreement.Parties.OrderBy(party => party.Position).Select(party => $"{AgreementDocument.Write(party)}{House(party, houses)}"));

    /// <summary>The house where it is called otherwise than in the text, or is missing.</summary>
    private static string House(AgreementParty party, IReadOnlyDictionary<Guid, OrganizationRef> houses) =>
        party.OrganizationId is not { } id ? "〔未对应机构〕" : houses.GetValueOrDefault(id)?.Name is { } name && name != party.Name ? $"〔{name}〕" : "";

    private static string Targets(IEnumerable<AgreementTarget> targets) =>
        string.Join("；", targets.Where(target => target is { IsExample: false, State: ClauseState.Confirmed }).OrderBy(target => target.Position).Select(AgreementDocument.Write));
}
