using Microsoft.EntityFrameworkCore;
using Xinglin.Patients.Contract;
using Xinglin.Platform.Database;

namespace Xinglin.Patients.MasterIndex;

/// <summary>Answers other modules' questions about who is one person.</summary>
internal sealed class IndexAnswers(XinglinDb db) : IPatientIndex
{
    private static readonly CompiledQuery<Func<XinglinDb, Guid, IAsyncEnumerable<Guid>>> Registrations = new(() => EF.CompileAsyncQuery((XinglinDb db, Guid patientId) =>
        from entry in db.Set<IndexEntry>()
        join other in db.Set<IndexEntry>() on entry.PersonId equals other.PersonId
        where entry.PatientId == patientId
        orderby other.PatientId
        select other.PatientId));

    public async Task<IndexRef?> Of(Guid patientId, CancellationToken ct) => (await Of([patientId], ct)).GetValueOrDefault(patientId);

    public async Task<IReadOnlyDictionary<Guid, IndexRef>> Of(IEnumerable<Guid> patientIds, CancellationToken ct)
    {
        var ids = patientIds.Distinct().ToList();
        return await (from entry in db.Set<IndexEntry>()
                      join person in db.Set<IndexEntry>() on entry.PersonId equals person.PatientId
                      where ids.Contains(entry.PatientId)
                      select new { entry.PatientId, person.Number, entry.PersonId }).ToDictionaryAsync(line => line.PatientId, line => new IndexRef(line.Number, line.PersonId), ct);
    }

    public async Task<IReadOnlyList<Guid>> SamePerson(Guid patientId, CancellationToken ct) =>
        await Registrations.On(db)(db, patientId).ToListAsync(ct);

    public async Task<IReadOnlyList<Guid>> Find(string number, CancellationToken ct)
    {
        if (IndexNumber.Parse(number) is not { } clean) return [];
        return await (from entry in db.Set<IndexEntry>()
                      join other in db.Set<IndexEntry>() on entry.PersonId equals other.PersonId
                      where entry.Number == clean
                      orderby other.PatientId
                      select other.PatientId).ToListAsync(ct);
    }
}
