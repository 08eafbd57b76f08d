using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Agreements;

/// <summary>What an agreement wants of a consortium office or a director now: to confirm clauses, to agree, to seal, to talk of renewal, to renew what ran out, to see to what is late.</summary>
internal sealed class AgreementWork(XinglinDb db, AgreementStore store, TimeProvider time) : IWorkSource
{
    private const int Most = 20;

    /// <summary>So long after its last day an agreement that nobody renewed still stands here; custom of this program.</summary>
    private const int ExpiredDays = 90;
    private const string Group = "协议";

    public async Task<IReadOnlyList<WorkItem>> WaitingFor(CurrentUser user, CancellationToken ct)
    {
        if (!user.IsAny(Role.ConsortiumOffice, Role.Director)) return [];
        var ending = AgreementCalendar.EndingSoon(store.Visible, time.Today()).Select(agreement => agreement.Id);
        var since = time.Today().AddDays(-ExpiredDays);
        var expired = store.Visible.Where(agreement => agreement.State == AgreementState.Expired && agreement.PlannedLastDay >= since && !agreement.HasSuccessorDraft
            && !db.Set<Agreement>().Any(next => next.LineageId == agreement.LineageId && next.VersionNumber > agreement.VersionNumber && next.EffectiveFrom != null))
            .Select(agreement => agreement.Id);
        var agreements = await store.Visible.AsNoTracking()
            .Where(agreement => agreement.State == AgreementState.Draft || agreement.State == AgreementState.Circulated
                || agreement.State == AgreementState.AwaitingSeals || ending.Contains(agreement.Id) || expired.Contains(agreement.Id))
            .OrderBy(agreement => agreement.WaitingSince).Take(200).ToListAsync(ct);
        var drafts = agreements.Where(agreement => agreement.State == AgreementState.Draft).Select(agreement => agreement.Id).ToArray();
        var open = await db.Set<Clause>().Where(clause => drafts.Contains(clause.AgreementId) && clause.State == ClauseState.Candidate)
            .GroupBy(clause => clause.AgreementId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, ct);
        return [.. agreements.Select(agreement => Item(agreement, user, open.GetValueOrDefault(agreement.Id))).OfType<WorkItem>()
            .OrderBy(item => item.Due ?? DateOnly.MaxValue).Take(Most)];
    }

    /// <summary>A missed clock: the leadership of those who are waited for sees to it, the drafter's office urges them.</summary>
    private static WorkItem? Late(Agreement agreement, CurrentUser user, string link)
    {
        var (act, names) = (AgreementLife.Awaited(agreement.State), AgreementLife.AwaitedNames(agreement));
        if (AgreementLife.WaitsFor(agreement).Contains(user.Organization))
            return user.Is(Role.Director) ? new(Group, $"督办：{act}，{agreement.Title}", $"{agreement.Reference}，由医联体办公室办理", link, agreement.WaitingUntil) : null;
        return agreement.OwnerId == user.Organization && names.Length > 0
            ? new(Group, $"催办：{agreement.Title}", $"{agreement.Reference}，{names}逾期未{act}", link, agreement.WaitingUntil)
            : null;
    }

    private static WorkItem? Item(Agreement agreement, CurrentUser user, int open)
    {
        bool May(AgreementAct act) => AgreementLife.Offers(agreement, user).Any(offer => offer.Act == act && offer.Allowed);
        var link = $"/agreements/{agreement.Id}";
        return agreement.State switch
        {
            AgreementState.Draft when May(AgreementAct.Circulate) && open + agreement.UnconfirmedFacts.Count > 0 =>
                new(Group, $"核对条款：{agreement.Title}", $"{agreement.Reference}，还有 {ClauseWords.ShowOpen(agreement, open)}", $"{link}/confirm", agreement.WaitingUntil),
            AgreementState.Draft when May(AgreementAct.Circulate) =>
                new(Group, $"送各方确认：{agreement.Title}", agreement.Reference, link, agreement.WaitingUntil),
            AgreementState.Circulated when May(AgreementAct.Agree) =>
                new(Group, $"确认文本：{agreement.Title}", agreement.Reference, $"{link}/document", agreement.WaitingUntil),
            AgreementState.AwaitingSeals when May(AgreementAct.Seal) =>
                new(Group, $"盖章：{agreement.Title}", agreement.Reference, $"{link}/document", agreement.WaitingUntil),
            AgreementState.InForce when agreement.Ended is null && agreement.EarliestEnd is { } end && May(AgreementAct.Renew) =>
                new(Group, $"商议续签：{agreement.Title}", $"{agreement.Reference}，{AgreementPeriod.Show(agreement.Period.Renewal)}", link, end),
            AgreementState.Expired when May(AgreementAct.Renew) =>
                new(Group, $"已到期，未续签：{agreement.Title}", $"{agreement.Reference}，{AgreementPeriod.Show(agreement.Period.Renewal)}", link, agreement.LastDay),
            _ when agreement.EscalatedAt is not null => Late(agreement, user, link),
            _ => null
        };
    }
}
