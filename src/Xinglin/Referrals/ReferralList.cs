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
    /// <summary>Counting ends here: whoever has this many waiting does not need the exact number.</summary>
    public const int MostCounted = 1000;

    /// <summary>
    /// What waits comes in the order of <see cref="ReferralPriority"/>, each with the reason; open ones by what is due first; all of them
    /// newest first.
    /// </summary>
    public async Task<IReadOnlyList<ReferralRow>> Find(ReferralFilter filter, CancellationToken ct = default)
    {
        var now = time.Now();
        var skip = (Math.Max(1, filter.Page) - 1) * ReferralFilter.Size;
        var most = skip + ReferralFilter.Size + 1;

        // Each part walks an index of its own as far as this page, where one query over both sides would sort all that there is. Ids first:
        // the indexes hold what the order needs, the rows do not lie beside each other.
        var ids = Parts(filter).SelectMany(part => filter.View == ReferralView.Waiting ? ReferralPriority.Tiers(part, now, most) : [Order(part, filter.View, now).Take(most)])
            .Select(part => part.Select(referral => referral.Id)).Aggregate((one, other) => one.Concat(other));
        var rows = await Order(store.Visible.Where(referral => ids.Contains(referral.Id)), filter.View, now).Skip(skip).Take(ReferralFilter.Size + 1).AsNoTracking()
            .Select(referral => new ReferralRow(referral.Id, referral.Number, referral.Direction, referral.Category, referral.Urgency, referral.State,
                referral.PatientName, referral.Sex, referral.Age, referral.FromId, referral.FromName, referral.FromDepartment, referral.ToId, referral.ToName,
                referral.ToDepartment, referral.OwnerId, referral.OwnerRole, referral.DueAt, referral.ExpectedAt, referral.ClaimedBy, referral.CreatedAt,
                referral.EnteredAfterwards, referral.PrioritySource)).ToListAsync(ct);
        return filter.View == ReferralView.Waiting
            ? [.. rows.Select(row => row with { Why = ReferralPriority.Explain(row.Urgency, row.DueAt, row.PrioritySource, now) })]
            : rows;
    }

    /// <summary>How much lies in each of the worklists, in one statement; <see cref="ReferralView.All"/> is not counted.</summary>
    /// <returns>At most <see cref="MostCounted"/> of each.</returns>
    public async Task<IReadOnlyDictionary<ReferralView, int>> Counts(CancellationToken ct = default)
    {
        var counted = Enum.GetValues<ReferralView>().Where(view => view != ReferralView.All).ToList();
        var counts = await counted.SelectMany(view => Parts(new ReferralFilter(view)).Select(part => Counted(part, view)))
            .Aggregate((one, other) => one.Concat(other)).ToListAsync(ct);
        return counted.ToDictionary(view => view, view => Math.Min(MostCounted, counts.Where(each => each.View == view).Sum(each => each.Count)));
    }

    private static IQueryable<PartCount> Counted(IQueryable<Referral> part, ReferralView view)
    {
        // An order that an index has in full: counting must not sort.
        var ordered = view switch
        {
            ReferralView.Waiting => part.OrderBy(referral => referral.PriorityRank),
            ReferralView.Expected => part.OrderBy(referral => referral.ExpectedAt),
            _ => part.OrderBy(referral => referral.DueAt)
        };
        return ordered.Take(MostCounted).GroupBy(_ => 1).Select(all => new PartCount { View = view, Count = all.Count() });
    }

    private sealed class PartCount
    {
        public ReferralView View { get; init; }
        public int Count { get; init; }
    }

    private static IOrderedQueryable<Referral> Order(IQueryable<Referral> referrals, ReferralView view, DateTimeOffset now) => view switch
    {
        ReferralView.Waiting => ReferralPriority.InOrder(referrals, now),
        ReferralView.Expected => referrals.OrderBy(referral => referral.ExpectedAt).ThenBy(referral => referral.Id),
        ReferralView.All => referrals.OrderByDescending(referral => referral.CreatedAt).ThenByDescending(referral => referral.Id),
        _ => referrals.OrderBy(referral => referral.DueAt).ThenBy(referral => referral.Id)
    };

    /// <summary>The list as parts that have no referral in common.</summary>
    private IEnumerable<IQueryable<Referral>> Parts(ReferralFilter filter)
    {
        var now = time.Now();
        var (sent, received) = (Narrow(store.Sent, filter), Narrow(store.Received, filter));
        var receivedFromOthers = received.Where(referral => referral.FromId != referral.ToId);
        switch (filter.View)
        {
            case ReferralView.Waiting:
                var owned = Narrow(store.Owned, filter);
                return RolesOf(user).Select(role => owned.Where(referral => referral.OwnerRole == role)).DefaultIfEmpty(owned.Where(_ => false));
            case ReferralView.Sent:
                return [sent.Where(referral => referral.DueAt != null)];
            case ReferralView.Received:
                return [received.Where(referral => referral.DueAt != null)];
            case ReferralView.Expected:
                var tomorrow = ChinaTime.StartOf(time.Today().AddDays(1));
                return [received.Where(referral => referral.DueAt != null && referral.ExpectedAt < tomorrow
                    && (referral.State == ReferralState.Accepted || referral.State == ReferralState.InTransit))];
            case ReferralView.Late:
                return [sent.Where(referral => referral.DueAt < now), receivedFromOthers.Where(referral => referral.DueAt < now)];
            default:
                return [sent, receivedFromOthers];
        }
    }

    private static IQueryable<Referral> Narrow(IQueryable<Referral> referrals, ReferralFilter filter)
    {
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
