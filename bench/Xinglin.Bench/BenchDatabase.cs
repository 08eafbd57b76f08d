using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Xinglin.Platform.Database;

namespace Xinglin.Bench;

/// <summary>A database for one bench: a file, or one on the server that XINGLIN_TEST_POSTGRES names. Gone afterwards.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("XINGLIN_TEST_POSTGRES") is { Length: > 0 } set ? set : null;
    private readonly string? postgres;

    private BenchDatabase(string? postgres) => this.postgres = postgres;

    public string Engine => postgres is null ? "SQLite" : "PostgreSQL";
    public string DataDirectory { get; } = System.IO.Directory.CreateTempSubdirectory("xinglin-bench").FullName;

    public string[] Arguments => postgres is null
        ? [$"--Xinglin:DataDirectory={DataDirectory}"]
        : [$"--Xinglin:DataDirectory={DataDirectory}", $"--ConnectionStrings:Xinglin={postgres}"];

    /// <summary>SQLite, and PostgreSQL where there is one; migrated.</summary>
    public static async IAsyncEnumerable<BenchDatabase> Each()
    {
        yield return await Migrated(new BenchDatabase(null));
        if (Server is null)
        {
            Console.WriteLine("No PostgreSQL: XINGLIN_TEST_POSTGRES is not set.");
            yield break;
        }

        var name = $"xinglin_bench_{Guid.NewGuid():n}"[..24];
        await OnServer($"CREATE DATABASE {name}");
        yield return await Migrated(new BenchDatabase(new NpgsqlConnectionStringBuilder(Server) { Database = name }.ConnectionString));
    }

    public DbConnection Connect() => postgres is null
        ? new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(DataDirectory, "xinglin.db") }.ConnectionString)
        : new NpgsqlConnection(postgres);

    /// <summary>What runs beside the work in a program that serves, where a bench calls its parts directly.</summary>
    public static async Task Upkeep(IServiceProvider services)
    {
        foreach (var checkpoint in services.GetServices<IHostedService>().OfType<SqliteCheckpoint>()) await checkpoint.StartAsync(default);
    }

    /// <summary>The statistics and the map of visible pages that a database of some age has, and nothing left to be written from the filling.</summary>
    public async Task Age()
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        foreach (var statement in postgres is null ? (string[])["ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)"] : ["VACUUM ANALYZE", "CHECKPOINT"])
        {
            await using var command = connection.CreateCommand();
            (command.CommandText, command.CommandTimeout) = (statement, 1800);
            await command.ExecuteNonQueryAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        if (postgres is not null) await OnServer($"DROP DATABASE {new NpgsqlConnectionStringBuilder(postgres).Database} WITH (FORCE)");
        System.IO.Directory.Delete(DataDirectory, recursive: true);
    }

    private static async Task<BenchDatabase> Migrated(BenchDatabase database)
    {
        await using var app = XinglinApp.Create(database.Arguments);
        await DatabaseMigration.Apply(app.Services);
        return database;
    }

    private static async Task OnServer(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Server!);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
