using Microsoft.EntityFrameworkCore;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Patients;

/// <summary>Finds consents of the patients that the current person may see.</summary>
public sealed class ConsentStore(XinglinDb db, PatientStore patients, CurrentUser user, TimeProvider time)
{
    /// <summary>Where the patient is registered all of them; elsewhere those that were taken there or let data go there.</summary>
    public IQueryable<Consent> Visible
    {
        get
        {
            var seen = patients.Visible;
            var consents = db.Set<Consent>().Where(consent => seen.Any(patient => patient.Id == consent.PatientId));
            if (user.IsProgram || user.PatientId is not null) return consents;
            var organization = user.OrganizationId;
            return consents.Where(consent => consent.OrganizationId == organization
                || db.Set<Patient>().Any(patient => patient.Id == consent.PatientId && patient.OrganizationId == organization)
                || consent.Recipients.Any(recipient => recipient.OrganizationId == organization));
        }
    }

    /// <exception cref="Refused">There is none, or this person may not see it.</exception>
    public async Task<Consent> Read(Guid id, CancellationToken ct = default) =>
        await Visible.FirstOrDefaultAsync(consent => consent.Id == id, ct) ?? throw Refused.NotFound("这份同意记录");

    public async Task<IReadOnlyList<Consent>> Of(Guid patient, CancellationToken ct = default) =>
        await Visible.AsNoTracking().Where(consent => consent.PatientId == patient).OrderByDescending(consent => consent.CreatedAt).ThenByDescending(consent => consent.Id).ToListAsync(ct);

    /// <summary>Those for this purpose and recipient that cover it now or are awaited, the covering ones first; tracked. What is not saved yet counts.</summary>
    public async Task<Consent?> Standing(Guid patient, PatientPurpose purpose, Guid recipient, CancellationToken ct)
    {
        var today = time.Today();
        var stored = await db.Set<Consent>().Where(consent => consent.PatientId == patient && consent.Purpose == purpose
            && (consent.State == ConsentState.Given || consent.State == ConsentState.Awaited)
            && consent.Recipients.Any(one => one.OrganizationId == recipient)).ToListAsync(ct);
        var unsaved = db.ChangeTracker.Entries<Consent>().Where(entry => entry.State == EntityState.Added).Select(entry => entry.Entity)
            .Where(consent => consent.PatientId == patient && consent.Purpose == purpose && consent.Recipients.Any(one => one.OrganizationId == recipient));
        return stored.Union(unsaved).Where(consent => consent.State == ConsentState.Awaited || consent.CoversOn(today))
            .OrderByDescending(consent => consent.State == ConsentState.Given).ThenByDescending(consent => consent.CreatedAt).FirstOrDefault();
    }

    /// <summary>As <see cref="IConsents.Bounds"/> says it, whether or not the current person may see the consent itself.</summary>
    public async Task<IReadOnlyList<ConsentScope>?> Bounds(Guid id, Guid recipient, CancellationToken ct) =>
        await db.Set<Consent>().AsNoTracking().FirstOrDefaultAsync(consent => consent.Id == id && consent.Recipients.Any(one => one.OrganizationId == recipient), ct) switch
        {
            null => null,
            { State: ConsentState.Awaited } => ConsentFacts.WholeScope,
            { State: ConsentState.Declined } => [],
            var consent => consent.Scope
        };
}
