using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Xinglin.Platform.Database;

/// <summary>
/// Chooses the engine: PostgreSQL where <c>ConnectionStrings:Xinglin</c> is set, otherwise the SQLite file
/// <c>xinglin.db</c> in <c>Xinglin:DataDirectory</c>.
/// </summary>
public static class DatabaseSetup
{
    public static IServiceCollection AddXinglinDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration.GetConnectionString("Xinglin") is { Length: > 0 } postgres)
        {
            var (options, making) = (Postgres(Pooled(postgres)), Postgres(WithoutWaitingForTheDisk(Pooled(postgres))));
            services.AddScoped<XinglinDb>(provider => new PostgresXinglinDb(ForScope(DemonstrationTime.IsMaking ? making : options, provider)));
        }
        else
        {
            services.AddHostedService<SqliteCheckpoint>();
            services.AddSingleton<WriterTurn>();
            services.AddScoped<WriterTurn.Taker>();
            services.AddScoped<IInterceptor>(provider => provider.GetRequiredService<WriterTurn.Taker>());
            var options = (DbContextOptions<SqliteXinglinDb>)UseSqlite(new DbContextOptionsBuilder<SqliteXinglinDb>(), Sqlite(SqliteFile(configuration)))
                .ReplaceService<IRelationalTransactionFactory, WriterTurn.Taker.Transactions>().Options;
            services.AddScoped<XinglinDb>(provider => new SqliteXinglinDb(ForScope(options, provider)));
        }

        return services;
    }

    public static string DataDirectory(IConfiguration configuration) =>
        Path.GetFullPath(configuration["Xinglin:DataDirectory"] ?? "xinglin-data");

    public static string SqliteFile(IConfiguration configuration) => Path.Combine(DataDirectory(configuration), "xinglin.db");

    /// <summary>The database as it is within one schema; the connection string's search path leads there.</summary>
    internal static PostgresXinglinDb PostgresInSchema(string connection, string schema) =>
        new((DbContextOptions<PostgresXinglinDb>)new DbContextOptionsBuilder<PostgresXinglinDb>()
            .UseNpgsql(connection, npgsql => npgsql.MigrationsHistoryTable("__EFMigrationsHistory", schema))
            .UseSnakeCaseNamingConvention(CultureInfo.InvariantCulture).Options);

    /// <summary>What is the same for all is put together once: made anew for each request, as AddDbContext does, it takes as long as a statement.</summary>
    private static DbContextOptions<T> ForScope<T>(DbContextOptions<T> options, IServiceProvider provider) where T : DbContext =>
        new DbContextOptionsBuilder<T>(options).UseApplicationServiceProvider(provider).AddInterceptors(provider.GetServices<IInterceptor>()).Options;

    private static DbContextOptions<PostgresXinglinDb> Postgres(string connection) =>
        (DbContextOptions<PostgresXinglinDb>)new DbContextOptionsBuilder<PostgresXinglinDb>().UseNpgsql(connection).UseSnakeCaseNamingConvention(CultureInfo.InvariantCulture).Options;

    /// <summary>
    /// The server plans each statement once a connection and not each time, which takes longer than its answer; where a pooler stands between that cannot
    /// carry prepared statements, the connection string says <c>Max Auto Prepare=0</c>. Nor does it forget the session's settings between two statements,
    /// which are seven of its own each time: nothing in the program sets any beyond its transaction.
    /// </summary>
    private static string Pooled(string connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection);
        if (!settings.ShouldSerialize("Max Auto Prepare")) settings.MaxAutoPrepare = 200;
        if (!settings.ShouldSerialize("No Reset On Close")) settings.NoResetOnClose = true;
        return settings.ConnectionString;
    }

    /// <summary>While the demonstration is made, which nobody has been told of: a thousand commits would take a minute. Its connections are a pool of their own.</summary>
    private static string WithoutWaitingForTheDisk(string connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection);
        settings.Options = $"{settings.Options} -c synchronous_commit=off".Trim();
        return settings.ConnectionString;
    }

    private static string Sqlite(string file) => new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 30 }.ConnectionString;

    /// <summary>
    /// A list goes as one parameter: as many as it holds, SQLite would walk all before each to bind it, and the statement would be written anew for each length.
    /// </summary>
    private static DbContextOptionsBuilder UseSqlite(DbContextOptionsBuilder options, string connection) =>
        options.AddInterceptors(SqliteConnectionSettings.Instance).UseSqlite(connection, sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)).UseSnakeCaseNamingConvention(CultureInfo.InvariantCulture);

    /// <summary>For <c>dotnet ef migrations add NAME --context SqliteXinglinDb</c>.</summary>
    private sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteXinglinDb>
    {
        public SqliteXinglinDb CreateDbContext(string[] args) =>
            new((DbContextOptions<SqliteXinglinDb>)UseSqlite(new DbContextOptionsBuilder<SqliteXinglinDb>(), Sqlite("design.db")).Options);
    }

    /// <summary>For <c>dotnet ef migrations add NAME --context PostgresXinglinDb</c>.</summary>
    private sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresXinglinDb>
    {
        public PostgresXinglinDb CreateDbContext(string[] args) => new(Postgres("Host=design"));
    }
}
