using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Audit;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Notices;
using Xinglin.Results.Recognition;
using Xinglin.Tests.Support;
using static Xinglin.Tests.Results.OrderTests;

namespace Xinglin.Tests.Results;

public class QualityTests
{
    private const string Certificate = "国家临检中心 证书 1";

    [Theory, EveryDatabase]
    public async Task A_panel_loses_its_mark_as_one_row_and_gets_it_back(Engine engine)
    {
        var two = await Build(engine);
        var (client, round) = (two.App.Client(two.Laboratory), (await Rounds(two)).Single());
        var suspend = $"/results/quality/{round.Id}?act=suspend";
        var panel = (await client.Page(suspend)).QuerySelectorAll("#round-items input[name='Form.Chosen']")[0].GetAttribute("value")!;
        Assert.Equal(round.Items.Count, panel.Split(',').Length);

        var refused = await (await client.Submit(suspend, "change", ("Form.Chosen", panel))).Document();
        Assert.Contains("暂停需要写明原因", refused.QuerySelector("[role=alert]")!.TextContent);
        Assert.True(refused.QuerySelector("#round-items input[name='Form.Chosen']")!.HasAttribute("checked"));
        Assert.All((await Round(two, round.Id)).Items, cycle => Assert.Empty(cycle.Suspensions));

        (await client.Submit(suspend, "change", ("Form.Chosen", panel), ("Form.Reason", "分析仪更换光源，室内质控超出 2SD"))).RedirectsTo();
        Assert.All((await Round(two, round.Id)).Items, cycle => Assert.True(cycle.IsSuspendedAt(two.App.Time.Now())));
        var list = await client.Page("/results/quality");
        Assert.Contains("室内质控超出 2SD", list.QuerySelector("main")!.TextContent);

        var resume = $"/results/quality/{round.Id}?act=resume";
        var (one, rest) = (round.Items[0].ItemCode, round.Items.Count - 1);
        var single = (await client.Page(resume)).QuerySelectorAll("#round-items details input[name='Form.Chosen']").Select(box => box.GetAttribute("value")!).Single(value => value.StartsWith($"{round.Items[0].Id}:", StringComparison.Ordinal));
        (await client.Submit(resume, "change", ("Form.Chosen", single))).RedirectsTo();
        Assert.Equal([one], (await Round(two, round.Id)).Items.Where(cycle => !cycle.IsSuspendedAt(two.App.Time.Now())).Select(cycle => cycle.ItemCode));
        Assert.Equal(2, (await client.Page($"/results/quality/{round.Id}")).QuerySelectorAll("main tbody tr").Length);

        var log = await two.App.As(CurrentUser.Program("测试"), services => services.GetRequiredService<XinglinDb>().Set<AuditEntry>()
            .Where(entry => entry.OrganizationId == two.Hospital.Id && (entry.Action == "result.mark-suspended" || entry.Action == "result.mark-resumed")).Select(entry => entry.Action).ToListAsync());
        Assert.Equal((rest + 1, 1), (log.Count(action => action == "result.mark-suspended"), log.Count(action => action == "result.mark-resumed")));
    }

    [Theory, EveryDatabase]
    public async Task What_is_chosen_together_is_done_together_or_not_at_all(Engine engine)
    {
        var two = await Build(engine);
        var round = (await Rounds(two)).Single();
        Seen[] all = [.. round.Items.Select(cycle => new Seen(cycle.Id, cycle.Version))];
        await Act(two, desk => desk.Suspend([all[0]], "失控"));

        var again = await Assert.ThrowsAsync<Refused>(() => Act(two, desk => desk.Suspend([.. all.Select(one => one with { Version = null })], "失控")));
        Assert.Equal("result.mark-suspended", again.Code);
        Assert.Equal(Refused.Overtaken("").Code, (await Assert.ThrowsAsync<Refused>(() => Act(two, desk => desk.Correct(all, ExternalAssessment.Failed, null, null, "补发结果")))).Code);
        Assert.Equal("result.mark-not-suspended", (await Assert.ThrowsAsync<Refused>(() => Act(two, desk => desk.Resume([.. all.Select(one => one with { Version = null })])))).Code);
        Assert.Equal("result.quality-none", (await Assert.ThrowsAsync<Refused>(() => Act(two, desk => desk.Resume([])))).Code);
        Assert.Equal("result.quality-same", (await Assert.ThrowsAsync<Refused>(() => Act(two, desk => desk.Correct([all[1]], null, InternalControl.InControl, Certificate, "补发结果")))).Code);
        var after = (await Round(two, round.Id)).Items;
        Assert.Equal([all[0].Id], after.Where(cycle => cycle.Suspensions.Count > 0).Select(cycle => cycle.Id));
        Assert.All(after, cycle => Assert.True(cycle.Qualifies));

        await Act(two, desk => desk.Correct([.. all.Select(one => one with { Version = null })], null, InternalControl.OutOfControl, null, "整个周期失控"));
        Assert.All((await Round(two, round.Id)).Items, cycle => Assert.Equal((ExternalAssessment.Passed, InternalControl.OutOfControl, Certificate), (cycle.External, cycle.Internal, cycle.Assessor)));
    }

    [Fact]
    public async Task Whoever_ticks_nothing_is_told_so()
    {
        var two = await Build(Engine.Sqlite);
        var (client, round) = (two.App.Client(two.Laboratory), (await Rounds(two)).Single());
        await Act(two, desk => desk.Suspend([new(round.Id, null)], "失控"));
        foreach (var act in new[] { "suspend", "resume", "correct" })
            Assert.Contains("没有勾选项目", (await (await client.Submit($"/results/quality/{round.Id}?act={act}", "change", ("Form.Reason", "失控"))).Document()).QuerySelector("[role=alert]")!.TextContent);
        Assert.Contains("请填写至少一个组合或项目", (await (await client.Submit("/results/quality/new", "enter", ("Form.Department", "检验科"))).Document()).QuerySelector("[role=alert]")!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task Others_read_the_marks_and_change_none(Engine engine)
    {
        var two = await Build(engine);
        var round = (await Rounds(two)).Single();
        var foreign = two.Township.Person(Role.Diagnostics);
        var page = await two.App.Client(foreign).Page($"/results/quality/{round.Id}?act=suspend");
        Assert.Contains("血常规", page.QuerySelector("main")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("main form[method=post] input[name='Form.Chosen'], main a[href*='act=']"));

        foreach (var user in new[] { foreign, two.Hospital.Person(Role.Physician) })
            await Assert.ThrowsAsync<Refused>(() => two.App.As(user, services => services.GetRequiredService<QualityDesk>().Suspend([new(round.Id, null)], "失控")));
        Assert.All((await Round(two, round.Id)).Items, cycle => Assert.Empty(cycle.Suspensions));
    }

    [Theory, EveryDatabase]
    public async Task A_round_is_entered_once_and_goes_to_the_ended_ones_when_it_is_over(Engine engine)
    {
        var two = await Build(engine);
        var today = two.App.Time.Today();
        CycleIn Entered(string cycle, DateOnly until) => new("检验科", ["CBC-WBC"], cycle, "全国HR", today.AddMonths(-6), until, ExternalAssessment.Passed, InternalControl.InControl, Certificate);
        var twice = await Assert.ThrowsAsync<Refused>(() => Act(two, desk => desk.Enter(Entered("2026 年第 2 次", today.AddMonths(4)))));
        Assert.Equal("result.quality-entered", twice.Code);
        Assert.Contains("白细胞", twice.Message);
        await Act(two, desk => desk.Enter(Entered("2026 年第 1 次", today.AddDays(-1))));
        await Act(two, desk => desk.Enter(Entered("2026 年补测", today)));

        Assert.Equal(["2026 年第 2 次", "2026 年补测"], (await Rounds(two)).Select(round => round.Items[0].Cycle));
        Assert.Equal(["2026 年第 1 次"], (await Rounds(two, ended: true)).Select(round => round.Items[0].Cycle));
    }

    [Theory, EveryDatabase]
    public async Task People_are_told_once_of_marks_that_end_and_that_nothing_follows(Engine engine)
    {
        var two = await Build(engine);
        var today = two.App.Time.Today();
        Task Enter(string item, string cycle, int until) => Act(two, desk => desk.Enter(new CycleIn("检验科", [item], cycle, "鲁HR", today.AddMonths(-1), today.AddDays(until), ExternalAssessment.Passed, InternalControl.InControl, Certificate)));
        async Task<List<string>> Told()
        {
            await two.App.As(CurrentUser.Program("测试"), services => services.GetServices<IRecurringJob>().OfType<MarkCalendar>().Single().Run(services, default));
            return await two.App.As(CurrentUser.Program("测试"), services => services.GetRequiredService<XinglinDb>().Set<Notice>().Where(notice => notice.OrganizationId == two.Hospital.Id && notice.Key.StartsWith("result-mark-ending")).Select(notice => notice.Title).ToListAsync());
        }

        await Enter("CBC-WBC", "2026 年第 1 次", 30);
        await Enter("CBC-HGB", "2026 年第 1 次", 30);
        await Enter("CBC-HGB", "2026 年第 2 次", 200);
        await Enter("CBC-PLT", "2026 年第 1 次", 31);
        Assert.Contains("2026 年第 1 次（鲁HR）1 项", Assert.Single(await Told()));
        Assert.Single(await Told());
        Assert.Equal("1", (await two.App.Client(two.Laboratory).Page("/results/quality")).QuerySelectorAll(".stat")[1].QuerySelector(".stat-value")!.FirstChild!.TextContent);
    }

    private static Task Act(Two two, Func<QualityDesk, Task> act) => two.App.As(two.Laboratory, services => act(services.GetRequiredService<QualityDesk>()));

    private static Task<IReadOnlyList<QualityRound>> Rounds(Two two, bool ended = false) => two.App.As(two.Laboratory, services => services.GetRequiredService<QualityDesk>().Rounds(two.Hospital.Id, ended));

    private static Task<QualityRound> Round(Two two, Guid id) => two.App.As(two.Laboratory, services => services.GetRequiredService<QualityDesk>().Round(id));
}
