using Microsoft.EntityFrameworkCore;
using Xinglin.Directory.Contract;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Patients;

/// <summary>As much of a patient of another organisation as is needed to know that it is the right one.</summary>
public sealed record EmergencyCandidate(Guid PatientId, string MaskedName, AdministrativeSex Sex, string? Age, string Organization);

/// <summary>
/// Emergency access (紧急调阅): the patient is found by the exact number of a document and by nothing else, opened with a coded reason and
/// words, for one person and a limited time. Every search and every opening is in the audit trail, and those who watch are told at once.
/// </summary>
public sealed class EmergencyDesk(
    XinglinDb db, PatientVault vault, PatientRules rules, IDirectory directory, INotices notices, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    public static readonly Citation Law = new("个人信息保护法 第十三条第一款第四项", "紧急情况下为保护自然人的生命健康和财产安全所必需。");

    private static readonly Citation Afterwards = new("个人信息保护法 第十八条第二款", "紧急情况下无法及时告知的，应当在紧急情况消除后及时告知。");

    /// <param name="number">A document number, or the temporary number on a wristband, in full.</param>
    public async Task<IReadOnlyList<EmergencyCandidate>> Find(string number, CancellationToken ct = default)
    {
        MustBeAllowed();
        var organization = user.Organization;
        var found = await Exact(number).Where(patient => patient.OrganizationId != organization).OrderBy(patient => patient.Id).Take(10).ToListAsync(ct);
        await audit.RecordNow("patient.emergency-searched", new AuditSubject("patient", null), $"证件号码 {Mask.Number(PatientNumbers.Normal(number))}，找到 {found.Count} 条", ct: ct);
        var names = await directory.Find(found.Select(patient => patient.OrganizationId), ct);
        return [.. found.Select(patient => new EmergencyCandidate(patient.Id, Mask.Name(patient.Name), patient.Sex,
            PatientWords.AgeOn(patient.BirthDate, time.Today()), names.GetValueOrDefault(patient.OrganizationId)?.Name ?? ""))];
    }

    /// <param name="number">Again, so that an id that was guessed opens nothing.</param>
    /// <exception cref="Refused">The role, the number, or the words are missing.</exception>
    public async Task<EmergencyAccess> Open(Guid patientId, string number, EmergencyReason reason, string words, CancellationToken ct = default)
    {
        MustBeAllowed();
        var patient = await Exact(number).FirstOrDefaultAsync(candidate => candidate.Id == patientId, ct) ?? throw Refused.NotFound("这位患者");
        var told = words.Trim();
        if (told.Length is < 5 or > EmergencyAccessMap.WordsLength)
            throw new Refused(RefusalKind.Invalid, "patient.emergency-words", $"请用5至{EmergencyAccessMap.WordsLength}个字说明紧急情况。", "说明将告知登记机构医务科和双方安全管理员。", Law);
        var now = time.Now();
        var access = new EmergencyAccess(Guid.CreateVersion7(now), patientId, user.UserId!.Value, user.Name, user.Organization, reason, told, now, now + rules.EmergencyAccess.Span);
        db.Add(access);
        audit.Record("patient.emergency-opened", patient.Subject, $"{reason.Show()}；有效至 {ChinaTime.Show(access.Until)}；时限 {rules.EmergencyAccess}");
        var title = $"紧急调阅：{user.OrganizationName} {user.Name} 调阅患者 {patient.Number}（{reason.Show()}）";
        var link = Link(access);
        await notices.Tell(patient.OrganizationId, Role.MedicalAffairs, title, link, $"patient-emergency:{access.Id}", ct);
        foreach (var organization in new[] { patient.OrganizationId, access.OrganizationId }.Distinct())
            await notices.Tell(organization, Role.SecurityAdministrator, title, link, $"patient-emergency:{access.Id}", ct);
        await db.SaveChangesAsync(ct);
        return access;
    }

    /// <summary>The record of one access, for those who were told and for who made it. It names the patient's number only, and shows a security administrator no words, which may tell of an illness.</summary>
    public async Task<(EmergencyAccess Access, Patient Patient)> Record(Guid id, CancellationToken ct = default)
    {
        var access = await db.Set<EmergencyAccess>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, ct) ?? throw Refused.NotFound("这次紧急调阅");
        var patient = await db.Set<Patient>().AsNoTracking().FirstAsync(one => one.Id == access.PatientId, ct);
        var concerned = user.UserId == access.UserId
            || (user.Is(Role.SecurityAdministrator) && (user.OrganizationId == patient.OrganizationId || user.OrganizationId == access.OrganizationId))
            || (user.Is(Role.MedicalAffairs) && user.OrganizationId == patient.OrganizationId);
        return concerned ? (access, patient) : throw Refused.NotFound("这次紧急调阅");
    }

    /// <summary>Medical affairs where the patient is registered tells the patient's side of it.</summary>
    public bool MayTell(Patient patient) => user.Is(Role.MedicalAffairs) && user.OrganizationId == patient.OrganizationId;

    /// <summary>Null as long as nobody has told the patient's side.</summary>
    public EmergencyTold? Told(EmergencyAccess access, Patient patient) => Told(access, vault.Open(patient));

    /// <summary>Records that the patient or the family was told.</summary>
    /// <param name="at">Between the access and now.</param>
    /// <exception cref="Refused">It is another's to do, was done before, or it is not said whom and when.</exception>
    public async Task Tell(Guid id, string whom, DateTimeOffset? at, CancellationToken ct = default)
    {
        var (access, _) = await Record(id, ct);
        var patient = await db.Set<Patient>().FirstAsync(one => one.Id == access.PatientId, ct);
        if (!MayTell(patient)) throw new Refused(RefusalKind.Forbidden, "patient.emergency-not-yours", "紧急调阅由患者登记机构的医务科告知患者。", "请由登记机构医务科登记。", Afterwards);
        var secrets = vault.Open(patient);
        if (Told(access, secrets) is { } told) throw new Refused(RefusalKind.Conflict, "patient.emergency-told", $"已由{told.By}于 {ChinaTime.Show(told.At)} 告知。");
        var name = whom.Trim();
        if (name.Length is 0 or > EmergencyTold.WhomLength) throw new Refused(RefusalKind.Invalid, "patient.emergency-whom", $"请填写告知了谁（最多{EmergencyTold.WhomLength}个字）。", "如“患者本人”“女儿王某”。");
        if (at is not { } when || when.AddMinutes(1) <= access.At || when > time.Now())
            throw new Refused(RefusalKind.Invalid, "patient.emergency-told-at", "告知时间应在调阅之后、现在之前。", $"调阅时间是 {ChinaTime.Show(access.At)}。");
        patient.Reseal(vault.Seal(patient.Id, secrets with { Told = [.. secrets.Told, new EmergencyTold(id, when, name, user.Name)] }));
        audit.Record("patient.emergency-told", patient.Subject, $"{ChinaTime.Show(access.At)} 的紧急调阅，{ChinaTime.Show(when)} 告知");
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Accesses to own patients of which nobody has told them yet, oldest first.</summary>
    public async Task<IReadOnlyList<(EmergencyAccess Access, Patient Patient)>> Untold(CancellationToken ct = default)
    {
        var organization = user.Organization;
        var all = await (from access in db.Set<EmergencyAccess>().AsNoTracking()
                         join patient in db.Set<Patient>().AsNoTracking() on access.PatientId equals patient.Id
                         where patient.OrganizationId == organization
                         orderby access.At
                         select new { access, patient }).ToListAsync(ct);
        return [.. all.Where(line => Told(line.access, line.patient) is null).Select(line => (line.access, line.patient))];
    }

    /// <summary>Accesses to a patient, newest first.</summary>
    public async Task<IReadOnlyList<EmergencyAccess>> Of(Guid patientId, CancellationToken ct = default) =>
        await db.Set<EmergencyAccess>().AsNoTracking().Where(access => access.PatientId == patientId).OrderByDescending(access => access.At).ToListAsync(ct);

    private static EmergencyTold? Told(EmergencyAccess access, PatientSecrets secrets) => secrets.Told.FirstOrDefault(told => told.AccessId == access.Id);

    internal static string Link(EmergencyAccess access) => $"/patients/emergency-access/{access.Id}";

    private IQueryable<Patient> Exact(string number)
    {
        if (PatientNumbers.Normal(number).Length < 6)
            throw new Refused(RefusalKind.Invalid, "patient.emergency-number", "请填写完整的证件号码或临时编号。", "紧急调阅只能按完整号码查找，不能按姓名查找。");
        var index = vault.Index(PatientNumberKind.Document, number);
        return db.Set<Patient>().AsNoTracking().Where(patient => db.Set<PatientNumber>().Any(one => one.PatientId == patient.Id && one.Index == index
            && (one.Kind == PatientNumberKind.Document || one.Kind == PatientNumberKind.FormerDocument)));
    }

    private void MustBeAllowed()
    {
        if (!user.MayOpenInEmergency()) user.Require("紧急调阅患者", Role.Physician, Role.ReferralCoordinator);
        _ = user.Organization;
    }
}
