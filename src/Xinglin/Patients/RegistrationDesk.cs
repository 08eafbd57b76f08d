using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Xinglin.Patients.MasterIndex;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Identifiers;

namespace Xinglin.Patients;

/// <summary>Registering patients, and keeping what is known of them right.</summary>
internal sealed class RegistrationDesk(XinglinDb db, PatientStore store, PatientVault vault, IndexMatching matching, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    /// <exception cref="Refused">Something is missing or doubtful and not confirmed, or this organisation has the patient already.</exception>
    public async Task<Patient> Register(PatientFacts facts, bool warningsConfirmed, CancellationToken ct = default)
    {
        user.MustRegister("登记患者");
        var organization = user.Organization;
        var (clean, check) = await Examine(null, facts, ct);
        if (clean is { IdentityKind: IdentityKind.Unidentified, DocumentNumber: null }) clean = clean with { DocumentNumber = TemporaryNumber() };
        await MustBeNew(organization, null, clean, ct);
        check.MustPass(warningsConfirmed);
        try
        {
            await using var transaction = await JoinedTransaction.Begin(db, ct);
            var now = time.Now();
            var patient = new Patient(Guid.CreateVersion7(now), organization, await NextNumber(organization, ct), now, user.Name);
            var secrets = clean.Secrets([]);
            patient.Describe(clean, vault.Seal(patient.Id, secrets), check.Warnings.Count > 0);
            db.Add(patient);
            db.AddRange(vault.Numbers(patient, secrets));
            await matching.Enter(patient, secrets, ct);
            audit.Record("patient.registered", patient.Subject, $"{clean.IdentityKind.Show()}{(check.Warnings.Count > 0 ? "；有与证件不一致之处，已核对并按此登记" : "")}");
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            await matching.MatchNow(patient.Id, ct);
            return patient;
        }
        catch (Refused refused) when (refused.Code == XinglinDb.Taken)
        {
            // The same number registered at the same moment: the unique index let one through, and this finds it.
            db.ChangeTracker.Clear();
            await MustBeNew(organization, null, clean, ct);
            throw;
        }
        catch
        {
            db.ChangeTracker.Clear();
            throw;
        }
    }

    /// <summary>Corrects what is known. A changed name stays in the history, a replaced temporary number still finds the patient.</summary>
    /// <param name="seen">The version that the form was filled from.</param>
    public async Task<Patient> Change(Guid id, int? seen, PatientFacts facts, bool warningsConfirmed, CancellationToken ct = default)
    {
        var patient = await store.Own(id, ct);
        user.MustRegister("修改患者资料");
        patient.MustBeAt(seen, $"患者 {patient.Number} 的资料");
        var (clean, check) = await Examine(id, facts, ct);
        var before = vault.Open(patient);
        if (clean is { IdentityKind: IdentityKind.Unidentified, DocumentNumber: null })
            clean = clean with { DocumentNumber = patient.IdentityKind == IdentityKind.Unidentified ? before.DocumentNumber : TemporaryNumber() };
        await MustBeNew(patient.OrganizationId, id, clean, ct);
        check.MustPass(warningsConfirmed);

        var identified = patient.IdentityKind == IdentityKind.Unidentified && clean.IdentityKind != IdentityKind.Unidentified;
        IReadOnlyList<string> former = identified && before.DocumentNumber is { } temporary ? [.. before.FormerNumbers, temporary] : before.FormerNumbers;
        if (patient.Name != clean.Name)
            db.Add(new FormerName(Guid.CreateVersion7(), id, patient.Name, patient.Initials, patient.IdentityKind, time.Now(), user.Name));
        var secrets = clean.Secrets(former) with { Told = before.Told };
        patient.Describe(clean, vault.Seal(id, secrets), check.Warnings.Count > 0);
        await Renumber(patient, secrets, ct);
        await matching.Renew(patient, secrets, ct);
        audit.Record(identified ? "patient.identified" : "patient.changed", patient.Subject, identified ? $"原登记：{IdentityKind.Unidentified.Show()}；现为{clean.IdentityKind.Show()}" : null);
        await db.SaveChangesAsync(ct);
        await matching.MatchNow(id, ct);
        return patient;
    }

    /// <summary>The same in normal form, with everything that is wrong or doubtful; a namesake born on the same day is doubtful, and so is whoever may be the same person.</summary>
    /// <param name="self">The patient who is changed; null for a new one.</param>
    internal async Task<(PatientFacts Clean, Check Check)> Examine(Guid? self, PatientFacts facts, CancellationToken ct = default)
    {
        var (clean, check) = facts.Examine(time.Today());
        if (clean.BirthDate is not { } born || clean.IdentityKind == IdentityKind.Unidentified) return (clean, check);
        var organization = user.Organization;
        var numbers = await db.Set<Patient>().Where(patient => patient.OrganizationId == organization && patient.Name == clean.Name && patient.BirthDate == born && patient.Id != self)
            .OrderBy(patient => patient.Number).Select(patient => patient.Number).Take(3).ToListAsync(ct);
        if (numbers.Count > 0) check.Doubt("姓名", $"已有同名、同出生日期的患者 {string.Join("、", numbers)}，请确认不是同一人");
        if (check.Errors.Count == 0) await DoubtRepeats(check, self, clean, organization, numbers, ct);
        return (clean, check);
    }

    /// <summary>Says of registrations of this organisation that may be the same person what speaks for it.</summary>
    private async Task DoubtRepeats(Check check, Guid? self, PatientFacts facts, Guid organization, IReadOnlyCollection<string> named, CancellationToken ct)
    {
        var repeats = (await matching.Repeats(facts, self, organization, ct)).Take(3).ToList();
        if (repeats.Count == 0) return;
        var ids = repeats.Select(repeat => repeat.Right.Id).ToList();
        var numbers = await db.Set<Patient>().Where(patient => ids.Contains(patient.Id)).ToDictionaryAsync(patient => patient.Id, patient => patient.Number, ct);
        foreach (var repeat in repeats.Where(repeat => !named.Contains(numbers[repeat.Right.Id])))
        {
            var reasons = repeat.Evidence.Lines.Where(line => line.Weight > 1).OrderByDescending(line => line.Weight).Take(4).Select(line => line.Said);
            check.Doubt("重复登记", $"可能与患者 {numbers[repeat.Right.Id]} 是同一人（{string.Join("、", reasons)}），请确认不是重复登记");
        }
    }

    private async Task Renumber(Patient patient, PatientSecrets secrets, CancellationToken ct)
    {
        var known = await db.Set<PatientNumber>().Where(number => number.PatientId == patient.Id).ToListAsync(ct);
        var wanted = vault.Numbers(patient, secrets).ToList();
        db.RemoveRange(known.Where(number => !wanted.Any(one => one.Kind == number.Kind && one.Index == number.Index)));
        db.AddRange(wanted.Where(number => !known.Any(one => one.Kind == number.Kind && one.Index == number.Index)));
    }

    /// <summary>A document stands for one patient within an organisation.</summary>
    private async Task MustBeNew(Guid organization, Guid? self, PatientFacts facts, CancellationToken ct)
    {
        if (facts.DocumentNumber is not { Length: > 0 } number) return;
        var index = vault.Index(PatientNumberKind.Document, number);
        var known = await (from one in db.Set<PatientNumber>()
                           join patient in db.Set<Patient>() on one.PatientId equals patient.Id
                           where one.OrganizationId == organization && one.Kind == PatientNumberKind.Document && one.Index == index && one.PatientId != self
                           select new { patient.Id, patient.Number }).FirstOrDefaultAsync(ct);
        if (known is null) return;
        throw new Refused(RefusalKind.Conflict, "patient.document-taken", $"该证件号码已登记为患者 {known.Number}。", "请打开该患者核对；同一患者不要重复登记。",
            new Citation($"患者 {known.Number}", Link: $"/patients/{known.Id}"));
    }

    private async Task<string> NextNumber(Guid organization, CancellationToken ct)
    {
        var year = time.Today().Year;
        var last = await db.Database.SqlQuery<int>($"""
            INSERT INTO patient_count (organization_id, year, last) VALUES ({organization}, {year}, 1)
            ON CONFLICT (organization_id, year) DO UPDATE SET last = patient_count.last + 1
            RETURNING last AS "Value"
            """).ToListAsync(ct);
        return string.Create(CultureInfo.InvariantCulture, $"P{year}-{last.Single():000000}");
    }

    /// <summary>「LS20261124-4821」, for the wristband of a patient whom nobody knows. Another organisation finds the patient by it in an emergency.</summary>
    private string TemporaryNumber() => string.Create(CultureInfo.InvariantCulture, $"LS{time.Today():yyyyMMdd}{RandomNumberGenerator.GetInt32(1_000_000):000000}");
}
