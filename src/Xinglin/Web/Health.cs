using Microsoft.EntityFrameworkCore;
using Xinglin.Platform.Database;

namespace Xinglin.Web;

/// <summary><c>/healthz</c>: the process lives. <c>/readyz</c>: it can serve, the database answers and has the model's shape.</summary>
internal static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", () => TypedResults.Text("ok")).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/readyz", Ready).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> Ready(XinglinDb db, CancellationToken ct)
    {
        if (!await db.Database.CanConnectAsync(ct)) return TypedResults.Text("database unreachable", statusCode: 503);
        var pending = await db.Database.GetPendingMigrationsAsync(ct);
        return pending.Any() ? TypedResults.Text("migrations pending", statusCode: 503) : TypedResults.Text("ready");
    }
}
