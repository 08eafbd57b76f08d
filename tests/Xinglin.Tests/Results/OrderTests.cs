using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements;
using Xinglin.Agreements.Contract;
using Xinglin.Directory.Contract;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Results.Alerts;
using Xinglin.Results.Contract;
using Xinglin.Results.Items;
using Xinglin.Results.Recognition;
using Xinglin.Tests.Agreements;
using Xinglin.Tests.Referrals;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Results;

public class OrderTests
{
    /// <summary>A hospital whose laboratory reports for a township's patient who was referred, and who then is at home again.</summary>
    internal sealed record Two(TestApp App, House Hospital, House Township, Guid Patient)
    {
        public CurrentUser Doctor { get; } = Township.Person(Role.Physician);
        public Guid Agreement { get; init; }
        public CurrentUser Laboratory { get; } = Hospital.Person(Role.Diagnostics);
    }

    [Theory, EveryDatabase]
    public async Task What_stands_is_recognised_and_kept_as_it_was_shown(Engine engine)
    {
        var two = await Build(engine);
        await Lab.Receive(two.App, two.Laboratory, Lab.BloodCount(two.App, two.Patient));
        var answer = await Ask(two, "血常规");
        var white = answer.Items.Single(item => item.Code == "CBC-WBC");
        Assert.True(white.Standing == Standing.Stands, string.Join("；", white.Findings.Select(finding => $"{finding.Outcome} {finding.Words}")));
        Assert.Equal("6.1 10^9/L", white.Result!.Value);
        Assert.Contains("1.1", white.Basis);
        Assert.Equal(Standing.Unknown, answer.Items.Single(item => item.Code == "CBC-PLT").Standing);

        var outcome = await Decide(two, answer, new OrderDecisionIn("CBC-WBC", true), new OrderDecisionIn("CBC-HGB", false, "R1", null, Told: true));
        Assert.Equal((1, 1), (outcome.Recognised, outcome.Repeated));
        var twice = await Assert.ThrowsAsync<Refused>(() => Decide(two, answer, new OrderDecisionIn("CBC-WBC", false, "R1")));
        Assert.Contains("已经决定过", twice.Message);
        var (_, kept) = await two.App.As(two.Doctor, services => services.GetRequiredService<OrderDesk>().Read(two.Patient, answer.CheckId));
        Assert.Equal(answer.Items.Count, kept.Items.Count);
        Assert.Equal("6.1 10^9/L", kept.Items.Single(item => item.Code == "CBC-WBC").Result!.Value);
        var stored = await two.App.As(CurrentUser.Program("测试"), services => services.GetRequiredService<XinglinDb>().Set<OrderCheck>().SingleAsync(check => check.Id == answer.CheckId));
        Assert.DoesNotContain("10^9", stored.Answer);
    }

    [Theory, EveryDatabase]
    public async Task Repeating_needs_one_of_the_six_reasons_and_the_last_one_needs_words(Engine engine)
    {
        var two = await Build(engine);
        await Lab.Receive(two.App, two.Laboratory, Lab.BloodCount(two.App, two.Patient));
        var answer = await Ask(two, "血常规");
        foreach (var (decision, part) in new[]
                 {
                     (new OrderDecisionIn("血常规", false), "须选择原因"), (new OrderDecisionIn("血常规", false, "R9"), "须选择原因"), (new OrderDecisionIn("血常规", false, "R6-1"), "须写明"),
                     (new OrderDecisionIn("尿常规", true), "没有可互认的结果")
                 })
            Assert.Contains(part, (await Assert.ThrowsAsync<Refused>(() => Decide(two, answer, decision))).Message);
        var outcome = await Decide(two, answer, new OrderDecisionIn("血常规", false, "R6-1", "患者坚持复查", true));
        Assert.Equal(2, outcome.Repeated);
        var kept = await two.App.As(two.Doctor, services => services.GetRequiredService<OrderDesk>().Decisions(two.Patient, answer.CheckId));
        Assert.All(kept, each => Assert.Equal("患者坚持复查", each.Words));
    }

    [Theory, EveryDatabase]
    public async Task Who_was_told_is_kept_and_who_is_not_said_reads_so(Engine engine)
    {
        var two = await Build(engine);
        await Lab.Receive(two.App, two.Laboratory, Lab.BloodCount(two.App, two.Patient));
        var answer = await Ask(two, "血常规");
        await Decide(two, answer, new OrderDecisionIn("CBC-WBC", false, "R1", null, true), new OrderDecisionIn("CBC-HGB", false, "R3", null, ToldWhom: ToldSide.Family));
        var doctor = two.App.Client(two.Doctor);
        var page = (await doctor.Page($"/results/orders/{two.Patient}/{answer.CheckId}")).Body!.TextContent;
        Assert.Contains("已告知，未注明对象", page);
        Assert.Contains("已告知家属", page);
        Assert.Contains("家属", (await doctor.Page($"/results/orders/{two.Patient}/{answer.CheckId}/print")).Body!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task What_does_not_stand_is_relied_on_by_the_doctors_word_beside_every_rate(Engine engine)
    {
        var two = await Build(engine);
        var report = Lab.BloodCount(two.App, two.Patient);
        await Lab.Receive(two.App, two.Laboratory, report);
        var answer = await AfterTransfusion(two);
        Assert.All(answer.Items.Where(item => item.Result is not null), item => Assert.Equal((Standing.DoesNotStand, true), (item.Standing, item.MayRely)));
        Assert.All(answer.Items.Where(item => item.Result is null), item => Assert.False(item.MayRely));

        Assert.Contains("须写明理由", (await Assert.ThrowsAsync<Refused>(() => Decide(two, answer, new OrderDecisionIn("CBC-WBC", true)))).Message);
        Assert.Contains("没有可互认的结果", (await Assert.ThrowsAsync<Refused>(() => Decide(two, answer, new OrderDecisionIn("CBC-WBC", false, "R1")))).Message);
        Assert.Contains("没有可互认的结果", (await Assert.ThrowsAsync<Refused>(() => Decide(two, answer, new OrderDecisionIn("CBC-PLT", true, Words: "可用")))).Message);
        var outcome = await Decide(two, answer, new OrderDecisionIn("CBC-WBC", true, Words: "输血前后白细胞无明显变化"));
        Assert.Equal(new OrderOutcome(0, 0, 0, 1), outcome);

        var doctor = two.App.Client(two.Doctor);
        var page = (await doctor.Page($"/results/orders/{two.Patient}/{answer.CheckId}")).Body!.TextContent;
        Assert.Contains("凭判断采用", page);
        Assert.Contains("输血前后白细胞无明显变化", page);
        Assert.Contains("由医师判断，采用您已有的结果", (await doctor.Page($"/results/orders/{two.Patient}/{answer.CheckId}/print")).Body!.TextContent);
        var figures = await two.App.As(two.Township.Director, services => services.GetRequiredService<Figures>().Read(two.App.Time.Today(), two.App.Time.Today(), two.Township.Id));
        Assert.Equal(new RecognitionFigure(0, 0, 0, 1, 0), figures.All);
        Assert.Null(figures.All.Rate);
        var cases = (await two.App.Client(two.Township.Director).Page("/results/recognition?cases=true&outcome=relied")).QuerySelector("#cases")!;
        Assert.Contains("凭判断采用", cases.TextContent);

        await Lab.Receive(two.App, two.Laboratory, Lab.BloodCount(two.App, two.Patient, report.Number, wbc: 8, edition: 2, reason: "标本复检"));
        Assert.Equal(AlertKind.Revised, Assert.Single(await Alerts(two, two.Doctor)).Kind);
    }

    [Theory, EveryDatabase]
    public async Task Relying_by_judgement_goes_over_the_page(Engine engine)
    {
        var two = await Build(engine);
        await Lab.Receive(two.App, two.Laboratory, Lab.BloodCount(two.App, two.Patient));
        var answer = await AfterTransfusion(two);
        var doctor = two.App.Client(two.Doctor);
        var address = $"/results/orders/{two.Patient}/{answer.CheckId}";
        var without = await doctor.Submit(address, "decide", ("panels", "血常规"), ("rely-血常规", "CBC-WBC"));
        Assert.Contains("须写明理由", (await without.Document()).Body!.TextContent);
        Assert.Equal(address, (await doctor.Submit(address, "decide", ("panels", "血常规"), ("rely-血常规", "CBC-WBC"), ("judged-血常规", "病情稳定"))).RedirectsTo());
        Assert.Contains("病情稳定", (await doctor.Page(address)).Body!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task Without_a_purpose_only_the_own_results_are_looked_at_and_consent_opens_the_others(Engine engine)
    {
        var two = await Build(engine, referred: false);
        var answer = await Ask(two, "血常规");
        Assert.NotNull(answer.Limited);
        Assert.All(answer.Items, item => Assert.Equal(Standing.Unknown, item.Standing));
        Task<OrderAnswer> Agreeing(bool informed) => two.App.As(two.Doctor, services => services.GetRequiredService<IOrderAdvice>().Ask(
            new OrderQuestion(two.Patient, ["血常规"], new SignedConsent("王小明", "本人", informed))));
        Assert.Equal("consent.not-informed", (await Assert.ThrowsAsync<Refused>(() => Agreeing(informed: false))).Code);
        var after = await Agreeing(informed: true);
        Assert.Null(after.Limited);
    }

    [Theory, EveryDatabase]
    public async Task A_result_after_a_transfusion_does_not_stand_and_says_so(Engine engine)
    {
        var two = await Build(engine);
        await Lab.Receive(two.App, two.Laboratory, Lab.BloodCount(two.App, two.Patient, hoursAgo: 20));
        var answer = await two.App.As(two.Doctor, services => services.GetRequiredService<IOrderAdvice>().Ask(
            new OrderQuestion(two.Patient, ["CBC-WBC"], Since: [new SinceThen("transfusion", two.App.Time.Now().AddHours(-4))])));
        var white = Assert.Single(answer.Items);
        Assert.Equal(Standing.DoesNotStand, white.Standing);
        Assert.Contains(white.Findings, finding => finding is { Code: "since", Outcome: RuleOutcome.Fails });
        var later = await Ask(two, "CBC-WBC");
        Assert.Equal(Standing.DoesNotStand, Assert.Single(later.Items).Standing);
    }

    [Theory, EveryDatabase]
    public async Task Who_relied_on_a_report_is_told_when_it_is_corrected_or_voided_and_must_acknowledge(Engine engine)
    {
        var two = await Build(engine);
        var report = Lab.BloodCount(two.App, two.Patient);
        await Lab.Receive(two.App, two.Laboratory, report);
        var answer = await Ask(two, "血常规");
        await Decide(two, answer, new OrderDecisionIn("血常规", true));
        await Lab.Receive(two.App, two.Laboratory, Lab.BloodCount(two.App, two.Patient, report.Number, wbc: 8, edition: 2, reason: "标本编号贴错"));

        var alert = Assert.Single(await Alerts(two, two.Doctor));
        Assert.Equal(AlertKind.Revised, alert.Kind);
        Assert.Equal(two.Doctor.UserId, alert.DoctorId);
        Assert.Contains("标本编号贴错", (await two.App.As(two.Doctor, services => services.GetRequiredService<AlertDesk>().Read(alert.Id))).Words);
        var colleague = two.Township.Person(Role.Physician);
        Assert.Equal(RefusalKind.Forbidden, (await Assert.ThrowsAsync<Refused>(() => two.App.As(colleague, services => services.GetRequiredService<AlertDesk>().Acknowledge(alert.Id, null, "已看")))).Kind);
        await two.App.As(two.Doctor, services => services.GetRequiredService<AlertDesk>().Acknowledge(alert.Id, alert.Version, "已重新评估"));
        Assert.Empty(await Alerts(two, two.Doctor));
        Assert.Equal("8 10^9/L", (await Ask(two, "CBC-WBC")).Items[0].Result!.Value);
    }

    [Theory, EveryDatabase]
    public async Task Who_relied_on_a_value_is_told_when_its_code_turns_out_to_mean_another_item_or_none(Engine engine)
    {
        var two = await Build(engine);
        await Lab.Receive(two.App, two.Laboratory, Lab.BloodCount(two.App, two.Patient));
        var answer = await Ask(two, "血常规");
        await Decide(two, answer, new OrderDecisionIn("CBC-WBC", true), new OrderDecisionIn("CBC-HGB", false, "R1"));
        var mappings = await two.App.As(two.Laboratory, services => services.GetRequiredService<MappingDesk>().Decided(MappingState.InForce, null, 1, 50));
        var (white, red) = (mappings.Page.Single(mapping => mapping.ItemCode == "CBC-WBC"), mappings.Page.Single(mapping => mapping.ItemCode == "CBC-HGB"));

        await two.App.As(two.Laboratory, services => services.GetRequiredService<MappingDesk>().Withdraw(red.Id, null, "代码停用"));
        Assert.Empty(await Alerts(two, two.Doctor));
        var right = await two.App.As(two.Laboratory, services => services.GetRequiredService<MappingDesk>().Propose(white.LocalCode, white.LocalName, "CBC-NEU"));
        await two.App.As(two.Hospital.Person(Role.Diagnostics), services => services.GetRequiredService<MappingDesk>().Approve(right.Id, null));

        var alert = Assert.Single(await Alerts(two, two.Doctor));
        Assert.Equal((AlertKind.Remapped, two.Doctor.UserId), (alert.Kind, alert.DoctorId));
        Assert.Contains("已由第 2 版更改", (await two.App.As(two.Doctor, services => services.GetRequiredService<AlertDesk>().Read(alert.Id))).Words);
        Assert.Contains("引用的结果项目对照有误", (await two.App.Client(two.Doctor).Page("/results/alerts")).Body!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task Of_two_who_decide_at_once_one_decision_is_kept(Engine engine)
    {
        var two = await Build(engine);
        await Lab.Receive(two.App, two.Laboratory, Lab.BloodCount(two.App, two.Patient));
        var answer = await Ask(two, "CBC-WBC");
        var kept = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(async () =>
        {
            try { await Decide(two, answer, new OrderDecisionIn("CBC-WBC", true)); return 1; }
            catch (Refused) { return 0; }
        })));
        Assert.Equal(1, kept.Sum());
        Assert.Single(await two.App.As(two.Doctor, services => services.GetRequiredService<OrderDesk>().Decisions(two.Patient, answer.CheckId)));
    }

    [Theory, EveryDatabase]
    public async Task A_hospital_system_asks_and_decides_over_the_api(Engine engine)
    {
        var two = await Build(engine);
        await Lab.Receive(two.App, two.Laboratory, Lab.BloodCount(two.App, two.Patient));
        var client = two.App.Client(two.Doctor);
        var asked = await client.PostAsJsonAsync("/api/results/orders", new { patientId = two.Patient, items = new[] { "血常规" } });
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        var answer = await asked.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains(answer.GetProperty("items").EnumerateArray(), item => item.GetProperty("standing").GetString() == "stands");
        var decided = await client.PostAsJsonAsync($"/api/results/orders/{answer.GetProperty("checkId").GetGuid()}/decisions", new { patientId = two.Patient, decisions = new[] { new { item = "血常规", recognise = true } } });
        Assert.Equal(2, (await decided.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("recognised").GetInt32());
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsJsonAsync("/api/results/orders", new { patientId = two.Patient, items = new[] { "没有的项目" } })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await two.App.Client((await Agreed.House(two.App, "外县医院")).Person(Role.Physician)).PostAsJsonAsync("/api/results/orders", new { patientId = two.Patient, items = new[] { "血常规" } })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await two.App.Client(two.Township.Person(Role.ReferralCoordinator)).PostAsJsonAsync("/api/results/orders", new { patientId = two.Patient, items = new[] { "血常规" } })).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task What_is_added_to_an_open_list_holds_when_the_other_side_has_agreed(Engine engine)
    {
        var two = await Build(engine);
        var (office, other) = (two.Township.Person(Role.MedicalAffairs), two.Hospital.Person(Role.MedicalAffairs));
        var change = await two.App.As(office, services => services.GetRequiredService<AgreedListDesk>().Propose(two.Hospital.Id, "电解质", false, two.App.Time.Today(), "质控同步"));
        Assert.Equal(RefusalKind.Forbidden, (await Assert.ThrowsAsync<Refused>(() => two.App.As(office, services => services.GetRequiredService<AgreedListDesk>().Answer(change.Id, null, true)))).Kind);
        await two.App.As(other, services => services.GetRequiredService<AgreedListDesk>().Answer(change.Id, change.Version, true));
        var partners = await two.App.As(office, services => services.GetRequiredService<AgreedListDesk>().Partners());
        Assert.Equal(ListChangeState.Agreed, Assert.Single(partners.Single(partner => partner.Partner.Id == two.Hospital.Id).Changes).State);
    }

    internal static Task<OrderAnswer> Ask(Two two, params string[] items) =>
        two.App.As(two.Doctor, services => services.GetRequiredService<IOrderAdvice>().Ask(new OrderQuestion(two.Patient, items)));

    private static Task<OrderAnswer> AfterTransfusion(Two two) => two.App.As(two.Doctor, services => services.GetRequiredService<IOrderAdvice>().Ask(
        new OrderQuestion(two.Patient, ["血常规"], Since: [new SinceThen("transfusion", two.App.Time.Now().AddMinutes(-30))])));

    internal static Task<OrderOutcome> Decide(Two two, OrderAnswer answer, params OrderDecisionIn[] decisions) =>
        two.App.As(two.Doctor, services => services.GetRequiredService<IOrderAdvice>().Decide(answer.PatientId, answer.CheckId, decisions));

    internal static Task<IReadOnlyList<ResultAlert>> Alerts(Two two, CurrentUser user) => two.App.As(user, services => services.GetRequiredService<AlertDesk>().List(open: true));

    /// <summary>Mapped codes, an agreement with an open list, marks of the laboratory, and a referral that lets the hospital see the patient.</summary>
    internal static async Task<Two> Build(Engine engine, bool referred = true)
    {
        var app = await TestApp.Shared(engine);
        var (hospital, township) = (await Agreed.House(app, "县人民医院"), await Referred.House(app, "乡镇卫生院", OrganizationLevel.Primary));
        var agreement = await Agreed.InForce(app, hospital, township,
            new ClauseContent { Text = "双方认同对方血常规、尿常规等检验结果。", Kinds = [ClauseKinds.ResultRecognition], Bearers = ["甲方", "乙方"], Counterparties = ["甲方", "乙方"], Items = ["血常规", "尿常规"], OpenList = true },
            new ClauseContent { Text = "双方实行双向转诊。", Kinds = [ClauseKinds.TwoWayReferral], Bearers = ["甲方", "乙方"], Counterparties = ["甲方", "乙方"] });
        foreach (var house in new[] { hospital, township }) await app.As(house.Person(Role.MedicalAffairs), services => services.GetRequiredService<Xinglin.Referrals.PracticeDesk>().Decide(null, false, []));
        var two = new Two(app, hospital, township, await Referred.Patient(app, township)) { Agreement = agreement };
        await Lab.MapBlood(app, hospital);
        await app.As(two.Laboratory, services => services.GetRequiredService<QualityDesk>().Enter(new CycleIn("检验科", ["血常规"], "2026 年第 2 次", "全国HR", app.Time.Today().AddMonths(-2), app.Time.Today().AddMonths(4), ExternalAssessment.Passed, InternalControl.InControl, "国家临检中心 证书 1")));
        if (referred) await Referred.Submitted(new Pair(app, township, hospital, Guid.Empty), two.Patient);
        return two;
    }
}
