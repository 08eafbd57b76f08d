using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements;
using Xinglin.Agreements.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Results.Contract;
using Xinglin.Results.Recognition;
using Xinglin.Tests.Agreements;
using Xinglin.Tests.Referrals;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Results;

public class FigureTests
{
    /// <summary>Two that recognise each other's results. At the hospital a doctor recognised the white cells and found the haemoglobin not comparable.</summary>
    private sealed record Decided(TestApp App, House Hospital, House Township, Guid Patient)
    {
        public CurrentUser Doctor { get; } = Hospital.Person(Role.Physician) with { Name = "苏医师" };

        public string Address(House house, string rest) => $"/results/recognition?house={house.Id}&cases=true{rest}";
    }

    [Theory, EveryDatabase]
    public async Task Cases_open_for_the_partner_without_patient_and_doctor_and_lead_the_own_doctors_to_them(Engine engine)
    {
        var decided = await Build(engine);
        foreach (var reader in new[] { decided.Township.Director, decided.Hospital.Director, decided.Township.Office, decided.Township.Person(Role.Physician) })
        {
            var page = await decided.App.Client(reader).Page(decided.Address(decided.Hospital, ""));
            var cases = page.QuerySelector("#cases")!;
            Assert.Equal(2, cases.QuerySelectorAll("tbody tr").Length);
            foreach (var part in (string[])["白细胞计数", "血红蛋白", decided.Hospital.Name, "R6-3", ChinaTime.Show(decided.App.Time.Today())]) Assert.Contains(part, cases.TextContent);
            Assert.DoesNotContain(decided.Patient.ToString(), page.Body!.InnerHtml);
            Assert.DoesNotContain("苏医师", page.Body.TextContent);
            Assert.Empty(cases.QuerySelectorAll("tbody a"));
        }

        var own = (await decided.App.Client(decided.Doctor).Page(decided.Address(decided.Hospital, ""))).QuerySelector("#cases")!;
        Assert.Equal(2, own.QuerySelectorAll($"tbody a[href^='/results/orders/{decided.Patient}/']").Length);
        Assert.Contains("苏医师", own.TextContent);
        var stranger = await Agreed.House(decided.App, "外县医院");
        var foreign = await decided.App.Client(stranger.Director).Page(decided.Address(decided.Hospital, ""));
        Assert.Contains("没有病例", foreign.QuerySelector("#cases")!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task Each_figure_opens_its_own_cases_by_institution_panel_item_and_month(Engine engine)
    {
        var decided = await Build(engine);
        var client = decided.App.Client(decided.Township.Director);
        var page = await client.Page("/results/recognition");
        async Task<string> Opened(string caption, string row, string cell)
        {
            var line = page.QuerySelectorAll($"[aria-label='{caption}'] tbody tr").Single(each => each.QuerySelector("th")!.TextContent.Contains(row));
            var cases = (await client.Page(line.QuerySelector($"td[data-label='{cell}'] a")!.GetAttribute("href")!.Split('#')[0])).QuerySelector("#cases tbody")!;
            return string.Join(' ', cases.QuerySelectorAll("td[data-label='项目']").Select(each => each.ChildNodes[0].TextContent.Trim()).Order(StringComparer.Ordinal));
        }

        Assert.Equal("白细胞计数 血红蛋白", await Opened("按机构", decided.Hospital.Name, "互认率"));
        Assert.Equal("血红蛋白", await Opened("按机构", decided.Hospital.Name, "提示有误"));
        Assert.Equal("白细胞计数", await Opened("按机构", decided.Hospital.Name, "节省（元）"));
        Assert.Equal("白细胞计数", await Opened("按项目组合", "血常规", "互认"));
        Assert.Equal("血红蛋白", await Opened("按项目", "CBC-HGB", "互认率"));
        Assert.Equal("血红蛋白", await Opened("按项目", "CBC-HGB", "重复检查"));
        Assert.Equal("白细胞计数 血红蛋白", await Opened("按月", $"{decided.App.Time.Today():yyyy-MM}", "互认率"));
        var before = await client.Page(decided.Address(decided.Hospital, $"&month={decided.App.Time.Today().AddMonths(-1):yyyy-MM}"));
        Assert.Contains("没有病例", before.QuerySelector("#cases")!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task A_false_alarm_is_counted_with_the_rule_that_let_the_result_pass(Engine engine)
    {
        var decided = await Build(engine);
        var page = await decided.App.Client(decided.Township.Director).Page("/results/recognition");
        var rule = Assert.Single(page.QuerySelectorAll("[aria-label='提示有误的规则'] tbody tr"));
        Assert.Contains("系统自带示例规则第1版：常见做法：1–3 天", rule.TextContent);
        Assert.Equal("1", rule.QuerySelector("td")!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task Many_cases_are_led_through_page_by_page_and_of_level_five_the_day_is_not_told(Engine engine)
    {
        var decided = await Build(engine);
        await decided.App.As(decided.Doctor, async services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            foreach (var minute in Enumerable.Range(1, 25))
                db.Add(new OrderDecision
                {
                    PatientId = Guid.NewGuid(),
                    Id = Guid.CreateVersion7(),
                    CheckId = Guid.NewGuid(),
                    OrganizationId = decided.Hospital.Id,
                    Organization = decided.Hospital.Name,
                    DoctorId = Guid.NewGuid(),
                    Doctor = "苏医师",
                    ItemCode = "IMM-HIV",
                    Panel = "HIV筛查",
                    Outcome = OrderOutcomeKind.Recognised,
                    ReportPatientId = Guid.NewGuid(),
                    ReportId = Guid.NewGuid(),
                    MakerId = decided.Hospital.Id,
                    Maker = decided.Hospital.Name,
                    DecidedAt = decided.App.Time.Now().AddSeconds(-minute)
                });
            await db.SaveChangesAsync();
        });
        var client = decided.App.Client(decided.Township.Director);
        var first = await client.Page(decided.Address(decided.Hospital, ""));
        Assert.Equal(FigureCases.PageSize, first.QuerySelectorAll("#cases tbody tr").Length);
        var second = await client.Page(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!.Split('#')[0]);
        Assert.Equal(27 - FigureCases.PageSize, second.QuerySelectorAll("#cases tbody tr").Length);
        var secret = first.QuerySelectorAll("#cases tbody tr").Last(row => row.TextContent.Contains("HIV筛查"));
        Assert.Equal("不显示", secret.QuerySelector("td[data-label='日期']")!.TextContent);
    }

    private static async Task<Decided> Build(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var (hospital, township) = (await Agreed.House(app, "县人民医院"), await Agreed.House(app, "乡镇卫生院"));
        await Agreed.InForce(app, hospital, township,
            new ClauseContent { Text = "双方认同对方血常规等检验结果。", Kinds = [ClauseKinds.ResultRecognition], Bearers = ["甲方", "乙方"], Counterparties = ["甲方", "乙方"], Items = ["血常规"], OpenList = true });
        var decided = new Decided(app, hospital, township, await Referred.Patient(app, hospital));
        await Lab.MapBlood(app, hospital);
        await app.As(hospital.Person(Role.MedicalAffairs), services => services.GetRequiredService<PriceDesk>().Set("CBC-WBC", 20, "价格目录", app.Time.Today()));
        await Lab.Receive(app, Lab.Technician(hospital), Lab.BloodCount(app, decided.Patient));
        await app.As(decided.Doctor, async services =>
        {
            var advice = services.GetRequiredService<IOrderAdvice>();
            var answer = await advice.Ask(new OrderQuestion(decided.Patient, ["血常规"]));
            await advice.Decide(decided.Patient, answer.CheckId, [new("CBC-WBC", true), new("CBC-HGB", false, RepeatReasons.FalseAlarm, "标本溶血", true)]);
        });
        return decided;
    }
}
