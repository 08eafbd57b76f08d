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
            var options = (DbContextOptions<PostgresXinglinDb>)UsePostgres(new DbContextOptionsBuilder<PostgresXinglinDb>(), Prepared(postgres)).Options;
            services.AddScoped<XinglinDb>(provider => new PostgresXinglinDb(ForScope(options, provider)));
        }
        else
        {
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

    private static DbContextOptionsBuilder UsePostgres(DbContextOptionsBuilder options, string connection) =>
        options.AddInterceptors(ConnectionSettings.Postgres).UseNpgsql(connection).UseSnakeCaseNamingConvention(CultureInfo.InvariantCulture);

    /// <summary>
    /// The server plans each statement once a connection and not each time, which takes longer than its answer. Where a pooler stands between that cannot
    /// carry prepared statements, the connection string says <c>Max Auto Prepare=0</c>.
    /// </summary>
    private static string Prepared(string connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection);
        if (!settings.ShouldSerialize("Max Auto Prepare")) settings.MaxAutoPrepare = 200;
        return settings.ConnectionString;
    }

    private static string Sqlite(string file) => new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 30 }.ConnectionString;

    private static DbContextOptionsBuilder UseSqlite(DbContextOptionsBuilder options, string connection) =>
        options.AddInterceptors(ConnectionSettings.Sqlite).UseSqlite(connection).UseSnakeCaseNamingConvention(CultureInfo.InvariantCulture);

    /// <summary>For <c>dotnet ef migrations add NAME --context SqliteXinglinDb</c>.</summary>
    private sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteXinglinDb>
    {
        public SqliteXinglinDb CreateDbContext(string[] args) =>
            new((DbContextOptions<SqliteXinglinDb>)UseSqlite(new DbContextOptionsBuilder<SqliteXinglinDb>(), Sqlite("design.db")).Options);
    }

    /// <summary>For <c>dotnet ef migrations add NAME --context PostgresXinglinDb</c>.</summary>
    private sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresXinglinDb>
    {
        public PostgresXinglinDb CreateDbContext(string[] args) =>
            new((DbContextOptions<PostgresXinglinDb>)UsePostgres(new DbContextOptionsBuilder<PostgresXinglinDb>(), "Host=design").Options);
    }
}
