using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements;
using Xinglin.Agreements.Contract;
using Xinglin.Audit;
using Xinglin.Patients.MasterIndex;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Results.Alerts;
using Xinglin.Results.Contract;
using Xinglin.Results.Items;
using Xinglin.Results.Recognition;
using Xinglin.Results.Reports;
using Xinglin.Tests.Agreements;
using Xinglin.Tests.Agreements.Terms;
using Xinglin.Tests.Referrals;
using Xinglin.Tests.Support;
using static Xinglin.Tests.Results.OrderTests;

namespace Xinglin.Tests.Results;

/// <summary>What the judgement rests on: which results are found, and what people keep beside the rules.</summary>
public class RecognitionTests
{
    [Theory, EveryDatabase]
    public async Task A_critical_value_calls_who_treats_under_whichever_registration_of_the_person(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var pair = await Referred.Pair(app);
        var patient = await Referred.Patient(app, pair.Township);
        var up = await Referred.Submitted(pair, patient);
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Accept(up.Id, new(null), Referred.Arrangement(app.Time)));
        await Referred.Sending(pair, pair.SenderOffice, desk => desk.Depart(up.Id, new(null)));
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Arrive(up.Id, new(null)));

        // A third house examines the same person under its own registration.
        var laboratory = await Agreed.House(app, "检验中心");
        var elsewhere = await Referred.Patient(app, laboratory);
        await SamePerson(app, patient, elsewhere);
        await Lab.MapBlood(app, laboratory);
        await Lab.Receive(app, Lab.Technician(laboratory), Lab.BloodCount(app, elsewhere, hgb: 40));

        Assert.Equal(AlertKind.Critical, Assert.Single(await Open(app, pair.Doctor)).Kind);
        Assert.Empty(await Open(app, laboratory.Person(Role.Physician)));
    }

    [Theory, EveryDatabase]
    public async Task Who_relied_on_the_first_edition_hears_of_every_later_one_and_of_the_end(Engine engine)
    {
        var two = await Build(engine);
        var report = Lab.BloodCount(two.App, two.Patient);
        await Lab.Receive(two.App, two.Laboratory, report);
        await Decide(two, await Ask(two, "血常规"), new OrderDecisionIn("血常规", true));
        foreach (var edition in (int[])[2, 3])
            await Lab.Receive(two.App, two.Laboratory, Lab.BloodCount(two.App, two.Patient, report.Number, wbc: 6 + edition, edition: edition, reason: $"第 {edition} 次更正"));
        await Lab.Void(two.App, two.Laboratory, report.Number);

        var alerts = await Alerts(two, two.Doctor);
        Assert.Equal([AlertKind.Revised, AlertKind.Revised, AlertKind.Voided], alerts.Select(alert => alert.Kind).Order());
        Assert.All(alerts, alert => Assert.Equal(two.Doctor.UserId, alert.DoctorId));
    }

    [Theory, EveryDatabase]
    public async Task What_is_measured_daily_hides_neither_another_item_nor_an_older_result_of_another_house(Engine engine)
    {
        var two = await Build(engine);
        await Lab.Map(two.App, two.Hospital, ("GLU", "葡萄糖", "BIO-GLU"));
        await Lab.Map(two.App, two.Township, ("GLU", "葡萄糖", "BIO-GLU"), ("A1C", "糖化血红蛋白", "BIO-HBA1C"));
        var own = two.Township.Person(Role.Diagnostics);
        await Lab.Receive(two.App, own, Sample(two, 20, ("A1C", "糖化血红蛋白", "6.4", "%")));
        await Lab.Receive(two.App, own, Sample(two, 15, ("GLU", "葡萄糖", "7.7", "mmol/L")));
        var daily = await Lab.Receive(two.App, two.Laboratory, Sample(two, 10, ("GLU", "葡萄糖", "9.9", "mmol/L")));
        await two.App.As(CurrentUser.Program("测试"), async services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            var first = await db.Set<ReportValue>().AsNoTracking().SingleAsync(value => value.PatientId == two.Patient && value.ReportId == daily.ReportId);
            for (var minute = 1; minute <= 420; minute++)
                db.Add(new ReportValue(first.PatientId, Guid.CreateVersion7(), first.ReportId, first.OrganizationId, first.Position, first.LocalCode, first.LocalName, first.ItemCode, first.MappingId, false, first.EffectiveAt.AddMinutes(minute)));
            await db.SaveChangesAsync();
        });

        var answer = await Ask(two, "BIO-GLU", "BIO-HBA1C");
        var (glucose, glycated) = (answer.Items.Single(item => item.Code == "BIO-GLU"), answer.Items.Single(item => item.Code == "BIO-HBA1C"));
        Assert.Equal((Standing.Stands, "6.4 %"), (glycated.Standing, glycated.Result!.Value));
        Assert.Equal((Standing.Stands, "7.7 mmol/L"), (glucose.Standing, glucose.Result!.Value));
        Assert.Contains(glucose.Findings, finding => finding.Code == "newer");
    }

    [Theory, EveryDatabase]
    public async Task What_both_added_goes_on_with_the_clause_that_took_over_and_ends_where_its_list_is_closed(Engine engine)
    {
        var two = await Build(engine);
        await Agree(two, "电解质", excluded: false);
        await Agree(two, "尿常规", excluded: true);
        Assert.Equal([("尿常规", true), ("电解质", true)], await Holding(two));

        // Amended with the clause kept: both go on.
        var next = await Asked.Next(two.App, two.Agreement, AgreementAct.Amend, two.Hospital, [two.Hospital, two.Township], two.App.Time.Today(), (services, id) => Begins(services, id, two.App.Time.Today()));
        Assert.Equal([("尿常规", true), ("电解质", true)], await Holding(two));

        // The clause that takes over now names all: what was added ends, what was excepted stays so.
        var closed = await Asked.Next(two.App, next, AgreementAct.Amend, two.Hospital, [two.Hospital, two.Township], two.App.Time.Today(), async (services, id) =>
        {
            await Begins(services, id, two.App.Time.Today());
            var clause = (await services.GetRequiredService<AgreementStore>().Clauses(id)).First(each => each.Content.Kinds.Contains(ClauseKinds.ResultRecognition));
            var content = clause.Content.Copy();
            content.OpenList = false;
            await services.GetRequiredService<ConfirmingDesk>().Confirm(id, clause.Id, clause.Version, content);
        });
        Assert.Equal([("尿常规", true), ("电解质", false)], await Holding(two));

        // A clause that was written anew begins with nothing.
        await Asked.Next(two.App, closed, AgreementAct.Amend, two.Hospital, [two.Hospital, two.Township], two.App.Time.Today(), async (services, id) =>
        {
            await Begins(services, id, two.App.Time.Today());
            await Asked.Drop(services, id, ClauseKinds.ResultRecognition);
            await services.GetRequiredService<ConfirmingDesk>().Type(id, "1.9", new ClauseContent { Text = "双方认同对方血常规等检验结果。", Kinds = [ClauseKinds.ResultRecognition], Bearers = ["甲方", "乙方"], Counterparties = ["甲方", "乙方"], Items = ["血常规"], OpenList = true });
        });
        Assert.Equal([("尿常规", false), ("电解质", false)], await Holding(two));
    }

    [Theory, EveryDatabase]
    public async Task A_drug_needs_its_name_and_what_was_recorded_by_mistake_is_seen_and_withdrawn(Engine engine)
    {
        var two = await Build(engine);
        await Lab.Receive(two.App, two.Laboratory, Lab.BloodCount(two.App, two.Patient, hoursAgo: 20));
        var client = two.App.Client(two.Doctor);
        var unnamed = await Assert.ThrowsAsync<Refused>(() => two.App.As(two.Doctor, services => services.GetRequiredService<IOrderAdvice>().Ask(
            new OrderQuestion(two.Patient, ["CBC-WBC"], Since: [new SinceThen("drug", two.App.Time.Now().AddHours(-4), " ")]))));
        Assert.Equal("result.drug-unnamed", unnamed.Code);

        await two.App.As(two.Doctor, services => services.GetRequiredService<IOrderAdvice>().Ask(
            new OrderQuestion(two.Patient, ["CBC-WBC"], Since: [new SinceThen("operation", two.App.Time.Now().AddHours(-4), "阑尾切除术")])));
        Assert.Equal(Standing.DoesNotStand, (await Ask(two, "CBC-WBC")).Items[0].Standing);
        var address = $"/results/orders/new?patient={two.Patient}";
        Assert.Contains("阑尾切除术", (await client.Page(address)).QuerySelector("main")!.TextContent);
        var recorded = Assert.Single(await LabQuery(two, db => db.Set<RecordedIntervention>().Where(each => each.PatientId == two.Patient)));

        var colleague = two.Hospital.Person(Role.Physician);
        Assert.Equal(RefusalKind.NotFound, (await Assert.ThrowsAsync<Refused>(() => two.App.As(colleague, services => services.GetRequiredService<InterventionDesk>().Withdraw(two.Patient, recorded.Id, "误录")))).Kind);
        var bare = await (await client.Submit(address, $"withdraw-{recorded.Id}")).Document();
        Assert.Contains("撤回需要写明原因", bare.Body!.TextContent);
        (await client.Submit(address, $"withdraw-{recorded.Id}", ("Form.Reason", "录到了别的患者名下"))).RedirectsTo();

        Assert.DoesNotContain("阑尾切除术", (await client.Page(address)).QuerySelector("main")!.TextContent);
        Assert.Equal(Standing.Stands, (await Ask(two, "CBC-WBC")).Items[0].Standing);
        var kept = Assert.Single(await LabQuery(two, db => db.Set<RecordedIntervention>().Where(each => each.PatientId == two.Patient)));
        Assert.NotNull(kept.WithdrawnAt);
        Assert.DoesNotContain("别的患者", kept.WithdrawnBecause);
        Assert.Single(await LabQuery(two, db => db.Set<AuditEntry>().Where(entry => entry.Action == "result.intervention-withdrawn" && entry.SubjectId == two.Patient)));
    }

    [Theory, EveryDatabase]
    public async Task A_mark_is_suspended_from_earlier_within_its_cycle_and_an_entry_is_corrected_with_a_reason(Engine engine)
    {
        var two = await Build(engine);
        var keeper = two.Hospital.Person(Role.Diagnostics);
        await Lab.Receive(two.App, two.Laboratory, Lab.BloodCount(two.App, two.Patient, hoursAgo: 20));
        Task<QualityCycle> Cycle(string item = "CBC-WBC") => two.App.As(keeper, async services => (await services.GetRequiredService<QualityDesk>().Rounds(two.Hospital.Id)).SelectMany(round => round.Items).Single(cycle => cycle.ItemCode == item));
        Task Act(Func<QualityDesk, Task> act) => two.App.As(keeper, services => act(services.GetRequiredService<QualityDesk>()));
        var cycle = await Cycle();
        Seen[] one = [new(cycle.Id, null)];
        foreach (var outside in new[] { two.App.Time.Now().AddMonths(-3), two.App.Time.Now().AddHours(1) })
            Assert.Equal("result.mark-suspended-when", (await Assert.ThrowsAsync<Refused>(() => Act(desk => desk.Suspend(one, "失控", outside)))).Code);
        await Act(desk => desk.Suspend([new(cycle.Id, cycle.Version)], "失控", two.App.Time.Now().AddHours(-30)));
        await Act(desk => desk.Resume(one));
        await Act(desk => desk.Suspend(one, "又失控", two.App.Time.Now().AddHours(-1)));
        await Act(desk => desk.Resume(one));
        Assert.Equal(["失控", "又失控"], (await Cycle()).Suspensions.Select(each => each.Because));
        Assert.Equal(Standing.DoesNotStand, (await Ask(two, "CBC-WBC")).Items[0].Standing);
        Assert.Equal(Standing.Stands, (await Ask(two, "CBC-HGB")).Items[0].Standing);

        var other = await Cycle("CBC-HGB");
        Assert.Equal("result.quality.invalid", (await Assert.ThrowsAsync<Refused>(() => Act(desk => desk.Correct([new(other.Id, null)], ExternalAssessment.Failed, null, null, " ")))).Code);
        var page = two.App.Client(keeper);
        (await page.Submit($"/results/quality/{cycle.Id}?act=correct", "change", ("Form.Chosen", $"{other.Id}:{other.Version}"), ("Form.External", nameof(ExternalAssessment.Failed)), ("Form.Reason", "补发的质评结果不合格"))).RedirectsTo();
        Assert.Equal(Standing.DoesNotStand, (await Ask(two, "CBC-HGB")).Items[0].Standing);
        var entry = Assert.Single(await LabQuery(two, db => db.Set<AuditEntry>().Where(each => each.Action == "result.quality-corrected" && each.SubjectId == other.Id)));
        Assert.Contains("合格→不合格", entry.Details);
    }

    [Theory, EveryDatabase]
    public async Task The_price_of_the_day_counts_and_the_earlier_one_stays_to_be_read(Engine engine)
    {
        var two = await Build(engine);
        await Lab.Receive(two.App, two.Laboratory, Lab.BloodCount(two.App, two.Patient));
        var (keeper, today) = (two.Township.Person(Role.MedicalAffairs), two.App.Time.Today());
        Task Set(decimal yuan, DateOnly from) => two.App.As(keeper, services => services.GetRequiredService<PriceDesk>().Set("CBC-WBC", yuan, "价格目录", from));
        await Set(20, today.AddYears(-1));
        await Set(25, today.AddDays(1));
        await Set(26, today.AddDays(1));
        Assert.Equal(20, (await Ask(two, "CBC-WBC")).Items[0].Price);
        await Set(22, today);
        Assert.Equal(22, (await Ask(two, "CBC-WBC")).Items[0].Price);
        Assert.Equal([26m, 22m, 20m], (await two.App.As(keeper, services => services.GetRequiredService<PriceDesk>().List(null, 1, 50))).Page.Select(line => line.Price.Yuan));
    }

    [Theory, EveryDatabase]
    public async Task What_a_wrong_mapping_gave_is_taken_back_and_given_by_the_right_one(Engine engine)
    {
        var (app, house, patient) = await Lab.One(engine);
        var (one, other) = (Lab.Technician(house), Lab.Technician(house));
        await Lab.Map(app, house, ("X1", "某抗体", "CBC-WBC"));
        var at = app.Time.Now().AddHours(-3);
        var received = await Lab.Receive(app, one, new ReportIn(Lab.Number(), 1, patient, null, "王小明", ReportKind.Laboratory, "筛查", "检验科", at, null, at, [new ValueIn("X1", "某抗体", "阳性")]));
        async Task<(string?, bool)> Value() => (await Lab.Open(app, one, received)).Report.Values[0] is var value ? (value.ItemCode, value.Secret) : default;
        Task<Mapping> Propose(string item) => app.As(one, services => services.GetRequiredService<MappingDesk>().Propose("X1", "某抗体", item));
        Assert.Equal(("CBC-WBC", false), await Value());

        var right = await Propose("IMM-HIV");
        Assert.Equal(1, await app.As(other, services => services.GetRequiredService<MappingDesk>().Approve(right.Id, null)));
        Assert.Equal(("IMM-HIV", true), await Value());
        Assert.Equal(1, await app.As(other, services => services.GetRequiredService<MappingDesk>().Withdraw(right.Id, null, "代码已停用")));
        Assert.Equal(((string?)null, true), await Value());
        var again = await Propose("BIO-GLU");
        await app.As(other, services => services.GetRequiredService<MappingDesk>().Approve(again.Id, null));
        Assert.Equal(("BIO-GLU", false), await Value());
    }

    [Theory, EveryDatabase]
    public async Task What_is_called_like_level_five_is_secret_before_anybody_maps_it_and_no_alert_names_it(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var house = await Agreed.House(app, "县人民医院");
        var patient = await Referred.Patient(app, house);
        var at = app.Time.Now().AddHours(-3);
        var received = await Lab.Receive(app, Lab.Technician(house), new ReportIn(Lab.Number(), 1, patient, null, "王小明", ReportKind.Laboratory, "筛查", "检验科", at, null, at,
            [new ValueIn("A1", "HIV抗体（发光法）", "待确证阳性", Flag: ResultFlag.Critical), new ValueIn("A2", "特殊病毒抗原", "阳性"), new ValueIn("A3", "血红蛋白", "40", "g/L", Flag: ResultFlag.Critical)]));
        async Task<List<bool>> Secret() => [.. (await Lab.Open(app, Lab.Technician(house), received)).Report.Values.Select(value => value.Secret)];
        Assert.Equal([true, false, false], await Secret());
        var doctor = house.Person(Role.Physician);
        var words = (await app.As(doctor, async services => await services.GetRequiredService<AlertDesk>().Read((await services.GetRequiredService<AlertDesk>().List(open: true)).Single().Id))).Words;
        Assert.Contains("血红蛋白 40", words);
        Assert.DoesNotContain("HIV", words);
        Assert.DoesNotContain("确证", words);

        // The consortium raises an item's level: what came before follows, by its item or by its name.
        await Lab.Map(app, house, ("A3", "血红蛋白", "CBC-HGB"));
        Assert.Equal([true, false, false], await Secret());
        var hemoglobin = BuiltInItems.All.Single(item => item.Code == "CBC-HGB");
        var table = string.Join(',', ItemRow.Columns.Select(column => column.Heading)) + "\n"
            + string.Join(',', ItemRow.Write(hemoglobin with { Level = 5 })) + "\n" + string.Join(',', ItemRow.Write(hemoglobin with { Code = "IMM-XV", Name = "特殊病毒抗原", Loinc = null, Level = 5, Aliases = [] })) + "\n";
        var edition = await app.As(Lab.Technician(house), services => services.GetRequiredService<ItemDesk>().Propose(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(table)), "项目.csv"));
        Assert.Equal([true, false, false], await Secret());
        await app.As(house.Office, services => services.GetRequiredService<ItemDesk>().Approve(edition.Id, edition.Version));
        Assert.Equal([true, true, true], await Secret());
    }

    [Theory, EveryDatabase]
    public async Task An_area_adds_its_own_reasons_below_the_six(Engine engine)
    {
        await using var app = await TestApp.Quiet(engine, "--Xinglin:RepeatReasons:R2-2=超过本省规定的有效期", "--Xinglin:RepeatReasons:R6-4=医师认为必要");
        var doctor = (await Agreed.House(app, "县人民医院")).Person(Role.Physician);
        var reasons = await app.As(doctor, services => Task.FromResult(services.GetRequiredService<IOrderAdvice>().Reasons));
        Assert.Equal(["R1", "R2", "R2-1", "R2-2", "R3", "R4", "R5", "R6", "R6-1", "R6-2", "R6-3", "R6-4"], reasons.Select(reason => reason.Code));
        Assert.True(reasons.Single(reason => reason.Code == "R6-4").NeedsWords);
        Assert.Contains("超过本省规定的有效期", await app.Client(doctor).GetStringAsync("/api/results/orders/reasons"));
        foreach (var wrong in (string[])["R7-1=别的", "R2=改名", "R2-=空", "R2-123456=长"])
            Assert.Throws<StartupProblem>(() => new RepeatReasons(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>($"Xinglin:RepeatReasons:{wrong.Split('=')[0]}", wrong.Split('=')[1])]).Build()));
    }

    private static string Choice(ExternalAssessment value) => value.ToString();

    [Fact]
    public async Task Pages_on_which_things_are_put_right()
    {
        var two = await Build(Engine.Sqlite);
        await two.App.As(two.Doctor, services => services.GetRequiredService<IOrderAdvice>().Ask(
            new OrderQuestion(two.Patient, ["CBC-WBC"], Since: [new SinceThen("drug", two.App.Time.Now().AddHours(-4), "华法林钠片"), new SinceThen("transfusion", two.App.Time.Now().AddHours(-9))])));
        var keeper = two.Hospital.Person(Role.Diagnostics, Role.MedicalAffairs);
        await two.App.As(keeper, async services =>
        {
            var desk = services.GetRequiredService<QualityDesk>();
            Seen[] first = [new((await desk.Rounds(two.Hospital.Id))[0].Id, null)];
            await desk.Suspend(first, "室内质控连续两天超出 2SD", two.App.Time.Now().AddDays(-3));
            await desk.Resume(first);
            foreach (var (yuan, from) in new[] { (20m, -200), (22m, -3), (25m, 40) }) await services.GetRequiredService<PriceDesk>().Set("血常规", yuan, "医疗服务价格目录", two.App.Time.Today().AddDays(from));
        });
        foreach (var (user, address, name) in new[] { (keeper, "/results/quality", "quality-own"), (two.Doctor, $"/results/orders/new?patient={two.Patient}", "order-recorded"), (keeper, "/results/prices", "prices") })
        {
            await using var window = await Browser.Window(two.App, user);
            var page = await window.NewPageAsync();
            await page.GotoAsync(address);
            await page.EvaluateAsync("document.querySelectorAll('td details').forEach((each, place) => each.open = place < 2)");
            await Screens.Check(page, name);
        }
    }

    private static ReportIn Sample(Two two, double daysAgo, params (string Code, string Name, string Value, string Unit)[] values)
    {
        var at = two.App.Time.Now().AddDays(-daysAgo);
        return new ReportIn(Lab.Number(), 1, two.Patient, null, "王小明", ReportKind.Laboratory, "生化", "检验科", at, null, at.AddHours(1), [.. values.Select(value => new ValueIn(value.Code, value.Name, value.Value, value.Unit))]);
    }

    private static Task SamePerson(TestApp app, Guid one, Guid other) => app.As(CurrentUser.Program("测试"), async services =>
    {
        var db = services.GetRequiredService<XinglinDb>();
        var person = await db.Set<IndexEntry>().Where(entry => entry.PatientId == one).Select(entry => entry.PersonId).SingleAsync();
        await db.Set<IndexEntry>().Where(entry => entry.PatientId == other).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.PersonId, person));
    });

    private static Task<IReadOnlyList<ResultAlert>> Open(TestApp app, CurrentUser user) => app.As(user, services => services.GetRequiredService<AlertDesk>().List(open: true));

    private static Task<List<T>> LabQuery<T>(Two two, Func<XinglinDb, IQueryable<T>> query) where T : class =>
        two.App.As(CurrentUser.Program("测试"), services => query(services.GetRequiredService<XinglinDb>()).AsNoTracking().ToListAsync());

    private static async Task Agree(Two two, string subject, bool excluded)
    {
        var (office, other) = (two.Township.Person(Role.MedicalAffairs), two.Hospital.Person(Role.MedicalAffairs));
        var change = await two.App.As(office, services => services.GetRequiredService<AgreedListDesk>().Propose(two.Hospital.Id, subject, excluded, two.App.Time.Today(), "质控同步"));
        await two.App.As(other, services => services.GetRequiredService<AgreedListDesk>().Answer(change.Id, change.Version, true));
    }

    private static Task<(string, bool)[]> Holding(Two two) => two.App.As(two.Township.Person(Role.MedicalAffairs), async services =>
    {
        var list = (await services.GetRequiredService<AgreedListDesk>().Partners()).Single(partner => partner.Partner.Id == two.Hospital.Id);
        return list.Changes.OrderBy(change => change.Subject, StringComparer.Ordinal).Select(change => (change.Subject, list.Holding.Contains(change.Id))).ToArray();
    });

    private static Task Begins(IServiceProvider services, Guid id, DateOnly day) => services.GetRequiredService<FactsDesk>().Describe(
        id, null, "合作协议", ConsortiumForm.CooperationAgreement, new AgreementPeriod { From = ChinaTime.Show(day), Years = 3 }, null, null);
}
