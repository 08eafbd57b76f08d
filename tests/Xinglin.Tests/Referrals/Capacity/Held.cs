using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Referrals;
using Xinglin.Referrals.Capacity;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals.Capacity;

/// <summary>Quotas for tests, kept at the real desk, and what must always hold of their places.</summary>
public static class Held
{
    public static readonly ActWords Now = new(null);

    public static QuotaFacts Facts(int places, int daysBefore = 0, TimeOnly? at = null) =>
        new([.. Enumerable.Repeat(places, 7)], [], daysBefore, at ?? new TimeOnly(23, 59), "测试约定");

    public static Task<PlaceQuota> Quota(Pair pair, int places, string department = "心内科", PlaceKind kind = PlaceKind.Clinic) =>
        Desk(pair, desk => desk.Open(department, kind, Facts(places)));

    public static Task<T> Desk<T>(Pair pair, Func<QuotaDesk, Task<T>> act) => pair.App.As(pair.Receiver, services => act(services.GetRequiredService<QuotaDesk>()));

    /// <summary>At nine, so many days from now.</summary>
    public static ReferralArrangement On(Pair pair, int days, Guid? quota = null, string? over = null, string department = "心内科") =>
        Referred.Arrangement(pair.App.Time) with { At = ChinaTime.StartOf(pair.App.Time.Today().AddDays(days)).AddHours(9), Department = department, QuotaId = quota, OverQuota = over };

    public static async Task<Referral> Submitted(Pair pair, ReferralUrgency urgency = ReferralUrgency.Routine) =>
        await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township), urgency);

    public static Task<Referral> Accept(Pair pair, Guid id, ReferralArrangement arrangement, CurrentUser? by = null) =>
        Referred.Receiving(pair, by ?? pair.Receiver, desk => desk.Accept(id, Now, arrangement));

    public static async Task<DayPlaces> Day(Pair pair, PlaceQuota quota, int days) => (await pair.App.As(pair.Receiver, services =>
        services.GetRequiredService<PlaceBook>().Days(pair.Hospital.Id, pair.App.Time.Today().AddDays(days), 1))).Single(day => day.QuotaId == quota.Id);

    /// <summary>No place is in two hands, none beyond the quota, none with somebody who does not come.</summary>
    public static Task MustHold(Pair pair, params PlaceQuota[] quotas) => pair.App.As(pair.Receiver, async services =>
    {
        var db = services.GetRequiredService<XinglinDb>();
        var ids = quotas.Select(quota => quota.Id).ToArray();
        var places = await db.Set<ReferralPlace>().AsNoTracking().Where(place => ids.Contains(place.QuotaId) && place.EndedAt == null).ToListAsync();
        foreach (var day in places.GroupBy(place => (place.QuotaId, place.Day)))
        {
            var seats = day.Where(place => place.Seat is not null).Select(place => place.Seat!.Value).ToList();
            Assert.Equal(seats.Count, seats.Distinct().Count());
            Assert.All(seats, seat => Assert.InRange(seat, 1, quotas.Single(quota => quota.Id == day.Key.QuotaId).PlacesOn(day.Key.Day)));
        }

        var referrals = await db.Set<Referral>().AsNoTracking().Where(referral => referral.ToId == pair.Hospital.Id).ToListAsync();
        foreach (var referral in referrals)
        {
            var mine = places.Count(place => place.ReferralId == referral.Id);
            Assert.True(mine <= 1, $"{referral.State}: {mine} places");
            if (!PlaceBook.Holds(referral)) Assert.Equal(0, mine);
            if (referral.State == ReferralState.Accepted) Assert.Equal(1, mine);
        }

        Assert.All(places.Where(place => place.ReferralId is not null), place => Assert.Contains(referrals, referral => referral.Id == place.ReferralId));
    });
}
