using Microsoft.EntityFrameworkCore;
using Xinglin.Directory.Contract;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Patients;

/// <summary>Answers other modules' questions about patients.</summary>
internal sealed class Register(
    XinglinDb db, PatientStore store, PatientFinder finder, PatientVault vault, IDirectory directory, IAuditTrail audit, TimeProvider time) : IPatients
{
    public async Task<PatientRef> Require(Guid id, CancellationToken ct) => (await store.Read(id, ct)).Ref;

    public async Task<IReadOnlyDictionary<Guid, PatientRef>> Known(IEnumerable<Guid> ids, CancellationToken ct) =>
        (await store.Among([.. ids.Distinct()], ct)).ToDictionary(patient => patient.Id, patient => patient.Ref);

    public async Task<PatientParticulars> Open(Guid id, PatientPurpose purpose, AuditSubject forCase, CancellationToken ct)
    {
        var patient = await store.Read(id, ct);
        var secrets = vault.Open(patient);
        await store.Tell("patient.read", patient, $"用途：{purpose.Show()}{(forCase.Name is { } name ? $" {name}" : "")}", ct);
        var insurance = patient.Insurance == InsuranceKind.Unknown ? null
            : patient.Insurance.Show() + (patient.InsurancePlace is { } place ? $"（{place}）" : "");
        return new(patient.Ref, patient.IdentityKind.Show(), secrets.DocumentNumber, secrets.Phone ?? secrets.ContactPhone, secrets.Address, insurance,
            secrets.HealthRecordNumber, secrets.RecordNumber, patient.GuardianName, patient.GuardianRelation, secrets.GuardianPhone);
    }

    public async Task Unmask(Guid id, string fact, AuditSubject forCase, CancellationToken ct) =>
        await store.Tell("patient.unmasked", await store.Read(id, ct), $"显示完整{fact}{(forCase.Name is { } name ? $"（{name}）" : "")}", ct);

    public async Task Share(Guid patientId, IReadOnlyCollection<Guid> organizations, PatientPurpose purpose, Guid caseId, Guid? consentId, CancellationToken ct)
    {
        var patient = await store.Read(patientId, ct);
        var others = organizations.Where(organization => organization != patient.OrganizationId).ToHashSet();
        if (others.Count == 0) return;
        others.ExceptWith(db.Set<PatientShare>().Local.Where(share => share.PatientId == patientId && share.CaseId == caseId && share.Until is null).Select(share => share.OrganizationId));
        others.ExceptWith(await db.Set<PatientShare>().Where(share => share.PatientId == patientId && share.CaseId == caseId && share.Until == null).Select(share => share.OrganizationId).ToListAsync(ct));
        var now = time.Now();
        foreach (var organization in others)
        {
            db.Add(new PatientShare(Guid.CreateVersion7(now), patientId, organization, purpose, caseId, consentId, now));
            audit.Record("patient.shared", patient.Subject, $"用途：{purpose.Show()}；接收机构：{(await directory.Find(organization, ct))?.Name}");
        }
    }

    public async Task EndShare(Guid caseId, DateTimeOffset until, CancellationToken ct)
    {
        var stored = await db.Set<PatientShare>().Where(share => share.CaseId == caseId && share.Until == null).ToListAsync(ct);
        foreach (var share in stored.Union(db.Set<PatientShare>().Local.Where(share => share.CaseId == caseId && share.Until is null))) share.End(until);
    }

    public async Task<IReadOnlyList<PatientRef>> Find(string text, int limit, CancellationToken ct)
    {
        var patients = await finder.Query(new(text, Sort: "name")).Take(limit).ToListAsync(ct);
        return [.. patients.Select(patient => patient.Ref)];
    }

    public async Task<ILookup<string, PatientRef>> ByNumber(IReadOnlyCollection<string> numbers, CancellationToken ct)
    {
        var wanted = numbers.Distinct().SelectMany(number => vault.Indexes(number), (number, index) => (Number: number, Index: index)).ToLookup(each => each.Index, each => each.Number);
        var indexes = wanted.Select(each => each.Key).ToArray();
        var own = numbers.Select(number => number.Trim().ToUpperInvariant()).Distinct().ToArray();
        var hits = await db.Set<PatientNumber>().AsNoTracking().Where(number => indexes.Contains(number.Index) && number.Kind != PatientNumberKind.Phone)
            .Select(number => new { number.PatientId, number.Index }).ToListAsync(ct);
        var numbered = await db.Set<Patient>().AsNoTracking().Where(patient => own.Contains(patient.Number)).Select(patient => new { patient.Id, patient.Number }).ToListAsync(ct);
        var seen = await Known(hits.Select(hit => hit.PatientId).Concat(numbered.Select(each => each.Id)), ct);
        return hits.SelectMany(hit => wanted[hit.Index], (hit, number) => (Number: number, hit.PatientId))
            .Concat(numbered.SelectMany(each => numbers.Where(number => number.Trim().Equals(each.Number, StringComparison.OrdinalIgnoreCase)), (each, number) => (Number: number, PatientId: each.Id)))
            .Distinct().Where(each => seen.ContainsKey(each.PatientId)).ToLookup(each => each.Number, each => seen[each.PatientId]);
    }
}
