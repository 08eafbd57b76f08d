using Microsoft.EntityFrameworkCore;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Patients;

/// <summary>
/// Reminds of consents that are still awaited when half of their time is over, and tells medical affairs when they are late. It closes none
/// of them: that is a person's act. Consents whose last day is over it marks as expired; what they cover is decided by the dates themselves.
/// </summary>
public sealed class ConsentCalendar(TimeProvider time, PatientRules rules) : IRecurringJob
{
    private const int Batch = 500;

    public string Name => "知情同意补签与到期";
    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public async Task Run(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<XinglinDb>();
        var (now, today) = (time.Now(), time.Today());
        var near = now + rules.LateConsent.Span / 2;
        var waiting = await db.Set<Consent>().AsNoTracking().Where(consent => consent.State == ConsentState.Awaited && consent.DueBy <= near)
            .OrderBy(consent => consent.DueBy).ToListAsync(ct);
        foreach (var consents in waiting.Chunk(Batch)) await Tell(services, consents, now, ct);

        var over = await db.Set<Consent>().Where(consent => consent.State == ConsentState.Given && consent.Until < today)
            .OrderBy(consent => consent.Until).Select(consent => consent.Id).Take(Batch).ToListAsync(ct);
        foreach (var id in over) await Expire(services, id, now, ct);
    }

    /// <summary>Each by itself: one that a person withdraws at this moment is left to the person and holds no other up.</summary>
    private static async Task Expire(IServiceProvider services, Guid id, DateTimeOffset now, CancellationToken ct)
    {
        var db = services.GetRequiredService<XinglinDb>();
        db.ChangeTracker.Clear();
        var consent = await db.Set<Consent>().FirstAsync(one => one.Id == id, ct);
        if (consent.State != ConsentState.Given) return;
        consent.Expire(now);
        services.GetRequiredService<IAuditTrail>().Record(
            "consent.expired", new AuditSubject("patient", consent.PatientId), $"{consent.Purpose.Show()}；最后一天 {ChinaTime.Show(consent.Until!.Value)}");
        try { await db.SaveChangesAsync(ct); }
        catch (Refused overtaken) when (overtaken.Kind == RefusalKind.Conflict) { db.ChangeTracker.Clear(); }
    }

    private static async Task Tell(IServiceProvider services, Consent[] consents, DateTimeOffset now, CancellationToken ct)
    {
        var db = services.GetRequiredService<XinglinDb>();
        var notices = services.GetRequiredService<INotices>();
        var ids = consents.Select(consent => consent.PatientId).Distinct().ToArray();
        var patients = await db.Set<Patient>().AsNoTracking().Where(patient => ids.Contains(patient.Id)).ToDictionaryAsync(patient => patient.Id, ct);
        foreach (var consent in consents)
        {
            var patient = patients[consent.PatientId];
            var (what, link) = ($"{consent.Purpose.Show()}知情同意：患者 {patient.Number}", ConsentDesk.Link(consent));
            var due = ChinaTime.Show(consent.DueBy!.Value);
            // Where the patient is registered, and where the consent was left out: the latter may have no sight of the patient any more.
            foreach (var organization in new[] { patient.OrganizationId, consent.OrganizationId }.Distinct())
                if (!consent.IsLate(now))
                    await notices.Tell(organization, Role.ReferralCoordinator, $"请尽快补签{what}，{due} 到期", link, $"consent-near:{consent.Id}", ct);
                else
                    foreach (var role in (string[])[Role.ReferralCoordinator, Role.MedicalAffairs])
                        await notices.Tell(organization, role, $"逾期未补签{what}，应于 {due} 前补签", link, $"consent-late:{consent.Id}", ct);
        }

        await db.SaveChangesAsync(ct);
    }
}
