using System.IO.Compression;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xinglin.Audit;
using Xinglin.Commands;
using Xinglin.Directory;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Backup;
using Xinglin.Platform.Database;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Platform;

public class BackupTests
{
    private sealed class Silent : IProgress<BackupProgress>
    {
        public double Last;
        public void Report(BackupProgress value) => Last = value.Share;
    }

    [Theory, EveryDatabase]
    public async Task A_backup_taken_while_people_write_comes_back_whole_and_its_audit_trail_verifies(Engine engine)
    {
        await using var source = await TestApp.Fresh(engine);
        for (var i = 0; i < 20; i++) await AddOrganization(source, $"先有{i}");
        var file = NewFile();
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++) await AddOrganization(source, $"写入中{writer}-{i}");
        })).ToArray();

        await Desk(source.Host.Services).Back(file, new Silent(), CancellationToken.None);
        await stop.CancelAsync();
        await Task.WhenAll(writers);

        await using var place = TestDatabase.Empty(engine);
        await Restore(place, file, force: false);
        await using var restored = await TestApp.On(place);
        var (organizations, report) = await restored.As(CurrentUser.Visitor, async services => (
            await services.GetRequiredService<XinglinDb>().Set<Organization>().CountAsync(),
            await services.GetRequiredService<AuditVerification>().Run(null, CancellationToken.None)));
        Assert.Null(report.Fault);
        Assert.True(organizations >= 20);
        Assert.Equal(organizations, report.Checked);
        await AddOrganization(restored, "恢复后新增");
    }

    [Theory, EveryDatabase]
    public async Task A_database_with_work_in_it_is_replaced_only_by_force(Engine engine)
    {
        var file = await BackupOf(engine, "备份里的医院");
        var app = await TestApp.Fresh(engine);
        await AddOrganization(app, "现有的医院");
        var database = await Stopped(app);

        var problem = await Assert.ThrowsAsync<StartupProblem>(() => Restore(database, file, force: false));
        Assert.Contains("--force", problem.Message);
        Assert.Equal(["现有的医院"], await Organizations(database));

        await Restore(database, file, force: true);
        Assert.Equal(["备份里的医院"], await Organizations(database));
        await database.DisposeAsync();
    }

    [Theory, EveryDatabase]
    public async Task A_backup_of_the_first_version_comes_back_into_this_one(Engine engine)
    {
        await using var old = TestDatabase.Empty(engine);
        var file = NewFile();
        await using (var app = XinglinApp.Create(old.Arguments))
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<XinglinDb>();
            await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().First());
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO directory_organization (id, name, short_name, kind, level, active, initials, warnings_confirmed, version)
                VALUES ({Guid.CreateVersion7()}, {"早年的医院"}, {"早年"}, {"GeneralHospital"}, {"Secondary"}, {true}, {"znyy"}, {false}, {1})
                """);
            await Desk(app.Services).Back(file, new Silent(), CancellationToken.None);
        }

        await using var place = TestDatabase.Empty(engine);
        await Restore(place, file, force: false);
        await using var restored = await Served(place);

        var (names, pending, report) = await restored.As(CurrentUser.Visitor, async services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            return (await db.Set<Organization>().Select(one => one.Name).ToListAsync(), await db.Database.GetPendingMigrationsAsync(),
                await services.GetRequiredService<AuditVerification>().Run(null, CancellationToken.None));
        });
        Assert.Equal(["早年的医院"], names);
        Assert.Empty(pending);
        Assert.Null(report.Fault);
        await AddOrganization(restored, "恢复后新增");
    }

    /// <summary>As the serve command does it.</summary>
    private static async Task<TestApp> Served(TestDatabase place)
    {
        await using (var app = XinglinApp.Create(place.Arguments)) await DatabaseMigration.Apply(app.Services);
        return await TestApp.On(place);
    }

    [Theory, EveryDatabase]
    public async Task A_damaged_backup_changes_nothing(Engine engine)
    {
        var file = await BackupOf(engine, "备份里的医院");
        using (var zip = ZipFile.Open(file, ZipArchiveMode.Update))
        {
            var entry = zip.Entries.First(entry => entry.FullName is SqliteBackup.EntryName or "tables/directory_organization.copy");
            await using var stream = entry.Open();
            stream.Seek(-1, SeekOrigin.End);
            stream.WriteByte((byte)'?');
        }

        var app = await TestApp.Fresh(engine);
        await AddOrganization(app, "现有的医院");
        var database = await Stopped(app);

        var problem = await Assert.ThrowsAsync<StartupProblem>(() => Restore(database, file, force: true));

        Assert.Contains("损坏", problem.Message);
        Assert.Equal(["现有的医院"], await Organizations(database));
        await database.DisposeAsync();
    }

    [Theory, EveryDatabase]
    public async Task A_running_program_is_not_restored_over(Engine engine)
    {
        var file = await BackupOf(engine, "备份里的医院");
        await using var running = await TestApp.Fresh(engine);
        await AddOrganization(running, "现有的医院");
        await using var busy = await Held(running, engine);

        var problem = await Assert.ThrowsAsync<StartupProblem>(() => Restore(running.Database, file, force: true));

        Assert.Contains("请先停止", problem.Message);
    }

    [Fact]
    public async Task A_file_that_is_no_backup_is_said_so()
    {
        var file = NewFile();
        await File.WriteAllTextAsync(file, "不是备份");

        await Assert.ThrowsAsync<StartupProblem>(() => Restore(TestDatabase.Empty(Engine.Sqlite), file, force: true));
    }

    [Fact]
    public async Task A_backup_can_be_read_by_its_owner_alone()
    {
        var file = await BackupOf(Engine.Sqlite, "某医院");

        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    /// <summary>A connection that stays open, as those of a running node are.</summary>
    private static async Task<System.Data.Common.DbConnection> Held(TestApp app, Engine engine)
    {
        System.Data.Common.DbConnection connection = engine == Engine.Sqlite
            ? new SqliteConnection($"Data Source={Path.Combine(app.Database.DataDirectory, "xinglin.db")};Pooling=False")
            : new NpgsqlConnection(Postgres(app.Database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM directory_organization";
        await command.ExecuteScalarAsync();
        return connection;
    }

    private static async Task<string> BackupOf(Engine engine, string organization)
    {
        await using var app = await TestApp.Fresh(engine);
        await AddOrganization(app, organization);
        var file = NewFile();
        await Desk(app.Host.Services).Back(file, new Silent(), CancellationToken.None);
        return file;
    }

    private static async Task Restore(TestDatabase place, string file, bool force)
    {
        await using var app = XinglinApp.Create(place.Arguments);
        await Desk(app.Services).Restore(file, force, new Silent(), CancellationToken.None);
    }

    private static async Task<TestDatabase> Stopped(TestApp app)
    {
        var database = await app.Stop();
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        return database;
    }

    private static async Task<List<string>> Organizations(TestDatabase database)
    {
        await using var app = XinglinApp.Create(database.Arguments);
        await using var scope = app.Services.CreateAsyncScope();
        var names = await scope.ServiceProvider.GetRequiredService<XinglinDb>().Set<Organization>().Select(row => row.Name).ToListAsync();
        NpgsqlConnection.ClearAllPools();
        return names;
    }

    private static BackupDesk Desk(IServiceProvider services) =>
        new(services, BackupKeys.Of(services.GetRequiredService<IConfiguration>()));

    private static string? Postgres(TestDatabase database) =>
        database.Arguments.FirstOrDefault(argument => argument.StartsWith("--ConnectionStrings:Xinglin=", StringComparison.Ordinal))?["--ConnectionStrings:Xinglin=".Length..];

    private static Task AddOrganization(TestApp app, string name) => app.As(CurrentUser.Program("测试"), async services =>
    {
        var db = services.GetRequiredService<XinglinDb>();
        db.Add(new Organization(Guid.CreateVersion7(), name, "测试", OrganizationKind.GeneralHospital, OrganizationLevel.Ungraded));
        await db.SaveChangesAsync();
    });

    private static string NewFile() => Path.Combine(System.IO.Directory.CreateTempSubdirectory("xinglin_backup").FullName, "backup.zip");
}
