using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Xinglin.Platform.Database;

/// <summary>
/// Brings the database to the model's shape at start. Nodes that start together take turns: on PostgreSQL by an advisory lock, on
/// SQLite by a locked file, both of which end with the process that held them, however it ended.
/// </summary>
public static class DatabaseMigration
{
    private const long AdvisoryLock = 0x58_49_4E_47_4C_49_4E;

    public static async Task Apply(IServiceProvider services, CancellationToken ct = default)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XinglinDb>();
        var configuration = scope.ServiceProvider.GetRequiredService<IConfiguration>();
        // MigrateAsync compares the whole model before it finds that there is nothing to do: a second of every start.
        if (await DatabaseReach.Exists(configuration, ct) && await db.GetService<IHistoryRepository>().ExistsAsync(ct) && !(await db.Database.GetPendingMigrationsAsync(ct)).Any()) return;
        if (db is PostgresXinglinDb) await Postgres(db, configuration.GetConnectionString("Xinglin")!, ct);
        else await Sqlite(db, ct);
    }

    private static async Task Postgres(XinglinDb db, string connectionString, CancellationToken ct)
    {
        await CreateDatabase(connectionString, ct);
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
        await using var take = new NpgsqlCommand($"SELECT pg_advisory_lock({AdvisoryLock})", connection) { CommandTimeout = 0 };
        await take.ExecuteNonQueryAsync(ct);
        // Migrating would ask for the history first, and log as a failure that it is not there yet.
        await db.GetService<IHistoryRepository>().CreateIfNotExistsAsync(ct);
        await db.Database.MigrateAsync(ct);
    }

    private static async Task CreateDatabase(string connectionString, CancellationToken ct)
    {
        var wanted = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        try
        {
            await using var connection = new NpgsqlConnection(wanted.ConnectionString);
            await connection.OpenAsync(ct);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            var name = wanted.Database!;
            wanted.Database = "postgres";
            await using var server = new NpgsqlConnection(wanted.ConnectionString);
            await server.OpenAsync(ct);
            await using var create = new NpgsqlCommand($"CREATE DATABASE \"{name.Replace("\"", "\"\"")}\"", server);
            try { await create.ExecuteNonQueryAsync(ct); }
            catch (PostgresException taken) when (taken.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
            {
                // Another node was faster.
            }
        }
    }

    private static async Task Sqlite(XinglinDb db, CancellationToken ct)
    {
        var file = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await using var turn = await Lock($"{file}.migrating", ct);
        await ForgetAbandonedLock(db, file, ct);
        await db.Database.MigrateAsync(ct);
    }

    private static async Task<FileStream> Lock(string file, CancellationToken ct)
    {
        while (true)
        {
            try { return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); }
            catch (IOException) when (File.Exists(file)) { await Task.Delay(50, ct); }
        }
    }

    /// <summary>EF Core's own lock on SQLite is a row, which a killed process leaves behind for ever.</summary>
    private static async Task ForgetAbandonedLock(XinglinDb db, string file, CancellationToken ct)
    {
        if (!File.Exists(file)) return;
        var locks = await db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync(ct);
        if (locks > 0) await db.Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsLock", ct);
    }
}
