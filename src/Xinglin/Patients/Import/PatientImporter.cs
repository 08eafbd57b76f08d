using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xinglin.Patients.MasterIndex;
using Xinglin.Patients.MasterIndex.Matching;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Patients.Import;

/// <summary>Registers judged rows by the hundred, with numbers, index and trail as the desk does; comparing with the others comes after.</summary>
internal sealed class PatientImporter(XinglinDb db, PatientVault vault, IAuditTrail audit, TimeProvider time)
{
    public const int Batch = 500;

    /// <summary>Which rows are registered already, by document, or by the institution's own record number under the same name.</summary>
    /// <returns>By row, the patient.</returns>
    public async Task<Dictionary<JudgedRow, Patient>> Known(Guid organization, IReadOnlyList<JudgedRow> rows, CancellationToken ct)
    {
        var documents = rows.Where(row => row.Facts.DocumentNumber is not null).ToLookup(row => vault.Index(PatientNumberKind.Document, row.Facts.DocumentNumber!));
        var records = rows.Where(row => row.Facts.RecordNumber is not null).ToLookup(row => vault.Index(PatientNumberKind.Record, row.Facts.RecordNumber!));
        string[] indexes = [.. documents.Select(one => one.Key), .. records.Select(one => one.Key)];
        if (indexes.Length == 0) return [];
        var found = await (from number in db.Set<PatientNumber>().AsNoTracking()
                           join patient in db.Set<Patient>().AsNoTracking() on number.PatientId equals patient.Id
                           where number.OrganizationId == organization && indexes.Contains(number.Index)
                           select new { number.Kind, number.Index, Patient = patient }).ToListAsync(ct);
        var known = new Dictionary<JudgedRow, Patient>();
        foreach (var one in found)
            foreach (var row in one.Kind == PatientNumberKind.Record ? records[one.Index].Where(row => row.Facts.Name == one.Patient.Name) : documents[one.Index])
                known.TryAdd(row, one.Patient);
        return known;
    }

    /// <summary>Joins the open transaction. The rows are without faults and not known.</summary>
    public async Task<IReadOnlyList<Patient>> Add(PatientImport import, IReadOnlyList<JudgedRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0) return [];
        var now = time.Now();
        var last = await Numbers(import.OrganizationId, rows.Count, ct);
        var taken = await FreeIndexNumbers(rows.Count, ct);
        List<Patient> patients = [];
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            foreach (var (place, row) in rows.Index())
            {
                var number = string.Create(CultureInfo.InvariantCulture, $"P{time.Today().Year}-{last - rows.Count + place + 1:000000}");
                var patient = new Patient(Guid.CreateVersion7(now), import.OrganizationId, number, now, import.OwnerName);
                var secrets = row.Facts.Secrets([]);
                patient.Describe(row.Facts, vault.Seal(patient.Id, secrets), row.Warnings.Count > 0);
                db.Add(patient);
                db.AddRange(vault.Numbers(patient, secrets));
                db.Add(new IndexEntry(patient.Id, patient.OrganizationId, taken[place]));
                db.AddRange(BlockKeys.Of(MatchRecord.Of(patient, secrets), vault.BlockKey).Select(key => new IndexKey(key, patient.Id)));
                audit.Record("patient.registered", patient.Subject, $"批量导入，第 {row.Line} 行{(row.Warnings.Count > 0 ? "；有与证件不一致之处，已核对并按此登记" : "")}");
                patients.Add(patient);
            }

            await db.SaveChangesAsync(ct);
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = true;
        }

        return patients;
    }

    private async Task<int> Numbers(Guid organization, int count, CancellationToken ct)
    {
        var year = time.Today().Year;
        var last = await db.Database.SqlQuery<int>($"""
            INSERT INTO patient_count (organization_id, year, last) VALUES ({organization}, {year}, {count})
            ON CONFLICT (organization_id, year) DO UPDATE SET last = patient_count.last + {count}
            RETURNING last AS "Value"
            """).ToListAsync(ct);
        return last.Single();
    }

    private async Task<List<string>> FreeIndexNumbers(int count, CancellationToken ct)
    {
        var drawn = new HashSet<string>();
        while (drawn.Count < count)
        {
            while (drawn.Count < count) drawn.Add(IndexNumber.Draw());
            drawn.ExceptWith(await db.Set<IndexEntry>().Where(entry => drawn.Contains(entry.Number)).Select(entry => entry.Number).ToListAsync(ct));
        }

        return [.. drawn];
    }
}
