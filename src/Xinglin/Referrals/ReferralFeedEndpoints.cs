using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Xinglin.Platform;
using Xinglin.Platform.Announcements;
using Xinglin.Platform.Live;

namespace Xinglin.Referrals;

/// <param name="Act">What was done: <c>submit</c>, <c>accept</c> …; null where a draft was begun or written anew.</param>
/// <param name="Cursor">For <c>after</c>, to go on behind this entry.</param>
public sealed record ReferralChangeResponse(Guid Id, string Number, int Version, string State, string? Act, DateTimeOffset At, string Cursor);

/// <param name="Next">For <c>after</c> of the next call.</param>
/// <param name="More">There is more already.</param>
public sealed record ReferralChangesResponse(IReadOnlyList<ReferralChangeResponse> Items, string Next, bool More);

/// <summary><c>/api/referrals/changes</c>: every change of every referral that the organisation may see, in an order that stays.</summary>
internal static class ReferralFeedEndpoints
{
    private const int Most = 500;
    private const int Usual = 100;
    private const int LongestWait = 25;

    /// <summary>In place of a cursor: what is yet to come.</summary>
    private const string Latest = "latest";

    public static void MapFeed(this RouteGroupBuilder referrals) => referrals.MapGet("changes", Changes).WithName("ReferralChanges")
        .WithSummary("按游标取转诊变更，顺序固定、不丢不重；wait 可等待新变更").ProducesProblem(400);

    /// <param name="after">The cursor of before; from the beginning where it is left out; <c>latest</c> for what is yet to come.</param>
    /// <param name="limit">1 to 500; 100 where it is left out.</param>
    /// <param name="wait">Seconds to wait for something new, at most 25; 0 where it is left out.</param>
    private static async Task<Ok<ReferralChangesResponse>> Changes(
        string? after, int? limit, int? wait, AnnouncementLog announcements, LiveSignals signals, CurrentUser user, CancellationToken ct)
    {
        user.Require("查看转诊变更", ReferralStore.Readers);
        var (organization, most, patience) = (user.Organization, limit ?? Usual, wait ?? 0);
        if (most is < 1 or > Most) throw new Refused(RefusalKind.Invalid, "feed.limit", $"limit 应在 1 到 {Most} 之间。");
        if (patience is < 0 or > LongestWait) throw new Refused(RefusalKind.Invalid, "feed.wait", $"wait 应在 0 到 {LongestWait} 秒之间。");
        var from = after == Latest ? await announcements.End(ct) : Cursor(after);
        // Listening begins before the first look, so that nothing falls between the two.
        using var follower = signals.Follow(organization);
        var found = await announcements.Read(organization, from, most + 1, ReferralAnnouncements.Prefix, ct);
        while (found.Count == 0 && patience > 0)
        {
            if ((await follower.Listen(TimeSpan.FromSeconds(1), ct)).Count == 0) patience--;
            found = await announcements.Read(organization, from, most + 1, ReferralAnnouncements.Prefix, ct);
        }

        var items = found.Take(most).Select(one => new ReferralChangeResponse(one.SubjectId, one.Number!, one.Version, one.State!, one.Act, one.At, Show(one.Position!.Value))).ToList();
        return TypedResults.Ok(new ReferralChangesResponse(items, items.Count > 0 ? items[^1].Cursor : Show(from), found.Count > most));
    }

    private static string Show(long position) => position.ToString(CultureInfo.InvariantCulture);

    private static long Cursor(string? after) => after is null ? 0
        : long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position
        : throw new Refused(RefusalKind.Invalid, "feed.cursor", $"“{after}”不是游标。", "请使用上一次应答中的 next；从头开始时不带 after，只要新的变更时用 latest。");
}
