using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Patients.Import;

/// <summary>Works through confirmed imports, the oldest first.</summary>
internal sealed class PatientImportJob : IRecurringJob
{
    public string Name => "导入患者档案";
    public TimeSpan Every => TimeSpan.FromSeconds(10);

    public async Task Run(IServiceProvider services, CancellationToken ct)
    {
        var (db, desk) = (services.GetRequiredService<XinglinDb>(), services.GetRequiredService<PatientImportDesk>());
        var waiting = await db.Set<PatientImport>().AsNoTracking().Where(import => import.State == ImportState.Confirmed && import.OwnerId != null).OrderBy(import => import.CreatedAt).Select(import => import.Id).ToListAsync(ct);
        foreach (var id in waiting)
            while (await desk.Next(id, ct)) ct.ThrowIfCancellationRequested();
    }
}
