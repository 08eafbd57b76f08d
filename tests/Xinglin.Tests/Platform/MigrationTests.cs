using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Platform;

public class MigrationTests
{
    [Theory, EveryDatabase]
    public async Task No_model_change_waits_for_a_migration(Engine engine)
    {
        var app = await TestApp.Shared(engine);

        await app.As(CurrentUser.Visitor, services =>
        {
            Assert.False(services.GetRequiredService<XinglinDb>().Database.HasPendingModelChanges());
            return Task.CompletedTask;
        });
    }

    [Theory, EveryDatabase]
    public async Task Two_nodes_that_start_at_once_on_nothing_both_come_up(Engine engine)
    {
        await using var place = TestDatabase.Empty(engine);

        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            await using var app = XinglinApp.Create([.. place.Arguments, "--urls", "http://127.0.0.1:0"]);
            await DatabaseMigration.Apply(app.Services);
            await app.StartAsync();
            await app.StopAsync();
        })));
    }

    [Fact]
    public async Task A_migration_that_was_killed_on_SQLite_does_not_stop_the_next_start()
    {
        await using var app = await TestApp.Fresh(Engine.Sqlite);
        await app.As(CurrentUser.Visitor, async services =>
        {
            var database = services.GetRequiredService<XinglinDb>().Database;
            await database.ExecuteSqlAsync($"CREATE TABLE IF NOT EXISTS __EFMigrationsLock (Id INTEGER PRIMARY KEY, Timestamp TEXT NOT NULL)");
            await database.ExecuteSqlAsync($"INSERT INTO __EFMigrationsLock VALUES (1, '2026-01-01')");
        });

        await DatabaseMigration.Apply(app.Host.Services).WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Theory, EveryDatabase]
    public async Task A_suspension_that_was_known_before_is_the_first_of_the_list(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        await app.As(CurrentUser.Visitor, async services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            await db.GetService<IMigrator>().MigrateAsync("PoliciesAndAmounts");
            foreach (var code in (string[])["CBC-WBC", "CBC-HGB"])
                await db.Database.ExecuteSqlAsync($"""
                    INSERT INTO result_quality (id, organization_id, department, item_code, cycle, scope, valid_from, valid_until, external_assessment, internal_control, assessor, entered_by, entered_at, version)
                    VALUES ({Guid.CreateVersion7()}, {Guid.Empty}, '检验科', {code}, '2026-1', '全国HR', '2026-01-01', '2026-12-31', 'Passed', 'InControl', '省临检中心', '质控员', '2026-03-01 08:00:00', 1)
                    """);
            var since = new DateTimeOffset(2026, 3, 1, 8, 0, 0, 250, TimeSpan.Zero);
            await db.Database.ExecuteSqlAsync($"UPDATE result_quality SET suspended_from = {db.Stored(since)}, suspended_because = '失控' WHERE item_code = 'CBC-WBC'");
            await db.Database.MigrateAsync();
            var cycles = await db.Set<Xinglin.Results.Recognition.QualityCycle>().ToDictionaryAsync(cycle => cycle.ItemCode, cycle => cycle.Suspensions);
            Assert.Equal(new(since, null, "失控", "质控员"), Assert.Single(cycles["CBC-WBC"]));
            Assert.Empty(cycles["CBC-HGB"]);
        });
    }

    [Theory, EveryDatabase]
    public async Task An_item_whose_ages_were_years_keeps_its_ranges_and_critical_limits(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        await app.As(CurrentUser.Visitor, async services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            await db.GetService<IMigrator>().MigrateAsync("ToldWhom");
            const string Item = """{"Code":"{0}","Name":"血红蛋白","Kind":"Laboratory","Panel":"血常规","Value":"Numeric","Unit":"g/L","Decimals":0,"Conversions":[{"Unit":"g/dL","Factor":10,"Offset":0}],"References":[{"Sex":"1","FromYears":18,"ToYears":59,"Low":130,"High":175},{"FromYears":0,"Low":110}],{1}"Level":4,"Aliases":["HGB"]}""";
            foreach (var (code, limits) in (IEnumerable<(string, string)>)[("A-1", "\"Critical\":{\"Below\":50,\"Above\":230},"), ("A-2", "")])
                await db.Database.ExecuteSqlAsync($"INSERT INTO result_item (id, code, content, changed_by, changed_at, version) VALUES ({Guid.CreateVersion7()}, {code}, {Item.Replace("{0}", code).Replace("{1}", limits)}, '质控员', '2026-03-01 08:00:00', 1)");
            await db.Database.MigrateAsync();

            var items = await db.Set<Xinglin.Results.Items.ItemEntry>().ToDictionaryAsync(entry => entry.Code, entry => entry.Content);
            Assert.All(items.Values, item => Assert.Equal([new("1", 18, 59, 130, 175), new(null, 0, null, 110, null)], item.References));
            Assert.Equal(new(50, 230), Assert.Single(items["A-1"].Critical));
            Assert.Empty(items["A-2"].Critical);
            Assert.Equal([10m], items["A-1"].Conversions.Select(way => way.Factor));
        });
    }

    [Fact]
    public async Task SQLite_writes_ahead_and_to_the_disk_before_it_says_saved()
    {
        var app = await TestApp.Shared(Engine.Sqlite);

        var (journal, synchronous) = await app.As(CurrentUser.Visitor, async services =>
        {
            var database = services.GetRequiredService<XinglinDb>().Database;
            await database.OpenConnectionAsync();
            return (await Pragma(database, "journal_mode"), await Pragma(database, "synchronous"));
        });

        Assert.Equal(("wal", "2"), (journal, synchronous));
    }

    private static async Task<string?> Pragma(Microsoft.EntityFrameworkCore.Infrastructure.DatabaseFacade database, string name)
    {
        await using var command = database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA " + name;
        return (await command.ExecuteScalarAsync())?.ToString();
    }
}
