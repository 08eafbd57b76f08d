using Microsoft.EntityFrameworkCore;
using Xinglin.Directory.Contract;
using Xinglin.Platform.Database;

namespace Xinglin.Directory;

internal sealed class PublishedHotlines(XinglinDb db) : IHotlines
{
    public async Task<IReadOnlyList<PublishedHotline>> PublishedBy(Guid organization, CancellationToken ct) =>
        await db.Set<Hotline>().AsNoTracking().Where(hotline => hotline.OrganizationId == organization && hotline.Published)
            .OrderBy(hotline => hotline.Position).ThenBy(hotline => hotline.Number)
            .Select(hotline => new PublishedHotline(hotline.Id, hotline.OrganizationId, hotline.Number, hotline.Label, hotline.Hours,
                hotline.Person, hotline.PersonTitle, hotline.PublishedAt, hotline.LastCheckedAt, hotline.LastCheckedBy))
            .ToListAsync(ct);
}
