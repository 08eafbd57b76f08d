using Microsoft.Extensions.DependencyInjection;
using Xinglin.Audit;
using Xinglin.Platform;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Audit;

public class AuditWorkTests
{
    private static readonly CurrentUser Auditor = new(Guid.CreateVersion7(), "审计员", Guid.CreateVersion7(), "演示市中医医院", new HashSet<string> { Role.AuditAdministrator });

    [Theory, EveryDatabase]
    public async Task What_failed_or_was_refused_today_waits_for_the_auditor_and_opens_into_those_entries(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        await Verify(app);
        await Record(app, "user.sign-in-failed", AuditOutcome.Failed);
        await Record(app, "act.refused", AuditOutcome.Refused);
        app.Time.Advance(TimeSpan.FromDays(1));
        Assert.Empty(await Work(app, Auditor));

        await Record(app, "user.sign-in-failed", AuditOutcome.Failed);
        await Record(app, "user.sign-in-failed", AuditOutcome.Failed);
        await Record(app, "act.refused", AuditOutcome.Refused);

        var work = await Work(app, Auditor);
        Assert.Equal(["核查今天的登录失败 2 次", "核查今天被拒绝的操作 1 次"], work.Select(item => $"{item.Title} {item.Detail}"));
        var opened = await Task.WhenAll(work.Select(async item => (await app.Client(Auditor).Page(item.Link)).QuerySelectorAll("tbody tr").Length));
        Assert.Equal([2, 1], opened);
        foreach (var role in Role.Names.Keys.Where(role => role != Role.AuditAdministrator)) Assert.Empty(await Work(app, Auditor with { Roles = new HashSet<string> { role } }));
    }

    [Theory, EveryDatabase]
    public async Task A_trail_that_nobody_verified_for_30_days_waits_for_the_auditor(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        Assert.Contains("从未检验", Assert.Single(await Work(app, Auditor)).Detail);

        await Verify(app);
        Assert.Empty(await Work(app, Auditor));
        app.Time.Advance(TimeSpan.FromDays(AuditWork.VerifyDays));
        Assert.Empty(await Work(app, Auditor));
        app.Time.Advance(TimeSpan.FromDays(1));
        Assert.Contains("上次检验", Assert.Single(await Work(app, Auditor)).Detail);
    }

    [Theory, EveryDatabase]
    public async Task The_command_records_that_it_found_the_trail_sound(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        await Record(app, "test.done", AuditOutcome.Done);

        var (code, _) = await RealProgram.Run(["audit", "verify", .. app.Database.Arguments]);

        Assert.Equal(0, code);
        var entry = Assert.Single(await app.As(Auditor, services => services.GetRequiredService<AuditSearch>().Page(new AuditFilter { Action = AuditVerification.Verified }, null, 5, default)));
        Assert.Equal("命令行检验，共 1 条，完好", entry.Details);
    }

    private static Task Verify(TestApp app) => Record(app, AuditVerification.Verified, AuditOutcome.Done);

    private static Task Record(TestApp app, string action, AuditOutcome outcome) =>
        app.As(CurrentUser.Program("测试"), services => services.GetRequiredService<IAuditTrail>().RecordNow(action, new AuditSubject("test", null), null, outcome));

    private static Task<IReadOnlyList<WorkItem>> Work(TestApp app, CurrentUser user) =>
        app.As(user, services => services.GetServices<IWorkSource>().OfType<AuditWork>().Single().WaitingFor(user, default));
}
