using Xinglin.Agreements.Contract;
using Xinglin.Platform;

namespace Xinglin.Agreements.Duties;

/// <summary>What of a duty is still owed when the agreement is over.</summary>
public enum DutySurvival
{
    /// <summary>Nothing: it ends with the agreement.</summary>
    None,

    /// <summary>The text keeps promises already made (「继续履行已承诺的义务」): what is overdue, and the period that is running at the end.</summary>
    Promised,

    /// <summary>The clause itself holds after the end, until a newer version takes its place.</summary>
    Whole
}

/// <summary>What one party owes by one confirmed clause, under one version of an agreement.</summary>
/// <param name="ClauseIds">The clause and those of earlier versions that it carries on, newest first; facts about any of them count.</param>
/// <param name="Counterparties">To whom it is owed.</param>
/// <param name="From">First day in force, of this version.</param>
/// <param name="LastDay">Last day in force as known at the moment asked for; null without an end.</param>
/// <param name="Since">First day on which the clause bound, under whichever version.</param>
/// <param name="SuccessorFrom">First day of the version that follows; null where none does.</param>
public sealed record Duty(
    Agreement Agreement, Clause Clause, IReadOnlyList<Guid> ClauseIds, AgreementParty Bearer, IReadOnlyList<AgreementParty> Counterparties,
    DateOnly From, DateOnly? LastDay, DateOnly Since, DateOnly? SuccessorFrom = null)
{
    public ClauseContent Content => Clause.Content;
    public Guid BearerId => Bearer.OrganizationId!.Value;
    public bool HasOccurrences => DutySchedule.HasOccurrences(Content.Every);

    /// <summary>How many times in each period.</summary>
    public int Needed => Content.Times ?? 1;

    /// <summary>How much in each period, in <see cref="ClauseContent.QuantityUnit"/> (「不少于 20 人」); null where the clause counts nothing.</summary>
    public decimal? NeededAmount => AmountsCount ? Content.QuantityValue : null;

    /// <summary>False as statements of <see cref="FulfilmentCsv.WithoutAmounts"/> were issued: one piece of evidence kept a duty however much it asked for.</summary>
    public bool AmountsCount { get; init; } = true;

    /// <summary>How much of it outlives the agreement, by what the text says.</summary>
    public DutySurvival Survival => ClauseKinds.Survive(Content.Kinds) ? DutySurvival.Whole
        : Agreement.Period.DutiesSurvive && Content.AtEnd != AtEnd.Stop ? DutySurvival.Promised
        : DutySurvival.None;

    /// <summary>Last day on which the clause binds: the agreement's, or that of the version itself where the clause outlives it; null without an end.</summary>
    public DateOnly? BindsUntil => Survival == DutySurvival.Whole && LastDay >= From ? SuccessorFrom?.AddDays(-1) : LastDay;
    public bool BindsOn(DateOnly day) => day >= From && (BindsUntil is null || day <= BindsUntil);

    /// <summary>The agreement ended, no newer version took its place before, and nothing of this duty outlives it: nobody is to do anything any more.</summary>
    public bool IsStopped(DateOnly today) =>
        Survival == DutySurvival.None && today > LastDay && LastDay == Agreement.LastDay && Agreement.State != AgreementState.Superseded;
    public bool IsOwedTo(Guid organization) => Counterparties.Any(party => party.OrganizationId == organization);
    public string Link => $"/duties/{Clause.Id}/{BearerId}";
    public Citation Cite() => new($"协议 {Agreement.Reference} 第{Clause.Path}条", Content.Text, $"/agreements/{Agreement.Id}/clauses#clause-{Clause.Id}");

    /// <summary>
    /// Every occurrence whose due day lies within the two days and in the time in which the clause binds. A promised one falls due
    /// later too, if its period had begun by then.
    /// </summary>
    public IEnumerable<Occurrence> Occurrences(DateOnly from, DateOnly to)
    {
        if (Content.Every is not { } every) return [];
        var end = Survival == DutySurvival.Promised && LastDay >= From ? SuccessorFrom?.AddDays(-1) : BindsUntil;
        return DutySchedule.Due(every, Content.DueBy, Days.Later(from, From), Days.Earlier(to, end ?? to))
            .TakeWhile(occurrence => BindsUntil is not { } last || occurrence.From <= last);
    }

    /// <summary>The running year of the agreement, counted from the day it took effect, as far as this version is in force.</summary>
    public (DateOnly From, DateOnly To) AgreementYear(DateOnly day)
    {
        var years = Math.Max(0, day.Year - From.Year - (day < From.AddYears(day.Year - From.Year) ? 1 : 0));
        var start = From.AddYears(years);
        var end = From.AddYears(years + 1).AddDays(-1);
        return (start, Days.Earlier(end, BindsUntil ?? end));
    }
}

/// <summary>Lists the duties of agreements as they were known at a moment.</summary>
internal static class DutyRegister
{
    /// <param name="agreements">Any agreements; versions of a lineage that are among them cut and continue each other.</param>
    /// <param name="clauses">Their confirmed clauses.</param>
    public static IReadOnlyList<Duty> List(IReadOnlyList<Agreement> agreements, IReadOnlyList<Clause> clauses, DateTimeOffset asOf)
    {
        var versions = Versions(agreements, asOf);
        var byId = clauses.ToDictionary(clause => clause.Id);
        var duties = new List<Duty>();
        foreach (var clause in clauses)
        {
            if (!versions.TryGetValue(clause.AgreementId, out var version) || !ClauseKinds.AreDuty(clause.Content.Kinds)) continue;
            var chain = Chain(clause, byId);
            var since = chain.Where(each => versions.ContainsKey(each.AgreementId)).Min(each => versions[each.AgreementId].From);
            foreach (var bearer in Named(version.Agreement, clause.Content.Bearers))
                duties.Add(new Duty(version.Agreement, clause, [.. chain.Select(each => each.Id)], bearer,
                    Counterparties(version.Agreement, clause.Content, bearer), version.From, version.LastDay, since, version.SuccessorFrom));
        }

        return [.. duties
            .OrderBy(duty => duty.Agreement.Number, StringComparer.Ordinal).ThenBy(duty => duty.Agreement.VersionNumber)
            .ThenBy(duty => duty.Clause.Position).ThenBy(duty => duty.Clause.Path, StringComparer.Ordinal).ThenBy(duty => duty.Clause.Id)
            .ThenBy(duty => duty.Bearer.Position)];
    }

    /// <summary>What was sealed by then, each version ending at the latest on the day before the next one begins.</summary>
    private static Dictionary<Guid, (Agreement Agreement, DateOnly From, DateOnly? LastDay, DateOnly? SuccessorFrom)> Versions(IReadOnlyList<Agreement> agreements, DateTimeOffset asOf)
    {
        var known = new Dictionary<Guid, (Agreement, DateOnly, DateOnly?, DateOnly?)>();
        foreach (var lineage in agreements.GroupBy(agreement => agreement.LineageId))
        {
            DateOnly? next = null;
            foreach (var agreement in lineage.OrderByDescending(agreement => agreement.VersionNumber))
            {
                if (agreement.EffectiveFromKnownAt(asOf) is not { } from) continue;
                var last = agreement.LastDayKnownAt(asOf);
                if (next is { } day && (last is null || last >= day)) last = day.AddDays(-1);
                known[agreement.Id] = (agreement, from, last, next);
                // One that was called off before its first day takes nothing from the version before.
                if (last is null || last >= from) next = next is { } later && later < from ? later : from;
            }
        }

        return known;
    }

    private static List<Clause> Chain(Clause clause, Dictionary<Guid, Clause> byId)
    {
        var chain = new List<Clause> { clause };
        while (chain[^1].PreviousId is { } previous && byId.TryGetValue(previous, out var older)) chain.Add(older);
        return chain;
    }

    private static IEnumerable<AgreementParty> Named(Agreement agreement, IEnumerable<string> labels) => labels
        .SelectMany(agreement.PartiesNamed).Where(party => party.OrganizationId is not null).DistinctBy(party => party.Id).OrderBy(party => party.Position);

    /// <summary>Those named; all other sealing parties where nobody else is.</summary>
    private static IReadOnlyList<AgreementParty> Counterparties(Agreement agreement, ClauseContent content, AgreementParty bearer)
    {
        AgreementParty[] named = [.. Named(agreement, content.Counterparties).Where(party => party.Id != bearer.Id)];
        return named.Length > 0 ? named
            : [.. agreement.Parties.Where(party => party.Seals && party.Id != bearer.Id && party.OrganizationId is not null).OrderBy(party => party.Position)];
    }
}
