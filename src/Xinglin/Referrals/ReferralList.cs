using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;

namespace Xinglin.Referrals;

/// <summary>The worklists, each the answer to one question.</summary>
public enum ReferralView
{
    /// <summary>What waits for my institution and role.</summary>
    Waiting,

    /// <summary>What we sent and is still open.</summary>
    Sent,

    /// <summary>What was sent to us and is still open.</summary>
    Received,

    /// <summary>Who is expected today or should have been here.</summary>
    Expected,

    /// <summary>What is late, on either side.</summary>
    Late,
    All
}

/// <param name="Text">Part of the patient's name, the pinyin initials, or a number.</param>
public sealed record ReferralFilter(
    ReferralView View = ReferralView.Waiting, string? Text = null, ReferralDirection? Direction = null, ReferralState? State = null,
    ReferralUrgency? Urgency = null, Guid? Patient = null, int Page = 1)
{
    public const int Size = 50;
}

public sealed record ReferralRow(
    Guid Id, string Number, ReferralDirection Direction, ReferralCategory Category, ReferralUrgency Urgency, ReferralState State, string PatientName,
    string Sex, string Age, Guid FromId, string FromName, string? FromDepartment, Guid ToId, string ToName, string? ToDepartment,
    Guid? OwnerId, string? OwnerRole, DateTimeOffset? DueAt, DateTimeOffset? ExpectedAt, string? ClaimedBy, DateTimeOffset CreatedAt, bool EnteredAfterwards,
    string? PrioritySource)
{
    /// <summary>Why it stands at this place of the list of what waits; null in other lists.</summary>
    public string? Why { get; init; }
}

/// <summary>Lists and counts what a person may see.</summary>
public sealed class ReferralList(ReferralStore store, CurrentUser user, TimeProvider time)
{
    /// <summary>What waits comes in the order of <see cref="ReferralPriority"/>, each with the reason.</summary>
    public async Task<IReadOnlyList<ReferralRow>> Find(ReferralFilter filter, CancellationToken ct = default)
    {
        var now = time.Now();
        var referrals = Narrow(filter);
        referrals = filter.View switch
        {
            ReferralView.Waiting => ReferralPriority.InOrder(referrals, now),
            ReferralView.Late => referrals.OrderBy(referral => referral.DueAt).ThenBy(referral => referral.Id),
            ReferralView.Expected => referrals.OrderBy(referral => referral.ExpectedAt).ThenBy(referral => referral.Id),
            _ => referrals.OrderByDescending(referral => referral.CreatedAt).ThenByDescending(referral => referral.Id)
        };
        var rows = await referrals.Skip((Math.Max(1, filter.Page) - 1) * ReferralFilter.Size).Take(ReferralFilter.Size + 1).AsNoTracking()
            .Select(referral => new ReferralRow(referral.Id, referral.Number, referral.Direction, referral.Category, referral.Urgency, referral.State,
                referral.PatientName, referral.Sex, referral.Age, referral.FromId, referral.FromName, referral.FromDepartment, referral.ToId, referral.ToName,
                referral.ToDepartment, referral.OwnerId, referral.OwnerRole, referral.DueAt, referral.ExpectedAt, referral.ClaimedBy, referral.CreatedAt,
                referral.EnteredAfterwards, referral.PrioritySource)).ToListAsync(ct);
        return filter.View == ReferralView.Waiting
            ? [.. rows.Select(row => row with { Why = ReferralPriority.Explain(row.Urgency, row.DueAt, row.PrioritySource, now) })]
            : rows;
    }

    public Task<int> Count(ReferralView view, CancellationToken ct = default) => Narrow(new ReferralFilter(view)).CountAsync(ct);

    private IQueryable<Referral> Narrow(ReferralFilter filter)
    {
        var organization = user.OrganizationId;
        var now = time.Now();
        var referrals = store.Visible;
        switch (filter.View)
        {
            case ReferralView.Waiting:
                var roles = RolesOf(user);
                referrals = referrals.Where(referral => referral.OwnerId == organization && roles.Contains(referral.OwnerRole!));
                break;
            case ReferralView.Sent:
                referrals = referrals.Where(referral => referral.FromId == organization && referral.DueAt != null);
                break;
            case ReferralView.Received:
                referrals = referrals.Where(referral => referral.ToId == organization && referral.DueAt != null);
                break;
            case ReferralView.Expected:
                var tomorrow = ChinaTime.StartOf(time.Today().AddDays(1));
                referrals = referrals.Where(referral => referral.ToId == organization && referral.ExpectedAt < tomorrow
                    && (referral.State == ReferralState.Accepted || referral.State == ReferralState.InTransit));
                break;
            case ReferralView.Late:
                referrals = referrals.Where(referral => referral.DueAt < now);
                break;
            default:
                break;
        }

        if (filter.Direction is { } direction) referrals = referrals.Where(referral => referral.Direction == direction);
        if (filter.State is { } state) referrals = referrals.Where(referral => referral.State == state);
        if (filter.Urgency is { } urgency) referrals = referrals.Where(referral => referral.Urgency == urgency);
        if (filter.Patient is { } patient) referrals = referrals.Where(referral => referral.PatientId == patient);
        if (filter.Text?.Trim() is { Length: > 0 } text)
        {
            var (lower, upper) = (text.ToLowerInvariant(), text.ToUpperInvariant());
            referrals = referrals.Where(referral => referral.PatientName.Contains(text) || referral.PatientInitials.Contains(lower) || referral.Number.Contains(upper));
        }

        return referrals;
    }

    /// <summary>Medical affairs stands in for the coordinator, and public health does follow-ups beside the doctors.</summary>
    private static string[] RolesOf(CurrentUser user)
    {
        var roles = new HashSet<string>();
        if (user.IsAny(Role.ReferralCoordinator, Role.MedicalAffairs)) roles.Add(Role.ReferralCoordinator);
        if (user.IsAny(Role.Physician, Role.PublicHealth)) roles.Add(Role.Physician);
        return [.. roles];
    }
}
