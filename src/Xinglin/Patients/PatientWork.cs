using Microsoft.EntityFrameworkCore;
using Xinglin.Patients.Contract;
using Xinglin.Patients.MasterIndex;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Patients;

/// <summary>Registrations that may be one person; consents to be brought, for those who bring them; late ones also for medical affairs, who also tell patients of emergency accesses. Emergency patients whom nobody has identified yet.</summary>
internal sealed class PatientWork(XinglinDb db, ConsentStore consents, EmergencyDesk emergencies, IndexStore index, TimeProvider time) : IWorkSource
{
    private const int Most = 20;
    private const string Group = "患者";

    public async Task<IReadOnlyList<WorkItem>> WaitingFor(CurrentUser user, CancellationToken ct)
    {
        if (user.IsAny(Role.ReferralCoordinator, Role.PublicHealth, Role.MedicalAffairs) && await Alike(ct) is { } alike) return [.. (await Others(user, ct)).Take(Most - 1), alike];
        return await Others(user, ct);
    }

    /// <summary>One line for the whole queue: registrations come in by hundreds, work lines by the dozen.</summary>
    private async Task<WorkItem?> Alike(CancellationToken ct) => await index.In(PairState.Awaiting).CountAsync(ct) is > 0 and var count
        ? new(Group, "核对可能是同一人的登记", $"{count} 对待核对", "/patients/index")
        : null;

    private async Task<IReadOnlyList<WorkItem>> Others(CurrentUser user, CancellationToken ct)
    {
        if (!user.IsAny(Role.Physician, Role.ReferralCoordinator, Role.MedicalAffairs) || user.OrganizationId is not { } organization) return [];
        var now = time.Now();
        var lateOnly = !user.IsAny(Role.Physician, Role.ReferralCoordinator);
        var awaited = await (from consent in consents.Visible.AsNoTracking()
                             join patient in db.Set<Patient>() on consent.PatientId equals patient.Id
                             where consent.State == ConsentState.Awaited && (consent.OrganizationId == organization || patient.OrganizationId == organization) && (!lateOnly || consent.DueBy <= now)
                             orderby consent.DueBy
                             select new { Consent = consent, patient.Number, patient.Name }).Take(Most).ToListAsync(ct);
        List<WorkItem> items = [.. awaited.Select(line => new WorkItem(Group, $"补签{line.Consent.Purpose.Show()}知情同意：{(user.IsTreating() ? line.Name : Mask.Name(line.Name))}",
            $"患者 {line.Number}，应于 {ChinaTime.Show(line.Consent.DueBy!.Value)} 前补签{(line.Consent.IsLate(now) ? "，已逾期" : "")}",
            ConsentDesk.Link(line.Consent), ChinaTime.DateIn(line.Consent.DueBy.Value)))];
        if (user.Is(Role.MedicalAffairs))
            items.AddRange((await emergencies.Untold(ct)).Take(Most - items.Count).Select(line => new WorkItem(Group, $"告知患者被紧急调阅：患者 {line.Patient.Number}",
                $"{ChinaTime.Show(line.Access.At)}，{line.Access.UserName} 调阅（{line.Access.Reason.Show()}）", EmergencyDesk.Link(line.Access))));
        if (lateOnly || items.Count == Most) return items;
        var unknown = await db.Set<Patient>().AsNoTracking().Where(patient => patient.OrganizationId == organization && patient.IdentityKind == IdentityKind.Unidentified)
            .OrderBy(patient => patient.RegisteredAt).Take(Most - items.Count).ToListAsync(ct);
        items.AddRange(unknown.Select(patient => new WorkItem(Group, $"确认身份：{patient.Name}", $"患者 {patient.Number}，{ChinaTime.Show(patient.RegisteredAt)} 登记", $"/patients/{patient.Id}/edit")));
        return items;
    }
}
