using Xinglin.Agreements.Contract;
using Xinglin.Platform;

namespace Xinglin.Agreements.Duties;

/// <summary>Someone who must act next.</summary>
/// <param name="Role">One of <see cref="Platform.Role"/>.</param>
/// <param name="By">The clock; null where the agreement sets none.</param>
public sealed record DutyOwner(Guid OrganizationId, string Organization, string Role, DateOnly? By)
{
    public string Show() => $"{Organization} {Platform.Role.Names[Role]}";
}

/// <summary>A waiver that stands at the moment asked for.</summary>
public sealed record DutyWaiver(Guid FactId, Guid By, string Organization, DateOnly From, DateOnly Until, string Reason);

/// <summary>Evidence as one line shows it.</summary>
/// <param name="FactId">The log line of manual evidence, by which it can be withdrawn.</param>
public sealed record DutyProof(Evidence Evidence, Guid? FactId, Guid? RecordedBy, string? Note)
{
    /// <summary>How much of what the clause counts.</summary>
    public decimal Amount => Evidence.Amount ?? 1;
}

/// <summary>One occurrence of a scheduled duty, or a standing duty over a window of days.</summary>
/// <param name="From">First day from which evidence counts.</param>
/// <param name="To">Last day until which evidence counts.</param>
/// <param name="Late">What fulfilled it came after the due day.</param>
/// <param name="IsPastDue">The due day lies before the day asked for.</param>
/// <param name="Waivers">Those that cover it, one from each house that granted one.</param>
/// <param name="Owner">Null when nothing is to be done.</param>
/// <param name="IsStopped">The agreement is over and with it the duty; what was not kept stays in the book.</param>
public sealed record DutyLine(
    Duty Duty, Occurrence? Occurrence, DateOnly From, DateOnly To, DutyState State, bool Late, bool IsPastDue, bool WindowIsOver,
    IReadOnlyList<DutyProof> Evidence, IReadOnlyList<DutyWaiver> Waivers, DutyOwner? Owner, bool IsStopped = false)
{
    public DateOnly? Due => Occurrence?.Due;
    public string? Period => Occurrence?.Period;

    /// <summary>How much of <see cref="Duty.NeededAmount"/> there is.</summary>
    public decimal DoneAmount => Evidence.Sum(proof => proof.Amount);

    /// <summary>It falls due after the agreement's end and is owed all the same.</summary>
    public bool OutlivesAgreement => Duty.LastDay is { } last && (Due ?? To) > last;
    public bool IsOpen => !IsStopped && State is DutyState.Due or DutyState.Partly or DutyState.Overdue;
}

/// <summary>What is known about one duty: evidence and waivers, as of a moment.</summary>
internal sealed record DutyRecord(IReadOnlyList<DutyProof> Proofs, IReadOnlyList<DutyWaiver> Waivers);

/// <summary>Computes the state of duties. Pure: the same duty, record and day always give the same line.</summary>
internal static class DutyLines
{
    public static DutyLine Of(Duty duty, Occurrence occurrence, DutyRecord record, DateOnly today)
    {
        var from = Days.Later(occurrence.From, duty.Since);
        DutyProof[] proofs = [.. record.Proofs.Where(proof => proof.Evidence.Period is { } period
            ? period == occurrence.Period
            : proof.Evidence.OccurredOn >= from && proof.Evidence.OccurredOn <= occurrence.To)];
        DutyWaiver[] waivers = [.. record.Waivers.Where(waiver => occurrence.Due >= waiver.From && occurrence.Due <= waiver.Until)];
        var past = today > occurrence.Due;
        var completing = Completing(duty, proofs);
        var state = completing is not null ? DutyState.Fulfilled
            : IsWaived(duty, waivers) ? DutyState.Waived
            : proofs.Length > 0 ? DutyState.Partly
            : past ? DutyState.Overdue
            : today < occurrence.From || occurrence.Due.DayNumber - today.DayNumber > DutyRules.SoonDays ? DutyState.Upcoming
            : DutyState.Due;
        var late = completing?.Evidence.OccurredOn > occurrence.Due;
        return new DutyLine(duty, occurrence, from, occurrence.To, state, late, past, today > occurrence.To, proofs, waivers, Owner(duty, state, past, occurrence.Due, today), duty.IsStopped(today));
    }

    /// <summary>A standing duty over a window; it has no due day, so it is never late.</summary>
    public static DutyLine Standing(Duty duty, DateOnly from, DateOnly to, DutyRecord record, DateOnly today)
    {
        var day = today < from ? from : today > to ? to : today;
        DutyProof[] proofs = [.. record.Proofs.Where(proof => proof.Evidence.OccurredOn >= from && proof.Evidence.OccurredOn <= to)];
        DutyWaiver[] waivers = [.. record.Waivers.Where(waiver => day >= waiver.From && day <= waiver.Until)];
        var state = Completing(duty, proofs) is not null ? DutyState.Fulfilled
            : IsWaived(duty, waivers) ? DutyState.Waived
            : proofs.Length > 0 ? DutyState.Partly
            : today < from ? DutyState.Upcoming
            : DutyState.Due;
        return new DutyLine(duty, null, from, to, state, false, false, today > to, proofs, waivers, Owner(duty, state, false, null, today), duty.IsStopped(today));
    }

    /// <summary>The piece with which there were as many, and as much in them, as asked for; null while something is missing.</summary>
    private static DutyProof? Completing(Duty duty, DutyProof[] proofs)
    {
        var amount = 0m;
        for (var index = 0; index < proofs.Length; index++)
        {
            amount += proofs[index].Amount;
            if (index + 1 >= duty.Needed && amount >= (duty.NeededAmount ?? 0)) return proofs[index];
        }

        return null;
    }

    /// <summary>One house cannot let the bearer off for the others.</summary>
    private static bool IsWaived(Duty duty, DutyWaiver[] waivers) => duty.Counterparties.Count > 0
        && duty.Counterparties.All(party => waivers.Any(waiver => waiver.By == party.OrganizationId));

    /// <summary>The department acts first; what is late goes to the consortium office.</summary>
    private static DutyOwner? Owner(Duty duty, DutyState state, bool past, DateOnly? due, DateOnly today) => state is DutyState.Fulfilled or DutyState.Waived || duty.IsStopped(today)
        ? null
        : new DutyOwner(duty.BearerId, duty.Bearer.Name, past ? Role.ConsortiumOffice : DutyRules.Department(duty.Content.Kind), due);
}
