using Microsoft.EntityFrameworkCore;
using Xinglin.Patients.Contract;
using Xinglin.Patients.MasterIndex;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Patients;

/// <param name="Text">Name, former name, initials or patient number in part; any other number in full.</param>
/// <param name="Origin">Own registrations, those shared by others, or both.</param>
public sealed record PatientFilter(string? Text = null, AdministrativeSex? Sex = null, IdentityKind? Identity = null, PatientOrigin? Origin = null, string? Sort = null);

public enum PatientOrigin { Own, Others }

/// <summary>The one search behind the list, the search box, the API and other modules.</summary>
public sealed class PatientFinder(XinglinDb db, PatientStore store, PatientVault vault, Platform.CurrentUser user)
{
    public const int PageSize = 20;

    public IQueryable<Patient> Query(PatientFilter filter)
    {
        var patients = store.Visible.AsNoTracking();
        if (filter.Sex is { } sex) patients = patients.Where(patient => patient.Sex == sex);
        if (filter.Identity is { } identity) patients = patients.Where(patient => patient.IdentityKind == identity);
        var organization = user.OrganizationId;
        if (filter.Origin is { } origin) patients = patients.Where(patient => patient.OrganizationId == organization == (origin == PatientOrigin.Own));
        if (Words(filter.Text) is { Length: > 0 } text) patients = Matching(patients, text);
        return filter.Sort switch
        {
            "name" => patients.OrderBy(patient => patient.Initials).ThenBy(patient => patient.Id),
            "-name" => patients.OrderByDescending(patient => patient.Initials).ThenBy(patient => patient.Id),
            "born" => patients.OrderBy(patient => patient.BirthDate).ThenBy(patient => patient.Id),
            "-born" => patients.OrderByDescending(patient => patient.BirthDate).ThenBy(patient => patient.Id),
            _ => patients.OrderByDescending(patient => patient.RegisteredAt).ThenByDescending(patient => patient.Id)
        };
    }

    /// <summary>By one number in full, and by nothing else.</summary>
    public IQueryable<Patient> Exact(string number)
    {
        var (indexes, upper) = (vault.Indexes(number), number.Trim().ToUpperInvariant());
        return store.Visible.AsNoTracking()
            .Where(patient => patient.Number == upper || db.Set<PatientNumber>().Any(one => one.PatientId == patient.Id && indexes.Contains(one.Index)))
            .OrderByDescending(patient => patient.RegisteredAt).ThenByDescending(patient => patient.Id);
    }

    /// <summary>An index number finds all of the person; what else looks like a number is looked up by its blind index and by the patient number; anything else is a name.</summary>
    private IQueryable<Patient> Matching(IQueryable<Patient> patients, string text)
    {
        var (lower, upper) = (text.ToLowerInvariant(), text.ToUpperInvariant());
        if (!text.Any(char.IsAsciiDigit))
            return patients.Where(patient => patient.Name.Contains(text) || patient.Initials.Contains(lower)
                || db.Set<FormerName>().Any(former => former.PatientId == patient.Id && (former.Name.Contains(text) || former.Initials.Contains(lower))));
        if (IndexNumber.Parse(text) is { } person)
            return patients.Where(patient => db.Set<IndexEntry>().Any(entry => entry.PatientId == patient.Id
                && db.Set<IndexEntry>().Any(known => known.Number == person && known.PersonId == entry.PersonId)));
        var indexes = vault.Indexes(text);
        return patients.Where(patient => patient.Number.StartsWith(upper) || patient.Name.Contains(text)
            || db.Set<PatientNumber>().Any(number => number.PatientId == patient.Id && indexes.Contains(number.Index))
            || db.Set<FormerName>().Any(former => former.PatientId == patient.Id && former.Name.Contains(text)));
    }

    internal static string Words(string? text) => text?.Compatible().Trim() is { } words ? words.Length > 60 ? words[..60] : words : "";
}
