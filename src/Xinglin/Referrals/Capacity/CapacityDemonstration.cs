using Xinglin.Directory.Contract;
using Xinglin.Identity.Contract;
using Xinglin.Platform;

namespace Xinglin.Referrals.Capacity;

/// <summary>
/// Places held for referred patients in the lead, in a member and in the county hospital, from before the first referral on, and how long
/// their ordinary patients waited in the last months.
/// </summary>
internal sealed class CapacityDemonstration(TimeProvider time, IServiceScopeFactory scopes) : IDemonstration
{
    private const int DaysBack = 61;

    public int Order => 45;

    public async Task Load(IServiceProvider services, CancellationToken ct)
    {
        var houses = (await services.GetRequiredService<IDirectory>().All(ct)).ToDictionary(house => house.Name);
        var (begun, today) = (time.Now().AddDays(-DaysBack), time.Today());
        foreach (var name in (string[])["云川市中医医院", "清河县人民医院", "青石县人民医院"])
        {
            var house = houses[name];
            var person = (await services.GetRequiredService<IAccounts>().In(house.Id, Role.ReferralCoordinator, ct))[0];
            var keeper = new CurrentUser(person.Id, person.DisplayName, house.Id, house.Name, new HashSet<string> { Role.ReferralCoordinator });
            var thisMonth = new DateOnly(today.Year, today.Month, 1);
            await scopes.As(keeper, part => part.GetRequiredService<WaitDesk>().Record([.. from back in Enumerable.Range(0, 3) from wait in Waits select wait with { Month = thisMonth.AddMonths(-back), Days = wait.Days + 0.3m * back }], ct));
            foreach (var (department, kind, weekday, weekend) in Quotas)
                await DemonstrationTime.At(begun, () => scopes.As(keeper, part => part.GetRequiredService<QuotaDesk>().Open(department, kind, new QuotaFacts(
                    [weekday, weekday, weekday, weekday, weekday, weekend, weekend],
                    Exceptions(name, department, kind, today),
                    0, new TimeOnly(7, 30), "医务科通知：为下级机构转诊预留"), ct)));
        }
    }

    /// <summary>The county's medical ward is full these days, which is why a patient is refused there.</summary>
    private static IReadOnlyList<QuotaException> Exceptions(string house, string department, PlaceKind kind, DateOnly today) => (house, department, kind) switch
    {
        ("青石县人民医院", "内科", PlaceKind.Bed) => [.. Enumerable.Range(-1, 4).Select(ahead => new QuotaException(today.AddDays(ahead), 0, "病区满床"))],
        (_, "外科", PlaceKind.Clinic) => [new QuotaException(today.AddDays(2), 1, "主任外出讲课")],
        _ => []
    };

    private static readonly WaitFacts[] Waits =
    [
        new("内科", default, PlaceKind.Clinic, WaitMeasure.Mean, 3.2m, 640, "HIS 预约登记报表"), new("内科", default, PlaceKind.Bed, WaitMeasure.Median, 4.5m, 210, "住院处待床登记"),
        new("外科", default, PlaceKind.Clinic, WaitMeasure.Mean, 2.6m, 480, "HIS 预约登记报表"), new("外科", default, PlaceKind.Bed, WaitMeasure.Median, 5m, 150, "住院处待床登记")
    ];

    private static readonly (string Department, PlaceKind Kind, int Weekday, int Weekend)[] Quotas =
    [
        ("内科", PlaceKind.Clinic, 6, 3), ("内科", PlaceKind.Bed, 3, 2), ("外科", PlaceKind.Clinic, 4, 2), ("外科", PlaceKind.Bed, 2, 1), ("影像科", PlaceKind.Examination, 5, 2)
    ];
}
