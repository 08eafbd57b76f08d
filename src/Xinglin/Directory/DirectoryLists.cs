using Microsoft.EntityFrameworkCore;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Directory;

/// <param name="Text">Part of a name, pinyin initials or an identifier.</param>
/// <param name="Active">Null for both.</param>
public sealed record OrganizationFilter(string? Text = null, OrganizationKind? Kind = null, OrganizationLevel? Level = null, bool? Active = true, string? Sort = null);

public sealed record HotlineLine(Hotline Hotline, string Organization);

public sealed record StaffLine(StaffMember Person, string? Department);

/// <summary>What the pages, exports and the API read. Everything here is open to whoever is signed in; see <see cref="DirectoryScope"/> for the rest.</summary>
public sealed class DirectoryLists(XinglinDb db)
{
    public const int PageSize = 50;

    public IQueryable<Organization> Organizations(OrganizationFilter filter)
    {
        var query = db.Set<Organization>().AsNoTracking();
        if (filter.Kind is { } kind) query = query.Where(one => one.Kind == kind);
        if (filter.Level is { } level) query = query.Where(one => one.Level == level);
        if (filter.Active is { } active) query = query.Where(one => one.Active == active);
        if (Words(filter.Text) is { Length: > 0 } text)
        {
            var (lower, upper) = (text.ToLowerInvariant(), text.ToUpperInvariant());
            query = query.Where(one => one.Name.Contains(text) || one.ShortName.Contains(text) || one.Initials.Contains(lower)
                || one.CreditCode!.StartsWith(upper) || one.InstitutionCode!.StartsWith(upper) || one.DivisionCode!.StartsWith(upper));
        }

        return filter.Sort switch
        {
            "kind" => query.OrderBy(one => one.Kind).ThenBy(one => one.Name),
            "level" => query.OrderBy(one => one.Level).ThenBy(one => one.Name),
            "-kind" => query.OrderByDescending(one => one.Kind).ThenBy(one => one.Name),
            "-level" => query.OrderByDescending(one => one.Level).ThenBy(one => one.Name),
            "-name" => query.OrderByDescending(one => one.Initials).ThenByDescending(one => one.Name),
            _ => query.OrderBy(one => one.Initials).ThenBy(one => one.Name)
        };
    }

    public Task<Organization?> Organization(Guid id, CancellationToken ct = default) =>
        db.Set<Organization>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, ct);

    public Task<List<Department>> Departments(Guid organization, CancellationToken ct = default) =>
        db.Set<Department>().AsNoTracking().Where(one => one.OrganizationId == organization)
            .OrderByDescending(one => one.Active).ThenBy(one => one.Kind).ThenBy(one => one.Initials).ToListAsync(ct);

    public async Task<List<StaffLine>> Staff(Guid organization, string? text = null, CancellationToken ct = default)
    {
        var people = db.Set<StaffMember>().AsNoTracking().Where(one => one.OrganizationId == organization);
        if (Words(text) is { Length: > 0 } words)
        {
            var lower = words.ToLowerInvariant();
            people = people.Where(one => one.Name.Contains(words) || one.Initials.Contains(lower));
        }

        return await (from person in people
                      join department in db.Set<Department>() on person.DepartmentId equals (Guid?)department.Id into departments
                      from department in departments.DefaultIfEmpty()
                      orderby person.Active descending, person.Initials, person.Name
                      select new StaffLine(person, department == null ? null : department.Name)).ToListAsync(ct);
    }

    /// <summary>Unpublished numbers are for those who manage them.</summary>
    public Task<List<Hotline>> Hotlines(Guid organization, bool unpublishedToo, CancellationToken ct = default) =>
        db.Set<Hotline>().AsNoTracking().Where(one => one.OrganizationId == organization && (unpublishedToo || one.Published))
            .OrderBy(one => one.Position).ThenBy(one => one.Number).ToListAsync(ct);

    /// <summary>The published numbers of all active organisations.</summary>
    public Task<List<HotlineLine>> PublishedHotlines(string? text = null, CancellationToken ct = default)
    {
        var words = Words(text);
        var lower = words.ToLowerInvariant();
        return (from hotline in db.Set<Hotline>().AsNoTracking()
                join organization in db.Set<Organization>() on hotline.OrganizationId equals organization.Id
                where hotline.Published && organization.Active
                    && (words == "" || organization.Name.Contains(words) || organization.Initials.Contains(lower) || hotline.Number.Contains(words) || hotline.Label.Contains(words)
                        || hotline.Person!.Contains(words))
                orderby organization.Level descending, organization.Initials, organization.Name, hotline.Position, hotline.Number
                select new HotlineLine(hotline, organization.Name)).ToListAsync(ct);
    }

    internal static string Words(string? text) => text?.Trim() is { } words ? (words.Length > 100 ? words[..100] : words) : "";
}
