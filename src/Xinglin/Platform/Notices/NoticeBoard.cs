using Microsoft.EntityFrameworkCore;
using Xinglin.Platform.Announcements;
using Xinglin.Platform.Database;
using Xinglin.Platform.Outbox;

namespace Xinglin.Platform.Notices;

/// <param name="Read">By the person who looks.</param>
public sealed record NoticeLine(Guid Id, string Title, string Link, DateTimeOffset CreatedAt, bool Read);

/// <summary>Tells notices, and shows to a person those for the roles held in the organisation acted for.</summary>
public sealed class NoticeBoard(XinglinDb db, NoticeKinds kinds, IOutbox outbox, TimeProvider time) : INotices
{
    public async Task Tell(Guid organization, string role, string title, string link, string key, CancellationToken ct = default)
    {
        var told = db.Set<Notice>().Local.Any(notice => notice.OrganizationId == organization && notice.Role == role && notice.Key == key)
            || await db.Set<Notice>().AnyAsync(notice => notice.OrganizationId == organization && notice.Role == role && notice.Key == key, ct);
        if (told) return;
        var notice = new Notice(Guid.CreateVersion7(), organization, role, title, link, key, time.Now());
        db.Add(notice);
        // Where nobody wants such notices outside the program, nothing need be forwarded.
        var group = kinds.Of(key).Group;
        if (await db.Set<NoticeChoice>().AnyAsync(choice => choice.Group == group, ct)) outbox.Add(NoticeForwarding.MessageType, new NoticeTold(notice.Id));
        db.Add(new Announcement(Guid.CreateVersion7(notice.CreatedAt), notice.CreatedAt, "notice.told", organization, null, notice.Id) { Role = role, Link = link });
    }

    public Task<int> Unread(CurrentUser user, CancellationToken ct) => UnreadOf(user).CountAsync(ct);

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<NoticeLine>> List(CurrentUser user, bool unreadOnly, int skip, int size, CancellationToken ct) =>
        await (unreadOnly ? UnreadOf(user) : For(user))
            .OrderByDescending(notice => notice.CreatedAt).ThenByDescending(notice => notice.Id)
            .Skip(skip).Take(size)
            .Select(notice => new NoticeLine(notice.Id, notice.Title, notice.Link, notice.CreatedAt,
                db.Set<NoticeRead>().Any(read => read.NoticeId == notice.Id && read.UserId == user.UserId)))
            .ToListAsync(ct);

    /// <exception cref="Refused">It is not told to this person.</exception>
    public async Task MarkRead(CurrentUser user, Guid id, CancellationToken ct)
    {
        if (!await For(user).AnyAsync(notice => notice.Id == id, ct)) throw Refused.NotFound("该通知");
        await Mark(user.UserId!.Value, id, ct);
    }

    public async Task MarkAllRead(CurrentUser user, CancellationToken ct)
    {
        foreach (var id in await UnreadOf(user).Select(notice => notice.Id).ToListAsync(ct)) await Mark(user.UserId!.Value, id, ct);
    }

    /// <summary>Marking what is already marked, perhaps from a second window, changes nothing.</summary>
    private Task Mark(Guid user, Guid notice, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"INSERT INTO platform_notice_read (user_id, notice_id, read_at) VALUES ({user}, {notice}, {db.Stored(time.Now())}) ON CONFLICT DO NOTHING", ct);

    private IQueryable<Notice> UnreadOf(CurrentUser user) =>
        For(user).Where(notice => !db.Set<NoticeRead>().Any(read => read.NoticeId == notice.Id && read.UserId == user.UserId));

    private IQueryable<Notice> For(CurrentUser user)
    {
        var roles = user.Roles.ToArray();
        return db.Set<Notice>().AsNoTracking()
            .Where(notice => user.UserId != null && notice.OrganizationId == user.OrganizationId && roles.Contains(notice.Role));
    }
}
