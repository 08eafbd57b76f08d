using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Patients;
using Xinglin.PatientView;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Notices;
using Xinglin.Referrals;
using Xinglin.Tests.Patients;
using Xinglin.Tests.Referrals;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.PatientView;

public class OwnViewTests
{
    [Theory, EveryDatabase]
    public async Task Another_patients_referral_and_consent_read_as_not_found(Engine engine)
    {
        var own = await Own.Build(engine);
        var other = await Own.Build(own.Pair);
        var phone = await own.Entered();
        var consent = (await Consents(other)).Single();

        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync($"/p/my/referrals/{own.Referral}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await phone.GetAsync($"/p/my/referrals/{other.Referral}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await phone.GetAsync($"/p/my/consents/{consent.Id}")).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task A_patient_withdraws_a_consent_and_both_sides_are_told(Engine engine)
    {
        var own = await Own.Build(engine);
        var phone = await own.Entered();
        var consent = (await Consents(own)).Single();
        var page = $"/p/my/consents/{consent.Id}";
        Assert.Contains(own.Pair.Hospital.Name, await Own.Text(phone, "/p/my/consents"));
        Assert.Contains("以前已经交出去的，不受影响", await Own.Text(phone, page));

        Assert.Equal("/p/my/consents", (await phone.Submit(page, "withdraw", ("Form.Reason", "不想转了"))).RedirectsTo());

        var after = (await Consents(own)).Single();
        Assert.Equal(ConsentState.Withdrawn, after.State);
        Assert.Equal("患者本人通过手机撤回：不想转了", after.EndReason);
        Assert.StartsWith("患者本人 P", after.EndedBy);
        Assert.Contains("已撤回", await Own.Text(phone, "/p/my/consents"));
        foreach (var house in new[] { own.Pair.Township, own.Pair.Hospital })
            Assert.Contains(await Notices(own, house.Id), notice => notice.Key == $"consent-ended:{consent.Id}");
    }

    [Theory, EveryDatabase]
    public async Task A_consent_withdrawn_meanwhile_is_not_withdrawn_twice(Engine engine)
    {
        var own = await Own.Build(engine);
        var phone = await own.Entered();
        var consent = (await Consents(own)).Single();
        var page = $"/p/my/consents/{consent.Id}";
        var opened = await phone.Page(page);
        await own.App.As(own.Pair.SenderOffice, services => services.GetRequiredService<ConsentDesk>().Withdraw(consent.Id, consent.Version, "当面撤回"));

        var answer = await phone.Submit(opened, page, "withdraw");

        Assert.Contains("页面已不是最新的", await Own.Text(answer));
        Assert.Equal("当面撤回", (await Consents(own)).Single().EndReason);
    }

    [Theory, EveryDatabase]
    public async Task Who_looked_is_told_by_institution_and_act_with_emergencies_marked_and_no_names_of_staff(Engine engine)
    {
        var own = await Own.Build(engine);
        var stranger = await Xinglin.Tests.Patients.House.Build(own.App);
        var number = await own.App.As(CurrentUser.Program("测试"), async services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            return services.GetRequiredService<PatientVault>().Open(await db.Set<Patient>().AsNoTracking().SingleAsync(patient => patient.Id == own.Patient)).DocumentNumber!;
        });
        await own.App.As(stranger.Physician, services => services.GetRequiredService<EmergencyDesk>().Open(own.Patient, number, EmergencyReason.Unconscious, "车祸送来，昏迷不醒"));
        Assert.Equal(HttpStatusCode.OK, (await own.App.Client(stranger.Physician).GetAsync($"/patients/{own.Patient}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await own.App.Client(own.Pair.Receiver).GetAsync($"/referrals/{own.Referral}")).StatusCode);
        var phone = await own.Entered();

        var page = await phone.Page("/p/my/accesses");
        var text = page.QuerySelector("main")!.TextContent;

        Assert.Contains(own.Pair.Hospital.Name, text);
        Assert.Contains(page.QuerySelectorAll("li"), line => line.TextContent.Contains("看了您的资料", StringComparison.Ordinal) && line.TextContent.Contains("转诊 ", StringComparison.Ordinal));
        Assert.Contains("用链接和验证码进入", text);
        Assert.Contains(page.QuerySelectorAll("li"), line => line.TextContent.Contains("紧急情况下打开您的资料", StringComparison.Ordinal) && line.QuerySelector(".tag-red") is not null);
        Assert.Contains(page.QuerySelectorAll("li"), line => line.TextContent.Contains("看了您的资料", StringComparison.Ordinal) && line.QuerySelector(".tag-red") is not null);
        Assert.DoesNotContain(own.Pair.Receiver.Name, text);
    }

    [Theory, EveryDatabase]
    public async Task A_link_of_the_receiver_shows_its_own_cases_only(Engine engine)
    {
        var own = await Own.Build(engine);
        var third = await Referred.Pair(own.App);
        var elsewhere = await own.App.As(own.Pair.Sender, async services =>
        {
            var desk = services.GetRequiredService<SendingDesk>();
            var draft = await desk.Draft(Referred.Draft(own.Patient, third.Hospital) with { OutsideReason = "医联体内没有该专科", OutsideConfirmedBy = "张医生 电话确认" });
            return await desk.Submit(draft.Id, new(null), Referred.Consent);
        });
        var slip = await Own.Issue(own.Pair, own.Pair.Receiver, own.Patient);
        var phone = await (own with { Slip = slip }).Entered();

        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync($"/p/my/referrals/{own.Referral}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await phone.GetAsync($"/p/my/referrals/{elsewhere.Id}")).StatusCode);
        Assert.DoesNotContain(third.Hospital.Name, await Own.Text(phone, "/p/my/consents"));
        var all = await own.Entered();
        Assert.Equal(HttpStatusCode.OK, (await all.GetAsync($"/p/my/referrals/{elsewhere.Id}")).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task A_disease_of_the_narrowest_circle_leaves_dates_and_warnings_on_the_phone_and_nothing_else(Engine engine)
    {
        var own = await Own.Build(engine);
        await Referred.Receiving(own.Pair, own.Pair.Receiver, desk => desk.Arrive(own.Referral, new(null)));
        var plan = Referred.Plan() with { Diagnoses = [new Diagnosis("icd10", "B20.9", "某种感染")], Medicines = [new PlanMedicine("拉米夫定片", "每日一次", 28, null)], FollowUps = [new(own.App.Time.Today().AddDays(7), "复查病毒载量")] };
        await Referred.Receiving(own.Pair, own.Pair.Doctor, desk => desk.Complete(own.Referral, new(null), plan));
        var phone = await own.Entered();

        var text = await Own.Text(phone, $"/p/my/referrals/{own.Referral}");

        Assert.Contains("胸痛超过 15 分钟不缓解", text);
        Assert.Contains("0538-1234567", text);
        Assert.Contains("不在手机上显示", text);
        foreach (var word in (string[])["拉米夫定", "病毒载量", "某种感染", "规律服药"]) Assert.DoesNotContain(word, text);
    }

    [Theory, EveryDatabase]
    public async Task The_plan_after_treatment_shows_medicines_dates_and_whom_to_call(Engine engine)
    {
        var own = await Own.Build(engine);
        await Referred.Receiving(own.Pair, own.Pair.Receiver, desk => desk.Arrive(own.Referral, new(null)));
        await Referred.Receiving(own.Pair, own.Pair.Doctor, desk => desk.Complete(own.Referral, new(null), Referred.Plan() with { FollowUps = [new(own.App.Time.Today().AddDays(7), "门诊复查")] }));
        var phone = await own.Entered();

        var text = await Own.Text(phone, "/p/my");

        foreach (var word in (string[])["阿司匹林肠溶片", "100mg 每日一次", "28天的量", "门诊复查", "马上去医院", "李主任"]) Assert.Contains(word, text);
        Assert.DoesNotContain("心绞痛", text);
    }

    [Theory, EveryDatabase]
    public async Task How_far_it_is_shows_where_both_institutions_have_coordinates(Engine engine)
    {
        var own = await Own.Build(engine);
        await Place(own, own.Pair.Hospital.Id, "36.20000,117.10000");
        var phone = await own.Entered();
        Assert.DoesNotContain("公里", await Own.Text(phone, "/p/my"));

        await Place(own, own.Pair.Township.Id, "36.40000,117.10000");
        var page = await phone.Page("/p/my");

        Assert.Contains("大约22公里", page.Body!.TextContent);
        Assert.StartsWith("geo:36.20000,117.10000?q=", page.QuerySelector("a[href^='geo:']")!.GetAttribute("href"));
    }

    [Theory, EveryDatabase]
    public async Task A_child_holds_no_link_and_the_guardian_does(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var child = await Own.Registered(pair, "王小小", guardian: "王大明");

        var refused = await Assert.ThrowsAsync<Refused>(() => Own.Issue(pair, pair.SenderOffice, child));
        var own = new Own(pair, child, Guid.Empty, await Own.Issue(pair, pair.SenderOffice, child, LinkHolder.Guardian));

        Assert.Equal("patient-view.child", refused.Code);
        Assert.Contains("监护人 王大明", await Own.Text(await own.Entered(), "/p/my"));
    }

    [Theory, EveryDatabase]
    public async Task Strangers_and_wrong_roles_give_no_link(Engine engine)
    {
        var own = await Own.Build(engine);
        var stranger = await Xinglin.Tests.Patients.House.Build(own.App);

        Assert.Equal(RefusalKind.NotFound, (await Assert.ThrowsAsync<Refused>(() => Own.Issue(own.Pair, stranger.Physician, own.Patient))).Kind);
        Assert.Equal(RefusalKind.Forbidden, (await Assert.ThrowsAsync<Refused>(() => Own.Issue(own.Pair, own.Pair.Township.Person(Role.Director), own.Patient))).Kind);
        Assert.Equal(HttpStatusCode.NotFound, (await own.App.Client(stranger.Physician).GetAsync($"/patients/{own.Patient}/access")).StatusCode);
        Assert.Equal(RefusalKind.NotFound, (await Assert.ThrowsAsync<Refused>(() => own.App.As(own.Pair.Receiver, services =>
            services.GetRequiredService<LinkDesk>().Withdraw(own.Patient, own.Slip.LinkId)))).Kind);
    }

    private static Task Place(Own own, Guid house, string location) => own.App.As(CurrentUser.Program("测试"), services =>
        services.GetRequiredService<XinglinDb>().Set<Xinglin.Directory.Organization>().Where(organization => organization.Id == house)
            .ExecuteUpdateAsync(set => set.SetProperty(organization => organization.Location, location).SetProperty(organization => organization.Address, "示例县人民路2号")));

    private static Task<List<Consent>> Consents(Own own) => own.App.As(CurrentUser.Program("测试"), services =>
        services.GetRequiredService<XinglinDb>().Set<Consent>().AsNoTracking().Where(consent => consent.PatientId == own.Patient).ToListAsync());

    private static Task<List<Notice>> Notices(Own own, Guid house) => own.App.As(CurrentUser.Program("测试"), services =>
        services.GetRequiredService<XinglinDb>().Set<Notice>().AsNoTracking().Where(notice => notice.OrganizationId == house).ToListAsync());
}
