using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Web;

/// <summary>
/// <c>/healthz</c>: the process lives. <c>/readyz</c>: it can serve, the database answers and has the model's shape; what somebody should put right
/// without haste stands on a second line.
/// </summary>
internal static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", () => TypedResults.Text("ok")).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/readyz", Ready).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> Ready(XinglinDb db, TimeProvider time, CancellationToken ct)
    {
        if (!await db.Database.CanConnectAsync(ct)) return TypedResults.Text("database unreachable", statusCode: 503);
        var pending = await db.Database.GetPendingMigrationsAsync(ct);
        if (pending.Any()) return TypedResults.Text("migrations pending", statusCode: 503);
        return TypedResults.Text(WorkingCalendar.Missing(time.Today()) is { } year ? $"ready\nholidays of {year} not set" : "ready");
    }
}
