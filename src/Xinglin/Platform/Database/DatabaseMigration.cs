using Microsoft.EntityFrameworkCore;

namespace Xinglin.Platform.Database;

/// <summary>Brings the database to the model's shape at start. EF Core holds a lock in the database, so nodes that start together take turns.</summary>
public static class DatabaseMigration
{
    public static async Task Apply(IServiceProvider services, CancellationToken ct = default)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XinglinDb>();
        await db.Database.MigrateAsync(ct);
    }
}
