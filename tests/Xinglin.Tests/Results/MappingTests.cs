using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Notices;
using Xinglin.Results.Contract;
using Xinglin.Results.Items;
using Xinglin.Results.Reports;
using Xinglin.Tests.Agreements;
using Xinglin.Tests.Referrals;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Results;

/// <summary>A laboratory brings hundreds of codes: they are proposed as a table and reviewed together.</summary>
public class MappingTests
{
    [Theory, EveryDatabase]
    public async Task The_file_that_is_downloaded_is_filled_in_and_handed_in_again(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        var (one, other) = (Lab.Technician(house), Lab.Technician(house));
        await Lab.Receive(app, one, Lab.BloodCount(app, patient));
        var file = await app.Client(one).GetStringAsync("/results/mappings.csv");
        Assert.Contains("L-WBC,白细胞,CBC-WBC,白细胞计数", file);
        Assert.Contains("L-XYZ", file);

        var preview = await Desk(app, one, desk => desk.Preview(Table(file), "对照.csv"));
        Assert.Equal((MappingFate.Proposed, MappingFate.Blank), (Fate(preview, "L-WBC"), Fate(preview, "L-XYZ")));
        var proposed = await Desk(app, one, desk => desk.Propose(Table(file), "对照.csv"));
        Assert.Equal(["L-HGB", "L-WBC"], proposed.Select(mapping => mapping.LocalCode).Order());
        Assert.Equal(MappingFate.Faulty, Fate(await Desk(app, one, desk => desk.Preview(Table(file), "对照.csv")), "L-WBC"));
        Assert.Equal(2, await Desk(app, other, desk => desk.Approve([.. proposed.Select(mapping => new Seen(mapping.Id, mapping.Version))])));

        var after = await app.Client(one).GetStringAsync("/results/mappings.csv");
        Assert.Equal(MappingFate.Same, Fate(await Desk(app, one, desk => desk.Preview(Table(after), "对照.csv")), "L-WBC"));
        Assert.Equal("result.mapping-same", (await Assert.ThrowsAsync<Refused>(() => Desk(app, one, desk => desk.Propose(Table(after), "对照.csv")))).Code);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await app.Client(house.Person(Role.Physician)).GetAsync("/results/mappings.csv")).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task A_table_with_a_fault_is_not_taken_at_all_and_says_every_line(Engine engine)
    {
        var (app, house, _) = await Lab.One(engine);
        var one = Lab.Technician(house);
        const string rows = "本机构代码,本机构名称,目录项目\nA1,白细胞,6690-2\nA1,白细胞,CBC-WBC\n,无代码,CBC-HGB\nA3,某项,没有这一项\nA4,钾,2823-3\nA5,尿素,1902402A\n";
        var preview = await Desk(app, one, desk => desk.Preview(Table(rows), "对照.csv"));
        Assert.Equal([MappingFate.Proposed, MappingFate.Faulty, MappingFate.Faulty, MappingFate.Faulty, MappingFate.Proposed], preview.Take(5).Select(row => row.Fate));
        Assert.Equal("CBC-WBC", preview[0].Item!.Code);
        var refused = await Assert.ThrowsAsync<Refused>(() => Desk(app, one, desk => desk.Propose(Table(rows), "对照.csv")));
        Assert.All(["第3行", "与第2行重复", "第4行", "第5行", "没有这一项"], part => Assert.Contains(part, refused.Message));
        Assert.Equal(0, (await Desk(app, one, desk => desk.Waiting(10))).Total);
    }

    [Theory, EveryDatabase]
    public async Task A_second_person_reviews_what_is_ticked_all_or_none(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var house = await Agreed.House(app, "县人民医院");
        var (one, other) = (Lab.Technician(house), Lab.Technician(house));
        var mine = await Desk(app, other, desk => desk.Propose("B9", "血小板", "CBC-PLT"));
        var proposed = await Desk(app, one, desk => desk.Propose([new("B1", "白细胞", "CBC-WBC"), new("B2", "血红蛋白", "CBC-HGB"), new("B3", "红细胞", "CBC-RBC")]));
        var told = await app.As(CurrentUser.Program("测试"), services => services.GetRequiredService<XinglinDb>().Set<Notice>().Where(notice => notice.OrganizationId == house.Id && notice.Role == Role.Diagnostics && notice.Key.StartsWith("result-mapping")).Select(notice => notice.Title).ToListAsync());
        Assert.Contains(told, title => title.Contains("白细胞等 3 条", StringComparison.Ordinal));

        var client = app.Client(other);
        async Task<IReadOnlyList<string>> Boxes() => [.. (await client.Page("/results/mappings")).QuerySelectorAll("#waiting input").Select(box => box.GetAttribute("value")!)];
        var boxes = await Boxes();
        Assert.Equal(3, boxes.Count);
        Assert.Equal("result.mapping-own", (await Assert.ThrowsAsync<Refused>(() => Desk(app, other, desk => desk.Approve([new(proposed[0].Id, null), new(mine.Id, null)])))).Code);
        async Task<string> Refusal(params (string, string)[] typed) => (await (await client.Submit("/results/mappings", "review", typed)).Document()).QuerySelector("[role=alert]")!.TextContent;
        Assert.Contains("没有勾选", await Refusal(("decision", "approve")));
        Assert.Contains("退回原因", await Refusal(("decision", "approve"), ("Form.Chosen", string.Join(',', boxes)), ("Form.Reason", "名称不一致")));
        Assert.Contains("退回需要写明原因", await Refusal(("decision", "reject"), ("Form.Chosen", boxes[0])));
        Assert.Equal(4, (await Desk(app, other, desk => desk.Waiting(10))).Total);

        (await client.Submit("/results/mappings", "review", ("decision", "reject"), ("Form.Chosen", boxes[2]), ("Form.Reason", "应为红细胞压积"))).RedirectsTo();
        (await client.Submit("/results/mappings", "review", ("decision", "approve"), ("Form.Chosen", string.Join(',', boxes.Take(2))))).RedirectsTo();
        var decided = await Desk(app, other, desk => desk.Decided(null, null, 1, 2));
        Assert.Equal((3, 2), (decided.Total, decided.Page.Count));
        Assert.Equal([MappingState.InForce, MappingState.InForce], decided.Page.Select(mapping => mapping.State));
        Assert.Equal([MappingState.Rejected], (await Desk(app, other, desk => desk.Decided(null, null, 2, 2))).Page.Select(mapping => mapping.State));
        Assert.Contains("刚刚被其他人修改过", await Refusal(("decision", "approve"), ("Form.Chosen", boxes[0])));
    }

    [Theory, EveryDatabase]
    public async Task Codes_that_came_in_are_proposed_as_suggested(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        var one = Lab.Technician(house);
        await Lab.Receive(app, one, Lab.BloodCount(app, patient));
        var client = app.Client(one);
        Assert.Contains("没有勾选代码", (await (await client.Submit("/results/mappings", "suggest")).Document()).QuerySelector("[role=alert]")!.TextContent);
        (await client.Submit("/results/mappings", "suggest", ("Form.Chosen", "L-WBC"))).RedirectsTo();
        Assert.Equal(["L-WBC"], (await Desk(app, one, desk => desk.Waiting(10))).First.Select(mapping => mapping.LocalCode));
    }

    [Theory, EveryDatabase]
    public async Task Editions_that_are_reviewed_together_take_their_results_along(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        var (one, other) = (Lab.Technician(house), Lab.Technician(house));
        await Lab.Map(app, house, ("X1", "甲", "CBC-WBC"), ("X2", "乙", "BIO-GLU"), ("X3", "丙", "CBC-PLT"));
        var at = app.Time.Now().AddHours(-3);
        var received = await Lab.Receive(app, one, new ReportIn(Lab.Number(), 1, patient, null, "王小明", ReportKind.Laboratory, "筛查", "检验科", at, null, at,
            [new ValueIn("X1", "甲", "5"), new ValueIn("X2", "乙", "5"), new ValueIn("X3", "丙", "5"), new ValueIn("X4", "丁", "5"), new ValueIn("X5", "戊", "5")]));
        async Task<IReadOnlyList<(string?, bool)>> Values() => [.. (await Lab.Open(app, one, received)).Report.Values.Select(value => (value.ItemCode, value.Secret))];

        var proposed = await Desk(app, one, desk => desk.Propose([new("X1", "甲", "CBC-HGB"), new("X2", "葡萄糖", "BIO-GLU"), new("X3", "丙", "IMM-HIV"), new("X4", "丁", "CBC-RBC")]));
        Assert.Equal(3, await Desk(app, other, desk => desk.Approve([.. proposed.Select(mapping => new Seen(mapping.Id, mapping.Version))])));
        Assert.Equal([("CBC-HGB", false), ("BIO-GLU", false), ("IMM-HIV", true), ("CBC-RBC", false), (null, false)], await Values());

        Assert.Equal(1, await Desk(app, other, desk => desk.Withdraw(proposed[1].Id, null, "代码已停用")));
        Assert.Equal([("CBC-HGB", false), (null, false), ("IMM-HIV", true), ("CBC-RBC", false), (null, false)], await Values());
    }

    [Theory, EveryDatabase]
    public async Task A_result_written_while_its_code_gets_a_meaning_gets_it_too(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var house = await Agreed.House(app, "县人民医院");
        var patient = await Referred.Patient(app, house);
        var (one, other) = (Lab.Technician(house), Lab.Technician(house));
        var mapping = await Desk(app, one, desk => desk.Propose("L-WBC", "白细胞", "CBC-WBC"));
        var approved = Task.FromResult(0);
        // Without the lock it is approved and committed here; with it, after the report.
        var meanwhile = new Meanwhile(sql => sql.Contains("INSERT INTO", StringComparison.Ordinal) && sql.Contains("result_report", StringComparison.Ordinal), 1, async () =>
        {
            approved = Task.Run(() => Desk(app, other, desk => desk.Approve(mapping.Id, null)));
            await Task.WhenAny(approved, Task.Delay(TimeSpan.FromSeconds(1)));
        });
        var node = await TestApp.On(app.Database, services => services.AddSingleton<IInterceptor>(meanwhile));
        try
        {
            var received = await Lab.Receive(node, one, Lab.BloodCount(app, patient));
            await meanwhile.Done;
            await approved;
            Assert.Equal("CBC-WBC", (await Lab.Open(app, one, received)).Report.Values.Single(value => value.LocalCode == "L-WBC").ItemCode);
        }
        finally
        {
            await node.Stop();
        }
    }

    [Theory]
    [InlineData("/results/items", "items")]
    [InlineData("/results/mappings", "table")]
    [InlineData("/results/prices", "table")]
    [InlineData("/results/rules", "rules")]
    [InlineData("/results/import", "upload")]
    public async Task Whoever_hands_in_no_file_is_told_so(string address, string form)
    {
        var (app, house, _) = await Lab.One(Engine.Sqlite);
        var client = app.Client(house.Person(Role.Diagnostics, Role.MedicalAffairs));
        Assert.Contains("没有选择文件", (await (await client.Submit(address, form, ("decision", "preview"))).Document()).QuerySelector("[role=alert]")!.TextContent);
    }

    private static MemoryStream Table(string text) => new(Encoding.UTF8.GetBytes(text));

    private static MappingFate Fate(IReadOnlyList<MappingRowPreview> preview, string code) => preview.Single(row => row.LocalCode == code).Fate;

    private static Task<T> Desk<T>(TestApp app, CurrentUser user, Func<MappingDesk, Task<T>> act) => app.As(user, services => act(services.GetRequiredService<MappingDesk>()));
}
