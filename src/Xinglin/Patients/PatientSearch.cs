using Microsoft.EntityFrameworkCore;
using Xinglin.Patients.Contract;
using Xinglin.Platform;

namespace Xinglin.Patients;

/// <summary>Finds patients for the search box. What shows there tells no more than the list does.</summary>
internal sealed class PatientSearch(PatientFinder finder, PatientVault vault, TimeProvider time) : ISearchSource
{
    public async Task<IReadOnlyList<SearchHit>> Search(string text, CurrentUser user, int limit, CancellationToken ct)
    {
        if (PatientFinder.Words(text).Length < 2 || !user.MaySeePatients()) return [];
        var found = await finder.Query(new(text, Sort: "name")).Take(limit).ToListAsync(ct);
        return [.. found.Select(patient => new SearchHit("患者", user.IsTreating() ? patient.Name : Mask.Name(patient.Name), Detail(patient), $"/patients/{patient.Id}"))];
    }

    private string Detail(Patient patient) => string.Join(" · ", new[]
    {
        patient.Sex.Show(), PatientWords.AgeOn(patient.BirthDate, time.Today()), Mask.Document(patient.IdentityKind, vault.Open(patient).DocumentNumber), patient.Number
    }.OfType<string>());
}
