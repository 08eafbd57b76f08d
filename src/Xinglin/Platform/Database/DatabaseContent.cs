using Microsoft.EntityFrameworkCore;

namespace Xinglin.Platform.Database;

/// <summary>Whether people have begun to work with a database.</summary>
internal static class DatabaseContent
{
    /// <summary>Any aggregate of any module is there. The program's own tables (keys, jobs, audit) do not count.</summary>
    public static async Task<bool> HasAny(XinglinDb db, CancellationToken ct)
    {
        var tables = db.Model.GetEntityTypes().Where(type => typeof(Aggregate).IsAssignableFrom(type.ClrType))
            .Select(type => type.GetTableName()!).Distinct();
        var present = await db.Database.SqlQueryRaw<string>(db is PostgresXinglinDb
            ? "SELECT table_name::text AS \"Value\" FROM information_schema.tables WHERE table_schema = current_schema()"
            : "SELECT name AS \"Value\" FROM sqlite_master WHERE type = 'table'").ToListAsync(ct);
        foreach (var table in tables.Intersect(present))
        {
            var sql = string.Concat("SELECT 1 AS \"Value\" FROM \"", table, "\" LIMIT 1");
            var found = await db.Database.SqlQueryRaw<int>(sql).ToListAsync(ct);
            if (found.Count > 0) return true;
        }

        return false;
    }
}
