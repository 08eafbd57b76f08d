using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Referrals.Capacity;

/// <summary>
/// Writes down what went to ordinary patients. The hour itself ends the offer (<see cref="PlaceQuota.ReleaseOf"/>), whether or not this has
/// run; here each place that nobody has becomes a released one, in one transaction with its audit entry.
/// </summary>
public sealed class PlaceRelease(TimeProvider time) : IRecurringJob
{
    private const int Batch = 200;

    public string Name => "预留名额释放";
    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public async Task Run(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<XinglinDb>();
        var today = time.Today();
        var after = Guid.Empty;
        while (true)
        {
            var quotas = await db.Set<PlaceQuota>().AsNoTracking()
                .Where(quota => quota.Kept && quota.Id > after).OrderBy(quota => quota.Id).Take(Batch).ToListAsync(ct);
            foreach (var quota in quotas)
            {
                var now = time.Now();
                for (var day = quota.ReleasedThrough >= today ? quota.ReleasedThrough.Value.AddDays(1) : today; now >= quota.ReleaseOf(day); day = day.AddDays(1))
                    if (!await Release(services, db, quota, day, now, ct)) break;
            }

            if (quotas.Count < Batch) return;
            after = quotas[^1].Id;
        }
    }

    /// <returns>False where somebody took a place in that moment: the next run sees it.</returns>
    private async Task<bool> Release(IServiceProvider services, XinglinDb db, PlaceQuota quota, DateOnly day, DateTimeOffset now, CancellationToken ct)
    {
        var book = services.GetRequiredService<PlaceBook>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // One node at a time: who sets the mark releases the day.
        var marked = await db.Set<PlaceQuota>().Where(each => each.Id == quota.Id && (each.ReleasedThrough == null || each.ReleasedThrough < day))
            .ExecuteUpdateAsync(set => set.SetProperty(each => each.ReleasedThrough, day), ct);
        if (marked == 0) return true;
        var inUse = (await book.Held([quota.Id], day, day, ct))[(quota.Id, day)].Select(each => each.Seat).ToHashSet();
        var left = Enumerable.Range(1, quota.PlacesOn(day)).Where(seat => !inUse.Contains(seat)).ToList();
        foreach (var seat in left) db.Add(new ReferralPlace(Guid.CreateVersion7(now), quota.Id, day, seat, null, null, $"系统（{Name}）", now));
        services.GetRequiredService<IAuditTrail>().Record("referral.places-released", new AuditSubject("referral-quota", quota.Id, quota.Name),
            $"{ChinaTime.Show(day)} 预留 {quota.PlacesOn(day)}，释放 {left.Count}");
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return true;
        }
        catch (Refused refused) when (refused.Code == "taken")
        {
            return false;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }
}
