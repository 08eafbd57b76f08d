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

    private static readonly CompiledQuery<Func<XinglinDb, Guid[], IAsyncEnumerable<Patient>>> All = new(() => EF.CompileAsyncQuery((XinglinDb db, Guid[] ids) =>
        db.Set<Patient>().AsNoTracking().Where(patient => ids.Contains(patient.Id))));

    private static readonly CompiledQuery<Func<XinglinDb, Guid[], Guid?, Guid?, DateTimeOffset, IAsyncEnumerable<Patient>>> Seen = new(() => EF.CompileAsyncQuery((XinglinDb db, Guid[] ids, Guid? organization, Guid? person, DateTimeOffset now) =>
        db.Set<Patient>().AsNoTracking().Where(patient => ids.Contains(patient.Id)
            && (patient.OrganizationId == organization
                || db.Set<PatientShare>().Any(share => share.PatientId == patient.Id && share.OrganizationId == organization && (share.Until == null || share.Until > now))
                || db.Set<EmergencyAccess>().Any(access => access.PatientId == patient.Id && access.OrganizationId == organization && access.UserId == person && access.Until > now)))));

    /// <summary>Those of few that <see cref="Visible"/> holds: the ids are looked up first, then who shares each; what an organisation has besides is not gone through.</summary>
    public async Task<IReadOnlyList<Patient>> Among(Guid[] ids, CancellationToken ct)
    {
        if (user.IsProgram) return await All.On(db)(db, ids).ToListAsync(ct);
        if (user.PatientId is { } oneself) return await All.On(db)(db, [.. ids.Where(id => id == oneself)]).ToListAsync(ct);
        return user.MaySeePatients() ? await Seen.On(db)(db, ids, user.OrganizationId, user.UserId, time.Now()).ToListAsync(ct) : [];
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
        (await Among([id], ct)).FirstOrDefault() ?? throw Refused.NotFound("这位患者");

    /// <summary>For changing; only the registering organisation does.</summary>
    /// <exception cref="Refused">There is none, this person may not see it, or it is registered elsewhere.</exception>
    public async Task<Patient> Own(Guid id, CancellationToken ct = default)
    {
        var mine = user.IsProgram ? db.Set<Patient>() : user.MaySeePatients() ? db.Set<Patient>().Where(patient => patient.OrganizationId == user.OrganizationId) : null;
        if (mine is not null && await mine.FirstOrDefaultAsync(patient => patient.Id == id, ct) is { } own) return own;
        await Read(id, ct);
        throw new Refused(RefusalKind.Forbidden, "patient.other-organization", "患者资料只能由登记机构修改。", "发现资料有误，请联系登记机构更正。");
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
