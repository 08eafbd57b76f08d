using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Agreements;

/// <summary>
/// Brings a missed clock of a draft, a circulated text or a missing seal before the leadership of those who are waited for, and
/// tells the drafter's consortium office: once for each step. Nothing moves on by itself.
/// </summary>
public sealed class AgreementClocks(TimeProvider time) : IRecurringJob
{
    public string Name => "协议办理逾期督办";
    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task Run(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<XinglinDb>();
        foreach (var (state, days) in AgreementLife.WaitingDays)
        {
            var missed = ChinaTime.StartOf(time.Today().AddDays(-days));
            var late = await db.Set<Agreement>()
                .Where(agreement => agreement.State == state && agreement.EscalatedAt == null && agreement.WaitingSince < missed)
                .Select(agreement => agreement.Id).ToListAsync(ct);
            foreach (var id in late) await Escalate(services, id, ct);
        }
    }

    private async Task Escalate(IServiceProvider services, Guid id, CancellationToken ct)
    {
        var store = services.GetRequiredService<AgreementStore>();
        var notices = services.GetRequiredService<INotices>();
        await store.Change(id, null, async agreement =>
        {
            if (agreement.EscalatedAt is not null || agreement.WaitingUntil is not { } until || until >= time.Today()) return false;
            agreement.Escalate(time.Now());
            var waitsFor = AgreementLife.WaitsFor(agreement);
            var (act, names) = (AgreementLife.Awaited(agreement.State), AgreementLife.AwaitedNames(agreement));
            store.Tell(agreement, "agreement.escalated", "逾期，提请院领导督办", $"应于 {ChinaTime.Show(until)} 前{act}{(names.Length > 0 ? $"，等待 {names}" : "")}");
            var (link, key) = ($"/agreements/{id}", $"agreement-late:{id}:{agreement.Version}");
            foreach (var organization in waitsFor)
                await notices.Tell(organization, Role.Director, $"逾期督办：本单位应于 {ChinaTime.Show(until)} 前{act}，协议“{agreement.Title}”", link, key, ct);
            if (!waitsFor.Contains(agreement.OwnerId))
                await notices.Tell(agreement.OwnerId, Role.ConsortiumOffice, $"{names}逾期未{act}，已提请其院领导督办：{agreement.Title}", link, key, ct);
            return true;
        }, ct);
        services.GetRequiredService<XinglinDb>().ChangeTracker.Clear();
    }
}
