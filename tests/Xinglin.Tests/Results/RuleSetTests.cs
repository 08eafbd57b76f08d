using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Results;
using Xinglin.Results.Items;
using Xinglin.Results.Recognition;
using Xinglin.Tests.Agreements;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Results;

/// <summary>A rule set decides for a whole area: one person hands it in, another reviews it.</summary>
public class RuleSetTests
{
    private const string Heading = "项目,有效小时,起算,方向,标识,同方法,此后不得有,药物,设备不低于,依据\n";
    private const string Blood = "血常规,48,采样时间,不限,,否,输血,,,清单第1项\n";
    private static readonly DateOnly Start = new(2026, 1, 1);

    [Theory, EveryDatabase]
    public async Task A_set_holds_when_another_person_has_reviewed_it_and_ends_the_edition_before(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var house = await Agreed.House(app, "市中医院");
        var (medical, office) = (house.Person(Role.MedicalAffairs), house.Office);
        var first = await Propose(app, medical, Blood + "CT,720,检查时间,同级|上级,一律要求,否,手术,,16排,清单第2项\n");
        Assert.Equal((1, ReviewState.Proposed), (first.Edition, first.State));
        Assert.Equal(72, await Hours(app, Start));
        var own = await Refusal(app, medical, desk => desk.Approve(first.Id, first.Version));
        Assert.Equal((RefusalKind.Forbidden, "result.rules-own"), (own.Kind, own.Code));
        Assert.Equal(RefusalKind.Forbidden, (await Refusal(app, house.Person(Role.Physician), desk => desk.Approve(first.Id, first.Version))).Kind);

        await Act(app, office, desk => desk.Approve(first.Id, first.Version));
        Assert.Equal(48, await Hours(app, Start));
        Assert.Equal("result.rules-decided", (await Refusal(app, office, desk => desk.Approve(first.Id, null))).Code);

        var second = await Propose(app, office, Blood.Replace("48", "24", StringComparison.Ordinal) + "尿常规,24,采样时间,不限,,否,,,,清单第3项\n", Start.AddMonths(2));
        Assert.Equal(48, await Hours(app, Start.AddMonths(2)));
        var read = await Act(app, medical, desk => desk.Read(second.Id));
        Assert.Equal(1, read.Before!.Edition);
        Assert.Equal([("血常规", true, true), ("尿常规", false, true), ("CT", true, false)], read.Changes.Select(change => (change.Subject, change.Before is not null, change.After is not null)));
        Assert.Equal([("有效小时", "48", "24")], read.Changes[0].Differences());
        await Act(app, medical, desk => desk.Approve(second.Id, second.Version));
        Assert.Equal((48, 24), (await Hours(app, Start.AddMonths(2).AddDays(-1)), await Hours(app, Start.AddMonths(2))));
        Assert.Equal(Start.AddMonths(2).AddDays(-1), (await Act(app, medical, desk => desk.Read(first.Id))).Set.Content.Until);
    }

    [Theory, EveryDatabase]
    public async Task What_has_a_fault_waits_already_was_returned_or_says_nothing_new_changes_nothing(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var house = await Agreed.House(app, "市中医院");
        var (medical, office) = (house.Person(Role.MedicalAffairs), house.Office);
        var faults = await RefusalOf(() => Propose(app, medical, Blood + "没有这一项,0,昨天,随便,,也许,跑步,,排16,\n血常规,24,采样时间,,,,,,,清单\n"));
        Assert.All(["第3行", "没有这一项", "起算", "方向", "同方法", "此后不得有", "设备不低于", "依据", "第4行", "与第2行重复"], part => Assert.Contains(part, faults.Message));
        Assert.Contains("适用地区", (await RefusalOf(() => Act(app, medical, desk => desk.Propose(new("市清单", "市卫健委", "三七", Start, Start.AddDays(-1)), Table(Blood), "清单.csv")))).Message);
        Assert.Contains("同名", (await RefusalOf(() => Act(app, medical, desk => desk.Propose(new(RuleBook.Standard.Name, "市卫健委", "", Start, null), Table(Blood), "清单.csv")))).Message);
        Assert.Equal(RefusalKind.Forbidden, (await RefusalOf(() => Propose(app, house.Person(Role.Physician), Blood))).Kind);
        Assert.Empty(await Act(app, medical, desk => desk.List()));

        var open = await Propose(app, medical, Blood);
        Assert.Contains("还在等待审核", (await RefusalOf(() => Propose(app, office, Blood))).Message);
        Assert.Equal("result.reason-missing", (await Refusal(app, office, desk => desk.Reject(open.Id, null, " "))).Code);
        await Act(app, office, desk => desk.Reject(open.Id, open.Version, "依据写错"));
        Assert.Equal(72, await Hours(app, Start));

        var again = await Propose(app, medical, Blood);
        Assert.Equal(2, again.Edition);
        await Act(app, office, desk => desk.Approve(again.Id, again.Version));
        Assert.Equal("result.rules-same", (await RefusalOf(() => Propose(app, medical, Blood))).Code);
    }

    [Theory, EveryDatabase]
    public async Task The_file_that_is_downloaded_is_handed_in_again_over_the_pages(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var house = await Agreed.House(app, "市中医院");
        var (medical, office) = (app.Client(house.Person(Role.MedicalAffairs)), app.Client(house.Office));
        var file = await medical.GetByteArrayAsync("/results/rules/built-in.xlsx");
        (string, string)[] head = [("Form.Name", "市清单"), ("Form.Source", "市卫健委〔2026〕1号"), ("Form.From", "2026-01-01")];
        var preview = await (await medical.Upload("/results/rules", "rules", "Form.File", "清单.xlsx", file, [.. head, ("decision", "preview")])).Document();
        Assert.Null(preview.QuerySelector("[role=alert]"));
        Assert.Contains("血常规", preview.Body!.TextContent);
        Assert.Equal("市清单", preview.QuerySelector("input[name='Form.Name']")!.GetAttribute("value"));
        var address = (await medical.Upload("/results/rules", "rules", "Form.File", "清单.xlsx", file, [.. head, ("decision", "hand-in")])).RedirectsTo();
        Assert.Contains("请另一人审核", (await medical.Page(address)).Body!.TextContent);
        Assert.Contains("市清单 第 1 版，", (await office.Page("/notices")).Body!.TextContent);

        var doctor = app.Client(house.Person(Role.Physician));
        Assert.DoesNotContain("审核通过并生效", (await doctor.Page(address)).Body!.TextContent);
        Assert.DoesNotContain("提出一套规则", (await doctor.Page("/results/rules")).Body!.TextContent);
        Assert.Contains("退回需要写明原因", (await (await office.Submit(address, "review", ("decision", "reject"))).Document()).QuerySelector("[role=alert]")!.TextContent);
        Assert.Equal(address, (await office.Submit(address, "review", ("decision", "approve"))).RedirectsTo());
        Assert.Contains("市清单 第 1 版", (await doctor.Page("/results/rules")).Body!.TextContent);
        Assert.Contains(Heading.TrimEnd(), await doctor.GetStringAsync(address + ".csv"));
        Assert.Equal(HttpStatusCode.NotFound, (await doctor.GetAsync($"/results/rules/{Guid.NewGuid()}.csv")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await doctor.GetAsync("/results/rules/none.csv")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Client(house.Person(Role.SecurityAdministrator)).GetAsync("/results/rules/built-in.csv")).StatusCode);
    }

    private static Task<KeptRuleSet> Propose(TestApp app, CurrentUser user, string rows, DateOnly? from = null) =>
        Act(app, user, desk => desk.Propose(new("市清单", "市卫健委〔2026〕1号", "", from ?? Start, null), Table(rows), "清单.csv"));

    private static MemoryStream Table(string rows) => new(Encoding.UTF8.GetBytes(Heading + rows));

    /// <summary>How long a blood count stands on a day.</summary>
    private static Task<int> Hours(TestApp app, DateOnly day) => app.As(CurrentUser.Program("测试"), async services =>
        (await services.GetRequiredService<KeptRules>().Read()).Book.Find((await services.GetRequiredService<ItemDictionary>().Items()).Find("CBC-WBC")!, "370982", day)!.Value.Rule.Hours);

    private static Task<T> Act<T>(TestApp app, CurrentUser user, Func<RuleDesk, Task<T>> act) => app.As(user, services => act(services.GetRequiredService<RuleDesk>()));

    private static Task Act(TestApp app, CurrentUser user, Func<RuleDesk, Task> act) => app.As(user, services => act(services.GetRequiredService<RuleDesk>()));

    private static Task<Refused> Refusal(TestApp app, CurrentUser user, Func<RuleDesk, Task> act) => RefusalOf(() => Act(app, user, act));

    private static Task<Refused> RefusalOf(Func<Task> act) => Assert.ThrowsAsync<Refused>(act);
}
