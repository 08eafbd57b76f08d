using Xinglin.Platform;

namespace Xinglin.Web;

/// <param name="Read">The person has opened it.</param>
public sealed record NoticeLine(string Title, string Link, DateTimeOffset At, bool Read);

/// <summary>What the bell and the start page show of the notices; without such a service there is no bell.</summary>
public interface IUnreadNotices
{
    Task<int> Count(CurrentUser user, CancellationToken ct = default);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<NoticeLine>> Latest(CurrentUser user, int limit, CancellationToken ct = default);
}
