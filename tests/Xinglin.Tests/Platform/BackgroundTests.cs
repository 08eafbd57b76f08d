using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Jobs;
using Xinglin.Platform.Outbox;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Platform;

public class BackgroundTests
{
    private sealed class CountingJob(Func<Task> work) : IRecurringJob
    {
        public string Name { get; } = $"test-{Guid.NewGuid():n}";
        public TimeSpan Every => TimeSpan.FromHours(1);
        public Task Run(IServiceProvider services, CancellationToken ct) => work();
    }

    private static JobRunner Runner(TestApp app, IRecurringJob job) => new(
        app.Host.Services.GetRequiredService<IServiceScopeFactory>(), [job],
        app.Host.Services.GetRequiredService<TimeProvider>(), NullLogger<JobRunner>.Instance);

    [Theory, EveryDatabase]
    public async Task A_job_runs_on_one_node_and_again_when_its_time_comes(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var runs = 0;
        var job = new CountingJob(async () =>
        {
            Interlocked.Increment(ref runs);
            await Task.Delay(200);
        });

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Runner(app, job).RunDue(CancellationToken.None))));
        Assert.Equal(1, runs);

        app.Time.Advance(TimeSpan.FromMinutes(61));
        await Runner(app, job).RunDue(CancellationToken.None);
        Assert.Equal(2, runs);
    }

    [Theory, EveryDatabase]
    public async Task A_job_that_fails_is_noted_and_tried_again(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var runs = 0;
        var job = new CountingJob(() => ++runs == 1 ? throw new InvalidOperationException("第一次失败") : Task.CompletedTask);

        await Runner(app, job).RunDue(CancellationToken.None);
        Assert.Equal("第一次失败", await LastError());
        app.Time.Advance(TimeSpan.FromHours(2));
        await Runner(app, job).RunDue(CancellationToken.None);
        Assert.Null(await LastError());

        Task<string?> LastError() => app.As(CurrentUser.Visitor, services => services.GetRequiredService<XinglinDb>()
            .Set<JobRun>().Where(row => row.Name == job.Name).Select(row => row.LastError).SingleAsync());
    }

    [Theory, EveryDatabase]
    public async Task A_message_nobody_takes_is_tried_with_growing_waits_and_then_kept_as_dead(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        await Send(app, "nobody.takes-it", commit: true);

        for (var attempt = 1; attempt <= OutboxMessage.MostAttempts; attempt++)
        {
            await app.Host.Services.GetRequiredService<OutboxDelivery>().DeliverDue(CancellationToken.None);
            app.Time.Advance(TimeSpan.FromHours(2));
        }

        await app.Host.Services.GetRequiredService<OutboxDelivery>().DeliverDue(CancellationToken.None);
        var message = Assert.Single(await Messages(app));
        Assert.True(message.Dead);
        Assert.Equal(OutboxMessage.MostAttempts, message.Attempts);
        Assert.Contains("nobody.takes-it", message.LastError);
    }

    [Theory, EveryDatabase]
    public async Task A_message_of_a_change_that_was_taken_back_never_leaves(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);

        await Send(app, "taken.back", commit: false);

        Assert.Empty(await Messages(app));
    }

    [Fact]
    public void The_wait_doubles_up_to_an_hour()
    {
        Assert.Equal([5, 10, 20, 40], Enumerable.Range(1, 4).Select(attempt => (int)OutboxMessage.WaitAfter(attempt).TotalSeconds));
        Assert.Equal(TimeSpan.FromHours(1), OutboxMessage.WaitAfter(20));
    }

    [Fact]
    public async Task Statistics_are_gathered_for_the_planner_of_sqlite()
    {
        await using var app = await TestApp.Fresh(Engine.Sqlite);
        for (var number = 0; number < 20; number++) await Send(app, "test.statistics", commit: true);

        var job = app.Host.Services.GetServices<IRecurringJob>().Single(job => job.Name == "查询统计");
        await app.As(CurrentUser.Program(job.Name), services => job.Run(services, CancellationToken.None));

        var known = await app.As(CurrentUser.Visitor, services => services.GetRequiredService<XinglinDb>().Database
            .SqlQuery<string>($"SELECT tbl AS \"Value\" FROM sqlite_stat1").ToListAsync());
        Assert.Contains("audit_head", known);
    }

    private static Task Send(TestApp app, string type, bool commit) => app.As(CurrentUser.Program("测试"), async services =>
    {
        var db = services.GetRequiredService<XinglinDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        services.GetRequiredService<IOutbox>().Add(type, new { Number = 1 });
        await db.SaveChangesAsync();
        if (commit) await transaction.CommitAsync();
    });

    private static Task<List<OutboxMessage>> Messages(TestApp app) => app.As(CurrentUser.Visitor, services =>
        services.GetRequiredService<XinglinDb>().Set<OutboxMessage>().AsNoTracking().ToListAsync());
}
