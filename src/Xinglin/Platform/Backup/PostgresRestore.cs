using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Xinglin.Platform.Database;

namespace Xinglin.Platform.Backup;

/// <summary>
/// PostgreSQL: builds the restored database in a schema beside the one in use, in the shape that the backup had, brings it up to
/// date, and exchanges the two schemas in one transaction.
/// </summary>
internal static class PostgresRestore
{
    private const string Aside = "xinglin_restoring";
    private const string Old = "xinglin_before_restore";

    /// <exception cref="StartupProblem">Another node is connected, or the backup does not fit.</exception>
    public static async Task Run(BackupReader backup, string connectionString, IProgress<BackupProgress> progress, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
        await MustBeAlone(connection, ct);
        await PostgresBackup.Execute(connection, $"DROP SCHEMA IF EXISTS {Aside} CASCADE; CREATE SCHEMA {Aside}", ct);
        try
        {
            var aside = new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = Aside, Pooling = false }.ConnectionString;
            await using (var db = DatabaseSetup.PostgresInSchema(aside, Aside))
            {
                await db.GetService<IMigrator>().MigrateAsync(backup.Manifest.Schema, ct);
                await PostgresBackup.Fill(backup, aside, progress, ct);
                await db.Database.MigrateAsync(ct);
            }

            await MustBeAlone(connection, ct);
            await PostgresBackup.Execute(connection, $"""
                BEGIN;
                DROP SCHEMA IF EXISTS {Old} CASCADE;
                ALTER SCHEMA public RENAME TO {Old};
                ALTER SCHEMA {Aside} RENAME TO public;
                DROP SCHEMA {Old} CASCADE;
                COMMIT;
                """, ct);
        }
        finally
        {
            await PostgresBackup.Execute(connection, $"ROLLBACK; DROP SCHEMA IF EXISTS {Aside} CASCADE", CancellationToken.None);
        }
    }

    private static async Task MustBeAlone(NpgsqlConnection connection, CancellationToken ct)
    {
        // A connection that was just closed is counted for a moment longer.
        for (var attempt = 0; ; attempt++)
        {
            var others = (long)(await PostgresBackup.Scalar(connection,
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'", ct))!;
            if (others == 0) return;
            if (attempt == 20) throw new StartupProblem($"还有 {others} 个连接正在使用该数据库，请先停止所有杏林节点和其他客户端再恢复。没有恢复任何内容。");
            await Task.Delay(100, ct);
        }
    }
}
