using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Patients.MasterIndex;

/// <summary>Compares what could not be compared when it was registered: after a fault, a stop, or an import.</summary>
internal sealed class IndexCatchUp(TimeProvider time) : IRecurringJob
{
    private const int Batch = 200;

    /// <summary>From so many on all are compared with all at once, which takes less time than one by one.</summary>
    private const int Many = 5000;

    /// <summary>A run ends after this long, so that the lease does not outlast its worth; the next goes on.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Registrations made before there was an index are looked for once a process.</summary>
    private bool entered;

    public string Name => "患者主索引补匹配";
    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task Run(IServiceProvider services, CancellationToken ct)
    {
        var (db, matching, vault) = (services.GetRequiredService<XinglinDb>(), services.GetRequiredService<IndexMatching>(), services.GetRequiredService<PatientVault>());
        var end = time.Now() + Longest;
        while (!entered && time.Now() < end)
        {
            db.ChangeTracker.Clear();
            var missing = await db.Set<Patient>().Where(patient => !db.Set<IndexEntry>().Any(entry => entry.PatientId == patient.Id)).OrderBy(patient => patient.Id).Take(Batch).ToListAsync(ct);
            foreach (var patient in missing) await matching.Renew(patient, vault.Open(patient), ct);
            await db.SaveChangesAsync(ct);
            entered = missing.Count == 0;
        }

        var bulk = services.GetRequiredService<BulkMatching>();
        if (await bulk.Open(ct) is not null || await db.Set<IndexEntry>().Where(entry => entry.Pending).OrderBy(entry => entry.PatientId).Take(Many).CountAsync(ct) == Many)
        {
            try { await bulk.Run(learn: true, null, ct); }
            catch (Refused refused) when (refused.Kind == RefusalKind.Conflict) { /* A person's run goes on; the next minute looks again. */ }
            return;
        }

        while (time.Now() < end)
        {
            db.ChangeTracker.Clear();
            var waiting = await db.Set<IndexEntry>().AsNoTracking().Where(entry => entry.Pending).OrderBy(entry => entry.PatientId).Select(entry => entry.PatientId).Take(Batch).ToListAsync(ct);
            foreach (var patient in waiting)
            {
                await matching.Match(patient, ct);
                db.ChangeTracker.Clear();
            }

            if (waiting.Count < Batch) return;
        }
    }
}
