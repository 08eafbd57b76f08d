using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Patients;

/// <summary>Finds patients within what the current person may see.</summary>
public sealed class PatientStore(XinglinDb db, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    /// <summary>
    /// Registered by the own organisation, shared with it for a case that runs, or opened by this person in an emergency that lasts.
    /// A job of the program sees all, a patient nobody else; visitors and the administrators see none. Written as one list of ids, because
    /// neither engine uses an index for an OR with a subquery.
    /// </summary>
    public IQueryable<Patient> Visible
    {
        get
        {
            if (user.IsProgram) return db.Set<Patient>();
            if (user.PatientId is { } oneself) return db.Set<Patient>().Where(patient => patient.Id == oneself);
            if (!user.MaySeePatients()) return db.Set<Patient>().Where(_ => false);
            var organization = user.Organization;
            var seen = db.Set<Patient>().Where(own => own.OrganizationId == organization).Select(own => own.Id).Concat(Shares.Select(share => share.PatientId)).Concat(Accesses.Select(access => access.PatientId));
            return db.Set<Patient>().Where(patient => seen.Contains(patient.Id));
        }
    }

    /// <summary>The same of few: the ids are looked up first, then who shares each; what an organisation has besides is not gone through.</summary>
    public IQueryable<Patient> Among(params Guid[] ids) => Seen(db.Set<Patient>().Where(patient => EF.Parameter(ids).Contains(patient.Id)));

    private IQueryable<Patient> One(Guid id) => Seen(db.Set<Patient>().Where(patient => patient.Id == id));

    private IQueryable<Patient> Seen(IQueryable<Patient> patients)
    {
        if (user.IsProgram) return patients;
        if (user.PatientId is { } oneself) return patients.Where(patient => patient.Id == oneself);
        if (!user.MaySeePatients()) return patients.Where(_ => false);
        var organization = user.Organization;
        var (shares, accesses) = (Shares, Accesses);
        return patients.Where(patient => patient.OrganizationId == organization || shares.Any(share => share.PatientId == patient.Id) || accesses.Any(access => access.PatientId == patient.Id));
    }

    private IQueryable<PatientShare> Shares
    {
        get
        {
            var (organization, now) = (user.OrganizationId, time.Now());
            return db.Set<PatientShare>().Where(share => share.OrganizationId == organization && (share.Until == null || share.Until > now));
        }
    }

    private IQueryable<EmergencyAccess> Accesses
    {
        get
        {
            var (organization, person, now) = (user.OrganizationId, user.UserId, time.Now());
            return db.Set<EmergencyAccess>().Where(access => access.OrganizationId == organization && access.UserId == person && access.Until > now);
        }
    }

    /// <exception cref="Refused">There is none, or this person may not see it.</exception>
    public async Task<Patient> Read(Guid id, CancellationToken ct = default) =>
        await One(id).AsNoTracking().FirstOrDefaultAsync(ct) ?? throw Refused.NotFound("这位患者");

    /// <summary>For changing; only the registering organisation does.</summary>
    /// <exception cref="Refused">There is none, this person may not see it, or it is registered elsewhere.</exception>
    public async Task<Patient> Own(Guid id, CancellationToken ct = default)
    {
        var patient = await One(id).FirstOrDefaultAsync(ct) ?? throw Refused.NotFound("这位患者");
        if (!user.IsProgram && patient.OrganizationId != user.OrganizationId)
            throw new Refused(RefusalKind.Forbidden, "patient.other-organization", "患者资料只能由登记机构修改。", "发现资料有误，请联系登记机构更正。");
        return patient;
    }

    /// <summary>How this person comes to see the patient, in words for the page and for the trail.</summary>
    public async Task<PatientSight> Sight(Patient patient, CancellationToken ct = default)
    {
        if (patient.OrganizationId == user.OrganizationId) return new("本机构登记的患者", null);
        var now = time.Now();
        if (await db.Set<PatientShare>().AsNoTracking().Where(share => share.PatientId == patient.Id && share.OrganizationId == user.OrganizationId && (share.Until == null || share.Until > now))
                .OrderByDescending(share => share.Since).FirstOrDefaultAsync(ct) is { } shared)
            return new($"因{Contract.PatientWords.Show(shared.Purpose)}共享给本机构", null);
        var access = await db.Set<EmergencyAccess>().AsNoTracking().Where(access => access.PatientId == patient.Id && access.UserId == user.UserId && access.Until > now)
            .OrderByDescending(access => access.Until).FirstOrDefaultAsync(ct);
        return new(access is null ? "系统" : "紧急调阅", access);
    }

    /// <summary>An act that changes nothing.</summary>
    public Task Tell(string action, Patient patient, string details, CancellationToken ct) => audit.RecordNow(action, patient.Subject, details, ct: ct);
}

/// <param name="Why">Chinese.</param>
/// <param name="Emergency">The emergency access by which alone the patient is seen.</param>
public sealed record PatientSight(string Why, EmergencyAccess? Emergency);
