using Microsoft.EntityFrameworkCore;

namespace Xinglin.Platform.Database;

/// <summary>
/// SQLite gathers the statistics that its planner chooses indexes by only when asked to (sqlite.org/lang_analyze.html); PostgreSQL does so by itself.
/// </summary>
internal sealed class StatisticsUpkeep : IRecurringJob
{
    public string Name => "查询统计";
    public TimeSpan Every => TimeSpan.FromHours(6);

    public async Task Run(IServiceProvider services, CancellationToken ct)
    {
        // All tables, each with a limit on the rows looked at, so that it stays short however large the database is.
        if (services.GetRequiredService<XinglinDb>() is SqliteXinglinDb db) await db.Database.ExecuteSqlRawAsync("PRAGMA optimize = 0x10002", ct);
    }
}
