using Microsoft.EntityFrameworkCore;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Directory;

/// <summary>Finds organisations, departments, staff and published numbers by name, initials or number, numbers also by who is in charge, and own staff by licence.</summary>
internal sealed class DirectorySearch(XinglinDb db, DirectoryLists lists) : ISearchSource
{
    private const int ShortestLicence = 6;

    public async Task<IReadOnlyList<SearchHit>> Search(string text, CurrentUser user, int limit, CancellationToken ct)
    {
        var words = DirectoryLists.Words(text);
        if (words.Length == 0 || user.UserId is null) return [];
        var lower = words.ToLowerInvariant();
        List<SearchHit> hits = [];

        foreach (var one in await lists.Organizations(new(words)).Take(limit).ToListAsync(ct))
            hits.Add(new("机构", one.Name, $"{one.Kind.Show()} · {one.Level.Show()}", $"/directory/organizations/{one.Id}"));

        var departments = await (from one in db.Set<Department>().AsNoTracking()
                                 join organization in db.Set<Organization>() on one.OrganizationId equals organization.Id
                                 where one.Active && organization.Active && (one.Name.Contains(words) || one.Initials.Contains(lower))
                                 orderby one.Initials, organization.Name
                                 select new { one.Name, Organization = organization.Name, one.OrganizationId }).Take(limit).ToListAsync(ct);
        hits.AddRange(departments.Select(one => new SearchHit("科室", one.Name, one.Organization, $"/directory/organizations/{one.OrganizationId}?tab=departments")));

        // A licence is known within the own house only, and found only whole or from its beginning, so that nobody tries digits.
        var (own, licence) = (user.OrganizationId, words.Length >= ShortestLicence ? words.ToUpperInvariant() : null);
        var staff = await (from one in db.Set<StaffMember>().AsNoTracking()
                           join organization in db.Set<Organization>() on one.OrganizationId equals organization.Id
                           where one.Active && organization.Active && (one.Name.Contains(words) || one.Initials.Contains(lower)
                               || (licence != null && one.OrganizationId == own && one.LicenceNumber!.StartsWith(licence)))
                           orderby one.Initials, organization.Name
                           select new { one.Name, one.Title, Organization = organization.Name, one.OrganizationId }).Take(limit).ToListAsync(ct);
        hits.AddRange(staff.Select(one => new SearchHit("人员", one.Name, $"{one.Title.Show()} · {one.Organization}",
            $"/directory/organizations/{one.OrganizationId}?tab=staff&q={Uri.EscapeDataString(one.Name)}")));

        foreach (var (hotline, organization) in (await lists.PublishedHotlines(words, ct)).Take(limit))
            hits.Add(new("转诊电话", hotline.Number, $"{organization} · {hotline.Label} · {hotline.Hours}{(hotline.Person is { } person ? $" · {person}" : "")}", $"/directory/organizations/{hotline.OrganizationId}?tab=hotlines"));
        return hits;
    }
}
