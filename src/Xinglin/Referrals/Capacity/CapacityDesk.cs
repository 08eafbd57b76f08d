using Microsoft.EntityFrameworkCore;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Referrals.Capacity;

/// <summary>What a sender may know of a receiver before it sends: numbers, and no patient.</summary>
/// <param name="SuspendedBecause">Why it takes none at present; null where it does.</param>
/// <param name="Places">The next days on which something is held, by department, kind and day; empty where no quota is kept.</param>
/// <param name="Answered">From the submission to the first answer.</param>
/// <param name="Arrived">From the submission to the patient's arrival.</param>
/// <param name="From">First day of the past that the two are taken from.</param>
public sealed record ReceiverCapacity(
    Guid OrganizationId, string Organization, string? Department, string? SuspendedBecause, IReadOnlyList<DayPlaces> Places, WaitFigure Answered, WaitFigure Arrived, DateOnly From);

/// <summary>Free places and usual waiting times of an institution that somebody thinks of referring to.</summary>
public sealed class CapacityDesk(XinglinDb db, PlaceBook book, PracticeDesk practices, IDirectory directory, CurrentUser user, TimeProvider time)
{
    /// <summary>The past that usual waiting times are taken from: long enough for rare departments, short enough to be of today.</summary>
    public const int PastDays = 90;

    private const int MostCases = 1000;

    /// <param name="department">Null for all of them.</param>
    /// <exception cref="Refused">Not a person who refers, or no such institution.</exception>
    public async Task<ReceiverCapacity> Of(Guid receiver, string? department = null, CancellationToken ct = default)
    {
        user.Require("查看接收方容量", Role.Physician, Role.ReferralCoordinator, Role.MedicalAffairs);
        var house = await directory.Find(receiver, ct) ?? throw Refused.NotFound("接收机构");
        var wanted = string.IsNullOrWhiteSpace(department) ? null : department.Trim();
        var places = (await book.Days(receiver, time.Today(), PlaceBook.DaysAhead, ct)).Where(day => day.Places > 0 && (wanted is null || day.Department == wanted)).ToList();
        var (answered, arrived) = await Usual(receiver, wanted, ct);
        return new ReceiverCapacity(receiver, house.Name, wanted, await practices.SuspendedBecause(receiver, ct), places, answered, arrived, time.Today().AddDays(-PastDays));
    }

    /// <summary>For each institution that keeps quotas, in words what is free: 「门诊号 12、床位 3」.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Free(IEnumerable<Guid> receivers, CancellationToken ct = default) =>
        (await book.Days([.. receivers], time.Today(), PlaceBook.DaysAhead, ct)).ToDictionary(house => house.Key,
            house => string.Join("、", house.Value.GroupBy(day => day.Kind).OrderBy(kind => kind.Key).Select(kind => $"{kind.Key.Show()} {kind.Sum(day => day.Free)}")));

    /// <summary>For those who choose where to send a patient on: what is free there, or why nothing is taken.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Elsewhere(IReadOnlyList<Guid> receivers, CancellationToken ct = default)
    {
        var (free, suspended) = (await Free(receivers, ct), await practices.Suspended(receivers, ct));
        return receivers.Where(house => free.ContainsKey(house) || suspended.ContainsKey(house)).ToDictionary(house => house,
            house => suspended.TryGetValue(house, out var because) ? $"暂停接收：{because}" : $"近 {PlaceBook.DaysAhead} 天剩 {free[house]}");
    }

    /// <summary>Referrals to treatment that were not emergencies: those do not wait.</summary>
    private async Task<(WaitFigure Answered, WaitFigure Arrived)> Usual(Guid receiver, string? department, CancellationToken ct)
    {
        var since = time.Now().AddDays(-PastDays);
        var cases = await db.Set<Referral>().AsNoTracking()
            .Where(referral => referral.ToId == receiver && referral.SubmittedAt >= since && referral.Urgency != ReferralUrgency.Emergency
                && referral.Direction != ReferralDirection.Down && referral.Direction != ReferralDirection.Return && (department == null || referral.ToDepartment == department))
            .OrderByDescending(referral => referral.SubmittedAt).Take(MostCases)
            .Select(referral => new { Submitted = referral.SubmittedAt!.Value, referral.AnsweredAt, referral.ArrivedAt }).ToListAsync(ct);
        return (WaitFigure.Of(cases.Where(one => one.AnsweredAt is not null).Select(one => one.AnsweredAt!.Value - one.Submitted)),
            WaitFigure.Of(cases.Where(one => one.ArrivedAt is not null).Select(one => one.ArrivedAt!.Value - one.Submitted)));
    }
}
