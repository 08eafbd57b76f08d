using Microsoft.EntityFrameworkCore;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Sealing;
using Xinglin.Results.Reports;

namespace Xinglin.Results.Recognition;

/// <summary>Something recorded that still counts, opened.</summary>
/// <param name="Own">The own institution recorded it and may withdraw it.</param>
public sealed record OpenIntervention(Guid PatientId, Guid Id, InterventionKind Kind, DateTimeOffset At, string? Name, string By, DateTimeOffset RecordedAt, bool Own);

/// <summary>What was recorded of a patient that may make earlier results useless: shown to the doctor who orders, withdrawn where it was a mistake.</summary>
public sealed class InterventionDesk(XinglinDb db, DataKey key, ReportStore store, IPatients patients, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    private const int Most = 50;

    /// <summary>Newest first. What other institutions recorded shows only where their results may be looked at.</summary>
    public async Task<IReadOnlyList<OpenIntervention>> Of(PatientRef patient, ResultPurpose? purpose, CancellationToken ct = default)
    {
        user.Require("查看输血、手术和用药记录", Role.Physician);
        Guid[] person = [.. await store.Registrations(patient.Id, ct)];
        var organization = user.Organization;
        var found = await db.Set<RecordedIntervention>().AsNoTracking()
            .Where(each => person.Contains(each.PatientId) && each.WithdrawnAt == null && (purpose != null || each.OrganizationId == organization))
            .OrderByDescending(each => each.At).Take(Most).ToListAsync(ct);
        return [.. found.Select(each => new OpenIntervention(each.PatientId, each.Id, each.Kind, each.At, each.Name is null ? null : key.Open(each.Id, each.Name), each.By, each.RecordedAt, each.OrganizationId == organization))];
    }

    /// <summary>It stays in the record and counts no longer. What was shown and decided on it stays as it was.</summary>
    /// <param name="patientId">The patient whose order page shows it; it may hang on another registration of the same person.</param>
    public async Task Withdraw(Guid patientId, Guid id, string reason, CancellationToken ct = default)
    {
        user.Require("撤回输血、手术和用药记录", Role.Physician);
        var patient = await patients.Require(patientId, ct);
        Guid[] person = [.. await store.Registrations(patient.Id, ct)];
        var recorded = await db.Set<RecordedIntervention>().FirstOrDefaultAsync(each => person.Contains(each.PatientId) && each.Id == id && each.OrganizationId == user.OrganizationId, ct) ?? throw Refused.NotFound("这条记录");
        if (recorded.WithdrawnAt is { } at) throw new Refused(RefusalKind.Conflict, "result.intervention-withdrawn", $"{recorded.WithdrawnBy} 已于 {ChinaTime.Show(at)} 撤回。");
        if (reason.Trim() is not { Length: > 0 and <= 200 } words) throw new Refused(RefusalKind.Invalid, "result.reason-missing", "撤回需要写明原因（200 字以内）。");
        recorded.Withdraw(key.Seal(recorded.Id, words), user.Name, time.Now());
        audit.Record("result.intervention-withdrawn", new AuditSubject("patient", patient.Id, patient.Number), $"{recorded.Kind.Show()}，{ChinaTime.Show(recorded.At)}");
        await db.SaveChangesAsync(ct);
    }
}
