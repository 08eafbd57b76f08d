using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements;
using Xinglin.Agreements.Contract;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Referrals;
using Xinglin.Tests.Agreements;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals;

/// <summary>Before sending, the sender reads by which clause, and hears when its list does not name the case.</summary>
public class ClauseListTests
{
    [Theory]
    [InlineData(false, "神经内科", "I64 脑卒中", ClauseListFit.Named)]
    [InlineData(false, "急诊科", "I64 急性脑卒中", ClauseListFit.Named)]
    [InlineData(false, "骨科门诊", "S82 胫骨骨折", ClauseListFit.Named)]
    [InlineData(false, "心内科", "I10 高血压；I64 脑 卒 中", ClauseListFit.Named)]
    [InlineData(false, "心内科", "I10 高血压", ClauseListFit.Outside)]
    [InlineData(true, "心内科", "I10 高血压", ClauseListFit.Beyond)]
    [InlineData(false, "心内科", "", ClauseListFit.Unknown)]
    [InlineData(false, "", "患者", ClauseListFit.Outside)]
    public void A_list_names_a_case_by_department_or_diagnosis(bool open, string department, string diagnoses, ClauseListFit fit) =>
        Assert.Equal(fit, ClauseList.Fit(new TermParameters(["急性脑卒中患者", "骨科"], open, null, null, null, null), department,
            new Xinglin.Referrals.Pages.ReferralForm { Diagnoses = diagnoses }.Request()));

    [Fact]
    public void Without_a_list_nothing_is_said() =>
        Assert.Equal(ClauseListFit.Unknown, ClauseList.Fit(new TermParameters([], false, null, null, null, null), "心内科", Referred.Draft(Guid.Empty, new House(Guid.Empty, "")).Request));

    [Theory, EveryDatabase]
    public async Task The_form_shows_the_clause_its_text_and_what_its_list_leaves_out_and_sends_all_the_same(Engine engine)
    {
        var (pair, patient, address) = await Begun(engine, open: false);
        var client = pair.App.Client(pair.Sender);
        var form = await client.Page(address);
        var text = form.Body!.TextContent;
        Assert.Contains("第1.1条", text);
        Assert.Contains("甲方接收乙方上转的急性脑卒中患者", text);
        Assert.Contains("12 小时", text);
        Assert.Contains("急性脑卒中、骨科", text);
        Assert.DoesNotContain("不在条款列举的范围内", text);
        Assert.Contains("列举：急性脑卒中、骨科", (await client.Page($"/referrals/new?patient={patient}")).Body!.TextContent);

        var kept = (await client.Submit(form, address, "referral", [.. ReferralPageTests.Typed("反复胸闷"), ("decision", "keep")])).RedirectsTo();
        Assert.Contains("都不在条款列举的范围内", (await client.Page($"{kept}/edit")).Body!.TextContent);
        (await client.Submit($"{kept}/edit", "referral", [.. ReferralPageTests.Typed("反复胸闷"), ("decision", "submit")])).RedirectsTo();
        Assert.Contains("待接收方受理", (await client.Page(kept)).Body!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task The_office_that_reviews_is_warned_too_and_the_receiver_is_not(Engine engine)
    {
        var (pair, patient, _) = await Begun(engine, open: true, review: true);
        var up = await Referred.Submitted(pair, patient);
        Assert.Equal(ReferralState.InReview, up.State);
        Assert.Contains("条款没有点名", (await pair.App.Client(pair.SenderOffice).Page($"/referrals/{up.Id}")).Body!.TextContent);
        await Referred.Sending(pair, pair.SenderOffice, desk => desk.Approve(up.Id, new ActWords(null)));
        Assert.DoesNotContain("条款没有点名", (await pair.App.Client(pair.Receiver).Page($"/referrals/{up.Id}")).Body!.TextContent);
    }

    [Theory, EveryDatabase]
    public async Task A_clause_of_others_reads_as_not_there(Engine engine)
    {
        var (pair, patient, address) = await Begun(engine, open: false);
        var (other, _, _) = await Begun(engine, open: false);
        var client = pair.App.Client(pair.Sender);
        var token = (await client.Page(address)).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        Task<HttpResponseMessage> Ask(Guid clause) => client.PostAsync($"/referrals/clauses/{clause}/list", new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("Form.Diagnoses", "I10 高血压")]));
        Assert.Contains("都不在条款列举的范围内", (await (await Ask(await Clause(pair))).Document()).Body!.TextContent);
        Assert.Equal(HttpStatusCode.NotFound, (await Ask(await Clause(other))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await pair.App.Client(pair.Township.Office).PostAsync($"/referrals/clauses/{await Clause(pair)}/list", null)).StatusCode);
    }

    [Fact]
    public async Task The_warning_follows_what_is_typed()
    {
        var (pair, _, address) = await Begun(Engine.Sqlite, open: false);
        var page = await Browser.Open(pair.App, pair.Sender, address);
        await using var window = page.Context;
        await page.FillAsync("#to-department", "心内科");
        await page.FillAsync("#diagnoses", "I10 高血压");
        await page.Locator("#illness").FocusAsync();
        await page.WaitForSelectorAsync("text=都不在条款列举的范围内");
        await Screens.Check(page, "referral-clause-outside");
        await page.FillAsync("#to-department", "骨科");
        await page.Locator("#illness").FocusAsync();
        await page.WaitForSelectorAsync("text=在条款列举的范围内 >> visible=true");
        Assert.Equal(0, await page.Locator("text=都不在条款列举的范围内").CountAsync());
        await page.FillAsync("#to-department", "");
        await page.FillAsync("#diagnoses", "");
        await page.Locator(".concept-search[data-finds=diagnoses] input").FillAsync("高血压");
        await page.Locator(".concept-search[data-finds=diagnoses] .concept-option").First.ClickAsync();
        await page.WaitForSelectorAsync("text=都不在条款列举的范围内");
    }

    private static Task<Guid> Clause(Pair pair) => pair.App.As(pair.Sender, services => Task.FromResult(
        services.GetRequiredService<IAgreementTerms>().Of(pair.Township.Id, pair.App.Time.Today()).Single(term => term.Path == "1.1").ClauseId));

    private static async Task<(Pair, Guid Patient, string Address)> Begun(Engine engine, bool open, bool review = false)
    {
        var app = await TestApp.Shared(engine);
        var hospital = await Agreed.House(app, "县人民医院");
        var township = await Referred.House(app, "乡镇卫生院", OrganizationLevel.Primary);
        var agreement = await Agreed.InForce(app, hospital, township, new ClauseContent
        {
            Text = $"甲方接收乙方上转的急性脑卒中患者和骨科患者{(open ? "等" : "")}，12 小时内答复。",
            Kinds = [ClauseKinds.TwoWayReferral],
            Bearers = ["甲方"],
            Counterparties = ["乙方"],
            Items = ["急性脑卒中", "骨科"],
            OpenList = open,
            WithinMinutes = 720,
            WithinSource = "协议条款原文"
        });
        if (!review) await app.As(township.Person(Role.MedicalAffairs), services => services.GetRequiredService<PracticeDesk>().Decide(null, false, []));
        var patient = await Referred.Patient(app, township);
        return (new Pair(app, township, hospital, agreement), patient, $"/referrals/new?patient={patient}&to={hospital.Id}&direction=up");
    }
}
