using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Referrals;
using Xinglin.Terminology;
using Xinglin.Terminology.Contract;
using Xinglin.Tests.Referrals;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Terminology;

public class TerminologyTests
{
    private static readonly CurrentUser Administrator = TestUsers.Of(Role.SystemAdministrator);

    [Theory, EveryDatabase]
    public async Task A_built_in_code_is_found_by_its_beginning_by_part_of_its_name_and_by_initials(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        foreach (var asked in (string[])["I20.0", "i20", "不稳定性", "bwdxxjt"])
            Assert.Contains(await Find(app, CodeSystems.Icd10, asked), concept => concept is { Code: "I20.0", Name: "不稳定性心绞痛" });
        Assert.Contains(await Find(app, CodeSystems.TcmPattern, "气阴两虚"), concept => concept is { Code: null, Name: "气阴两虚证" });
        Assert.Empty(await Find(app, CodeSystems.Icd10, "  "));
        Assert.Empty(await Find(app, CodeSystems.Icd10, "%"));
    }

    [Theory, EveryDatabase]
    public async Task An_imported_table_is_offered_once_it_is_put_to_use_and_the_one_before_no_more(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var table = await Import(app, "编码,名称\nI10.x00x002,高血压\nI10.x05,高血压3级\nE11.900,2型糖尿病\n");
        Assert.Empty(await Find(app, CodeSystems.Icd10, "I10.x"));

        await Desk(app, desk => desk.Use(table.Id, table.Version));
        Assert.Equal(["I10.x00x002", "I10.x05"], (await Find(app, CodeSystems.Icd10, "高血压")).Select(concept => concept.Code));
        Assert.Equal(["I10.x05"], (await Find(app, CodeSystems.Icd10, "gxy3j")).Select(concept => concept.Code));

        var next = await Import(app, "编码,名称\nI10.x00x002,高血压病\nJ18.900,肺炎\n");
        Assert.Equal(new CodeTableDifference(1, 1, 2), await app.As(Administrator, services => services.GetRequiredService<CodeTableDesk>().Difference(next)));
        await Desk(app, desk => desk.Use(next.Id, next.Version));
        Assert.Empty(await Find(app, CodeSystems.Icd10, "高血压3级"));
        var again = await Assert.ThrowsAsync<Refused>(() => Desk(app, desk => desk.Use(table.Id, null)));
        Assert.Equal("terminology.not-draft", again.Code);
    }

    [Theory, EveryDatabase]
    public async Task Two_who_put_tables_to_use_at_once_leave_one_in_use(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var tables = new[] { await Import(app, "编码,名称\nA1,甲\n"), await Import(app, "编码,名称\nB1,乙\n"), await Import(app, "编码,名称\nC1,丙\n") };
        await Task.WhenAll(tables.Select(async table =>
        {
            try { await Desk(app, desk => desk.Use(table.Id, table.Version)); }
            catch (Refused overtaken) when (overtaken.Kind == RefusalKind.Conflict) { }
        }));
        Assert.Equal(1, await app.As(Administrator, services => services.GetRequiredService<XinglinDb>().Set<CodeTable>().CountAsync(table => table.State == CodeTableState.InUse)));
    }

    [Theory, EveryDatabase]
    public async Task A_file_with_a_fault_is_refused_whole_and_every_fault_is_named(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var refused = await Assert.ThrowsAsync<Refused>(() => Import(app, "编码,名称\nI10,高血压\n,没有编码\nI10,又一次\nI11,\n"));
        Assert.Equal("terminology.lines", refused.Code);
        Assert.Contains("3 行有错", refused.Message);
        Assert.Contains("第3行", refused.Message);
        Assert.Contains("编码 I10 重复", refused.Message);
        Assert.Contains("第5行", refused.Message);

        Assert.Equal("terminology.column", (await Assert.ThrowsAsync<Refused>(() => Import(app, "号,名称\nI10,高血压\n"))).Code);
        Assert.Equal("terminology.system", (await Assert.ThrowsAsync<Refused>(() => Import(app, "编码,名称\nI10,高血压\n", system: "snomed"))).Code);
        Assert.Equal("terminology.label", (await Assert.ThrowsAsync<Refused>(() => Import(app, "编码,名称\nI10,高血压\n", label: " "))).Code);
        Assert.Empty(await app.As(Administrator, services => services.GetRequiredService<CodeTableDesk>().All()));
    }

    [Theory, EveryDatabase]
    public async Task A_diagnosis_in_words_that_the_table_knows_once_is_kept_with_its_code(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var patient = await Referred.Patient(pair.App, pair.Township);
        var draft = await Referred.Sending(pair, pair.Sender, desk => desk.Draft(Referred.Draft(patient, pair.Hospital) with
        {
            Request = new ReferralRequest { Diagnoses = [new(CodeSystems.Icd10, null, "心房颤动和扑动"), new(CodeSystems.Icd10, null, "心里不舒服"), new(CodeSystems.Icd10, "I10", "血压高")] }
        }));
        var kept = await pair.App.As(pair.Sender, services => services.GetRequiredService<ReferralStore>().Document<ReferralRequest>(draft.Id, ReferralDocumentKind.Request));
        Assert.Equal([new(CodeSystems.Icd10, "I48", "心房颤动和扑动"), new(CodeSystems.Icd10, null, "心里不舒服"), new(CodeSystems.Icd10, "I10", "血压高")], kept!.Diagnoses);
    }

    [Theory, EveryDatabase]
    public async Task Only_those_who_keep_the_tables_change_them_and_everyone_signed_in_may_look_up(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var physician = app.Client(TestUsers.Of(Role.Physician));
        Assert.Equal(HttpStatusCode.Forbidden, (await physician.GetAsync("/terminology")).StatusCode);
        Assert.Equal("I20.0", (await physician.GetFromJsonAsync<List<Concept>>("/api/terminology/icd10?q=I20.0"))!.Single().Code);
        Assert.Equal(HttpStatusCode.NotFound, (await physician.GetAsync("/api/terminology/nothing?q=I10")).StatusCode);
        Assert.Contains("&lt;b&gt;", await physician.GetStringAsync("/terminology/icd10/options?find=%3Cb%3E"));
        Assert.NotEqual(HttpStatusCode.OK, (await app.Client().GetAsync("/terminology/icd10/options?find=I10")).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task The_command_imports_a_gbk_file_and_puts_it_to_use(Engine engine)
    {
        await using var database = await TestDatabase.Create(engine);
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var file = Path.Combine(database.DataDirectory, "icd.csv");
        await File.WriteAllBytesAsync(file, Encoding.GetEncoding("GB18030").GetBytes("编码,名称\nI10.x00x002,高血压\n"));

        var (code, said) = await RealProgram.Run(["terminology", "import", file, "--system", "icd10", "--label", "国家临床版", "--use", .. database.Arguments]);
        Assert.Contains("已导入 1 条", said);
        Assert.Equal(0, code);
        Assert.Equal(1, (await RealProgram.Run(["terminology", "import", file, "--system", "nothing", "--label", "国家临床版", .. database.Arguments])).Code);
        await using var app = await TestApp.On(database);
        Assert.Equal("高血压", (await Find(app, CodeSystems.Icd10, "I10.x")).Single().Name);
    }

    [Fact]
    public async Task The_tables_look_right_and_a_file_goes_up_by_the_page()
    {
        await using var app = await TestApp.Fresh(Engine.Sqlite);
        var client = app.Client(Administrator);
        var page = (await client.Upload("/terminology", "import", "File", "icd.csv", Encoding.UTF8.GetBytes("编码,名称\nI10.x00x002,高血压\nI20.000,不稳定性心绞痛\n"), ("Kind", "icd10"), ("Label", "国家临床版 2.0"))).RedirectsTo();
        await Screens.Check(app, Administrator, page, "terminology-draft");
        Assert.Equal("/terminology", (await client.Submit(page, "use")).RedirectsTo());
        await Screens.Check(app, Administrator, "/terminology", "terminology");
    }

    [Fact]
    public async Task A_code_that_was_found_goes_into_the_field_as_a_further_line()
    {
        var pair = await Referred.Pair(Engine.Sqlite);
        var patient = await Referred.Patient(pair.App, pair.Township);
        var page = await Browser.Open(pair.App, pair.Sender, $"/referrals/new?patient={patient}&to={pair.Hospital.Id}&direction=up");
        await using var window = page.Context;

        await page.GetByLabel("初步诊断", new() { Exact = false }).First.FillAsync("I10 高血压");
        await page.GetByLabel("查找初步诊断的编码").FillAsync("bwdxxjt");
        await page.GetByRole(AriaRole.Button, new() { Name = "不稳定性心绞痛" }).ClickAsync();

        Assert.Equal("I10 高血压\nI20.0 不稳定性心绞痛", await page.Locator("#diagnoses").InputValueAsync());
        Assert.Equal("", await page.GetByLabel("查找初步诊断的编码").InputValueAsync());
    }

    private static Task<IReadOnlyList<Concept>> Find(TestApp app, string system, string asked) =>
        app.As(TestUsers.Of(Role.Physician), services => services.GetRequiredService<ITerminology>().Find(system, asked, 20));

    private static Task<CodeTable> Import(TestApp app, string csv, string system = CodeSystems.Icd10, string label = "国家临床版") =>
        app.As(Administrator, services => services.GetRequiredService<CodeTableDesk>().Import(system, label, new MemoryStream(Encoding.UTF8.GetBytes(csv)), "表.csv"));

    private static Task Desk(TestApp app, Func<CodeTableDesk, Task> act) => app.As(Administrator, services => act(services.GetRequiredService<CodeTableDesk>()));
}
