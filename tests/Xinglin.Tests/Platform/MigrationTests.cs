using Microsoft.EntityFrameworkCore;
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
