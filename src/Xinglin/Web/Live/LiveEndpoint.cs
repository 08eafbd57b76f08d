using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Xinglin.Platform;
using Xinglin.Platform.Announcements;
using Xinglin.Platform.Live;

namespace Xinglin.Web.Live;

/// <summary>
/// <c>GET /live</c>: server-sent events that name the topic in which something changed for one's organisation, and nothing else. A stream
/// never outlives the session it was opened with and does not prolong it; after some minutes the page asks anew.
/// </summary>
internal static class LiveEndpoint
{
    public static void MapLive(this WebApplication app) => app.MapGet(Quiet.Stream, Stream).RequireAuthorization().ExcludeFromDescription();

    private static async Task Stream(HttpContext context, CurrentUser user, string? after, LiveSignals signals, LiveStreams streams, AnnouncementLog announcements, IOptions<LiveRules> rules, TimeProvider time)
    {
        if (user is not { UserId: { } person, OrganizationId: { } organization })
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        using var place = streams.Take(person);
        if (place is null)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        using var follower = signals.Follow(organization);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, place.Ended, context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        end.CancelAfter(await Life(context, rules.Value, time));
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        // A proxy that gathers the answer would hold the signals back.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            var missed = await Missed(context.Request, after, announcements, organization, end.Token);
            await Write(context, $"retry: 5000\n\n: open\n\n{string.Concat(missed.Select(topic => $"event: {topic}\ndata: changed\n\n"))}", end.Token);
            var heartbeat = TimeSpan.FromSeconds(rules.Value.HeartbeatSeconds);
            while (true)
            {
                var news = await follower.Listen(heartbeat, end.Token);
                await Write(context, news.Count == 0 ? ": still here\n\n" : string.Concat(news.Select(signal => $"id: {signal.Place}\nevent: {signal.Topic}\ndata: changed\n\n")), end.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The page went, the person signed out, or the time is over.
        }
    }

    /// <summary>What changed between the page, or the last signal before the line dropped, and now.</summary>
    private static async Task<IReadOnlyList<string>> Missed(HttpRequest request, string? after, AnnouncementLog announcements, Guid organization, CancellationToken ct)
    {
        var last = request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } id ? id : after;
        return long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? await announcements.Topics(organization, place, ct) : [];
    }

    /// <summary>As long as the session would last without another request, at most.</summary>
    private static async Task<TimeSpan> Life(HttpContext context, LiveRules rules, TimeProvider time)
    {
        var most = TimeSpan.FromMinutes(rules.StreamMinutes);
        if ((await context.AuthenticateAsync()).Properties?.ExpiresUtc is not { } expires) return most;
        var left = expires - time.Now();
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < most ? left : most;
    }

    private static async Task Write(HttpContext context, string text, CancellationToken ct)
    {
        await context.Response.WriteAsync(text, ct);
        await context.Response.Body.FlushAsync(ct);
    }
}
