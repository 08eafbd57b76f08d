using Microsoft.EntityFrameworkCore;
using Xinglin.Platform.Database;

namespace Xinglin.Platform.Announcements;

/// <summary>
/// Reads what was announced in an order that never changes and never grows in the middle. A number drawn by the writer would not do: of two
/// transactions the one with the larger number may commit first, and who reads between them misses the other. So the writer draws none;
/// places are given afterwards, to what is committed, by one at a time and in a transaction of its own. What has a place stands before
/// everything that will ever get one.
/// </summary>
public sealed class AnnouncementLog(XinglinDb db)
{
    /// <summary>Any number, the same on all nodes.</summary>
    private const long Lock = 0x58696E676C696E31;

    /// <summary>
    /// Of one subject the versions keep their order even where clocks of nodes differ: its places are taken in the order of versions.
    /// </summary>
    private const string GivePlaces = """
        UPDATE platform_announcement SET position = placed.place
        FROM (
          SELECT id, (SELECT coalesce(max(position), 0) FROM platform_announcement) + row_number() OVER (ORDER BY turn, version, id) AS place
          FROM (
            SELECT id, version, max(at) OVER (PARTITION BY subject_id ORDER BY version, at, id) AS turn
            FROM platform_announcement WHERE position IS NULL
          ) AS waiting
        ) AS placed
        WHERE platform_announcement.id = placed.id
        """;

    /// <summary>The last place that is taken; 0 where nothing was announced yet.</summary>
    public async Task<long> End(CancellationToken ct)
    {
        await Place(ct);
        return await Seen(ct);
    }

    /// <summary>What this organisation may know of, after a place, in order.</summary>
    /// <param name="prefix">Only types that begin so: <c>referral.</c></param>
    public async Task<IReadOnlyList<Announcement>> Read(Guid organization, long after, int most, string prefix, CancellationToken ct)
    {
        await Place(ct);
        var announcements = db.Set<Announcement>().AsNoTracking().Where(announcement => announcement.Position > after && announcement.Type.StartsWith(prefix));
        // Each of the two walks its own index; in one query the engine would sort everything that follows.
        var own = await announcements.Where(announcement => announcement.OrganizationId == organization).OrderBy(announcement => announcement.Position).Take(most).ToListAsync(ct);
        var others = await announcements.Where(announcement => announcement.OtherId == organization).OrderBy(announcement => announcement.Position).Take(most).ToListAsync(ct);
        return [.. own.Concat(others).DistinctBy(announcement => announcement.Id).OrderBy(announcement => announcement.Position).Take(most)];
    }

    /// <summary>The last place given so far, without giving any: what a page that is drawn now has seen.</summary>
    public async Task<long> Seen(CancellationToken ct) => await db.Set<Announcement>().MaxAsync(announcement => announcement.Position, ct) ?? 0;

    /// <summary>The topics in which something was announced for an organisation after a place.</summary>
    public async Task<IReadOnlyList<string>> Topics(Guid organization, long after, CancellationToken ct) =>
        [.. (await db.Set<Announcement>().Where(announcement => announcement.Position > after && (announcement.OrganizationId == organization || announcement.OtherId == organization))
            .Select(announcement => announcement.Type).Distinct().ToListAsync(ct)).Select(Announcement.TopicOf).Distinct()];

    /// <summary>Gives places to what was committed since. Nothing is written where nothing waits.</summary>
    public async Task Place(CancellationToken ct)
    {
        if (!await db.Set<Announcement>().AnyAsync(announcement => announcement.Position == null, ct)) return;
        await using var transaction = await JoinedTransaction.Begin(db, ct);
        // On SQLite the transaction itself is the only writer. The statement after the lock sees what was committed before it.
        if (db is PostgresXinglinDb) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", ct);
        await db.Database.ExecuteSqlRawAsync(GivePlaces, ct);
        await transaction.CommitAsync(ct);
    }
}
