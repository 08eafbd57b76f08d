using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Audit;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Audit;

public class AuditVerificationTests
{
    [Theory, EveryDatabase]
    public async Task A_sound_trail_has_no_fault(Engine engine)
    {
        await using var app = await Written(engine);

        var report = await Verify(app);

        Assert.Null(report.Fault);
        Assert.Equal(40, report.Checked);
    }

    [Theory, EveryDatabase]
    public Task A_changed_entry_is_named(Engine engine) =>
        Tampering(engine, "UPDATE audit_entry SET user_name = '别人' WHERE strand = {0} AND number = 2", number: 2, "被改动");

    [Theory, EveryDatabase]
    public Task A_removed_entry_is_named(Engine engine) =>
        Tampering(engine, "DELETE FROM audit_entry WHERE strand = {0} AND number = 1", number: 1, "缺失");

    [Theory, EveryDatabase]
    public async Task A_tail_that_was_cut_off_is_named(Engine engine)
    {
        await using var app = await Written(engine);
        var (strand, number) = await Longest(app);

        await Execute(app, $"DELETE FROM audit_entry WHERE strand = {strand} AND number = {number}");

        Assert.Equal((strand, number), Place(await Verify(app)));
    }

    [Theory, EveryDatabase]
    public async Task A_tail_that_was_cut_off_together_with_its_head_is_named(Engine engine)
    {
        await using var app = await Written(engine);
        var (strand, number) = await Longest(app);

        await Execute(app, $"DELETE FROM audit_entry WHERE strand = {strand} AND number = {number}");
        await Execute(app, $"UPDATE audit_head SET number = {number - 1}, hash = (SELECT hash FROM audit_entry WHERE strand = {strand} AND number = {number - 1}) WHERE strand = {strand}");

        Assert.Equal((strand, number - 1), Place(await Verify(app)));
    }

    [Theory, EveryDatabase]
    public async Task An_entry_inserted_at_the_end_is_named(Engine engine)
    {
        await using var app = await Written(engine);
        var (strand, number) = await Longest(app);

        await Execute(app, $"""
            INSERT INTO audit_entry (strand, number, id, moment, user_name, action, subject_type, outcome, previous_hash, hash)
            SELECT strand, number + 1, '{Guid.NewGuid().ToString().ToUpperInvariant()}', moment, user_name, action, subject_type, outcome, hash, hash
            FROM audit_entry WHERE strand = {strand} AND number = {number}
            """);

        Assert.Equal((strand, number + 1), Place(await Verify(app)));
    }

    [Theory, EveryDatabase]
    public async Task A_head_that_was_rewritten_is_named_and_nothing_more_is_appended_to_it(Engine engine)
    {
        await using var app = await Written(engine);
        var (strand, number) = await Longest(app);

        await Execute(app, $"UPDATE audit_head SET seal = '{AuditHead.Beginning}' WHERE strand = {strand}");

        Assert.Equal((strand, number), Place(await Verify(app)));
        await Assert.ThrowsAsync<StartupProblem>(async () => { for (var i = 0; i < 200; i++) await Record(app); });
    }

    [Theory, EveryDatabase]
    public async Task A_node_with_another_key_does_not_start(Engine engine)
    {
        var app = await Written(engine);
        var database = await app.Stop();
        File.Delete(Path.Combine(database.DataDirectory, "audit.key"));

        var problem = await Assert.ThrowsAsync<StartupProblem>(() => TestApp.On(database));

        Assert.Contains("审计密钥", problem.Message);
        await database.DisposeAsync();
    }

    [Theory, EveryDatabase]
    public async Task The_key_can_be_read_by_the_program_alone(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);

        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(app.Database.DataDirectory, "audit.key")));
    }

    private static async Task Tampering(Engine engine, string sql, long number, string word)
    {
        await using var app = await Written(engine);
        var (strand, _) = await Longest(app);

        await Execute(app, string.Format(sql, strand));

        var report = await Verify(app);
        Assert.Equal((strand, number), Place(report));
        Assert.Contains(word, report.Fault!.Problem);
    }

    private static (int, long)? Place(AuditReport report) => report.Fault is { } fault ? (fault.Strand, fault.Number) : null;

    private static async Task<TestApp> Written(Engine engine)
    {
        var app = await TestApp.Fresh(engine);
        for (var i = 0; i < 40; i++) await Record(app);
        return app;
    }

    private static Task Record(TestApp app) => app.As(CurrentUser.Program("测试"), services =>
        services.GetRequiredService<IAuditTrail>().RecordNow("test.written", new AuditSubject("test", Guid.CreateVersion7())));

    private static Task<AuditReport> Verify(TestApp app) => app.As(CurrentUser.Visitor, services =>
        services.GetRequiredService<AuditVerification>().Run(null, CancellationToken.None));

    private static Task<(int, long)> Longest(TestApp app) => app.As(CurrentUser.Visitor, async services =>
    {
        var head = await services.GetRequiredService<XinglinDb>().Set<AuditHead>().AsNoTracking().OrderByDescending(head => head.Number).FirstAsync();
        return (head.Strand, head.Number);
    });

    private static Task Execute(TestApp app, string sql) => app.As(CurrentUser.Visitor, services =>
        services.GetRequiredService<XinglinDb>().Database.ExecuteSqlRawAsync(sql));
}
