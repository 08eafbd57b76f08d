using Microsoft.Data.Sqlite;
using Npgsql;

namespace Xinglin.Platform.Database;

/// <summary>Finds out before anything else whether the database can be used, and says in one line why not.</summary>
internal static class DatabaseReach
{
    /// <exception cref="StartupProblem">The data directory cannot be written or the server cannot be reached.</exception>
    public static async Task Check(IConfiguration configuration, CancellationToken ct)
    {
        CheckDirectory(DatabaseSetup.DataDirectory(configuration));
        if (configuration.GetConnectionString("Xinglin") is { Length: > 0 } postgres) await CheckPostgres(postgres, ct);
        else await CheckSqlite(DatabaseSetup.SqliteFile(configuration), ct);
    }

    /// <summary>Whether there is a database at all; a PostgreSQL server that can be reached may not have it yet.</summary>
    public static async Task<bool> Exists(IConfiguration configuration, CancellationToken ct)
    {
        if (configuration.GetConnectionString("Xinglin") is not { Length: > 0 } postgres) return File.Exists(DatabaseSetup.SqliteFile(configuration));
        try
        {
            await using var connection = new NpgsqlConnection(postgres);
            await connection.OpenAsync(ct);
            return true;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            return false;
        }
    }

    private static void CheckDirectory(string directory)
    {
        try
        {
            System.IO.Directory.CreateDirectory(directory);
            var probe = Path.Combine(directory, $".write-test-{Guid.NewGuid():n}");
            using (File.Create(probe, 1, FileOptions.DeleteOnClose)) { }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupProblem($"数据目录 {directory} 无法写入，请检查路径和权限，或用 --Xinglin:DataDirectory=目录 另行指定。", exception);
        }
    }

    private static async Task CheckSqlite(string file, CancellationToken ct)
    {
        if (!File.Exists(file)) return;
        try
        {
            await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
            await connection.OpenAsync(ct);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM sqlite_master";
            await command.ExecuteScalarAsync(ct);
        }
        catch (SqliteException exception)
        {
            throw new StartupProblem($"数据库文件 {file} 无法打开：{exception.Message} 请检查权限，或从备份恢复。", exception);
        }
    }

    private static async Task CheckPostgres(string postgres, CancellationToken ct)
    {
        try
        {
            await using var connection = new NpgsqlConnection(postgres);
            await connection.OpenAsync(ct);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            // The migration creates the database.
        }
        catch (Exception exception) when (exception is NpgsqlException or ArgumentException or System.Net.Sockets.SocketException or TimeoutException)
        {
            throw new StartupProblem($"无法连接 PostgreSQL：{exception.Message} 请检查 ConnectionStrings__Xinglin、网络和数据库服务。", exception);
        }
    }
}
