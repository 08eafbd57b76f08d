using Microsoft.Data.Sqlite;
using Npgsql;
using Xinglin.Platform.Database;

namespace Xinglin.Tests.Support;

/// <summary>
/// A database of its own, copied from one that was migrated once: a file on SQLite, CREATE DATABASE … TEMPLATE on PostgreSQL.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>Connection string of a server on which the tests may create databases; null where there is none.</summary>
    public static readonly string? PostgresServer = Environment.GetEnvironmentVariable("XINGLIN_TEST_POSTGRES") is { Length: > 0 } set ? set : null;

    private static readonly SemaphoreSlim Gate = new(1);
    private static readonly Dictionary<Engine, string> Templates = [];

    private readonly string directory;
    private readonly string? postgres;

    private TestDatabase(string directory, string? postgres) => (this.directory, this.postgres) = (directory, postgres);

    /// <summary>Host arguments that choose this database.</summary>
    public string[] Arguments => postgres is null
        ? [$"--Xinglin:DataDirectory={directory}"]
        : [$"--Xinglin:DataDirectory={directory}", $"--ConnectionStrings:Xinglin={postgres}"];

    public string DataDirectory => directory;

    public static async Task<TestDatabase> Create(Engine engine)
    {
        await Gate.WaitAsync();
        try
        {
            if (!Templates.TryGetValue(engine, out var template)) Templates[engine] = template = await MakeTemplate(engine);
            var database = Empty(engine);
            if (engine == Engine.Sqlite) File.Copy(Path.Combine(template, "xinglin.db"), Path.Combine(database.directory, "xinglin.db"));
            else await Run($"CREATE DATABASE {Name(database.postgres!)} TEMPLATE {Name(template)}");
            return database;
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>A place for a database that does not exist yet.</summary>
    public static TestDatabase Empty(Engine engine)
    {
        var name = "xinglin_" + Guid.NewGuid().ToString("n")[..12];
        var directory = System.IO.Directory.CreateTempSubdirectory(name).FullName;
        return new TestDatabase(directory, engine == Engine.Sqlite ? null : new NpgsqlConnectionStringBuilder(PostgresServer) { Database = name }.ConnectionString);
    }

    private static async Task<string> MakeTemplate(Engine engine)
    {
        var place = Empty(engine);
        await using (var app = XinglinApp.Create(place.Arguments)) await DatabaseMigration.Apply(app.Services);
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        return place.postgres ?? place.directory;
    }

    private static string Name(string connection) => new NpgsqlConnectionStringBuilder(connection).Database!;

    private static async Task Run(string sql)
    {
        await using var source = NpgsqlDataSource.Create(PostgresServer!);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (postgres is not null) await Run($"DROP DATABASE IF EXISTS {Name(postgres)} WITH (FORCE)");
        try { System.IO.Directory.Delete(directory, recursive: true); }
        catch (IOException) { /* a pooled connection may still hold the file; the directory is temporary */ }
    }
}
