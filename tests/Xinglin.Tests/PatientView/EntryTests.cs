using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Audit;
using Xinglin.PatientView;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Referrals;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.PatientView;

public class EntryTests
{
    [Theory, EveryDatabase]
    public async Task A_patient_with_link_code_and_papers_sees_where_to_go(Engine engine)
    {
        var own = await Own.Build(engine);
        var phone = await own.Entered();

        var text = await Own.Text(phone, "/p/my");

        Assert.Contains("门诊楼 3 层 12 诊室", text);
        Assert.Contains("0538-7654321", text);
        Assert.Contains(own.Pair.Hospital.Name, text);
        Assert.Contains("身份证", text);
        Assert.DoesNotContain("高血压", text);
        Assert.DoesNotContain("胸闷", text);
    }

    [Theory, EveryDatabase]
    public async Task Neither_token_nor_code_nor_session_stands_in_the_database(Engine engine)
    {
        var own = await Own.Build(engine);
        await own.Entered();

        var link = await own.Link();

        Assert.NotNull(link.SessionHash);
        Assert.DoesNotContain(own.Slip.Token!, link.TokenHash);
        Assert.DoesNotContain(own.Slip.Code, link.CodeHash);
        var trail = await Trail(own);
        Assert.DoesNotContain(trail, entry => (entry.Changes + entry.Details).Contains(link.TokenHash, StringComparison.Ordinal) || (entry.Changes + entry.Details).Contains(own.Slip.Code, StringComparison.Ordinal));
    }

    [Theory, EveryDatabase]
    public async Task A_code_is_good_once(Engine engine)
    {
        var own = await Own.Build(engine);
        await own.Entered();

        var again = await own.Enter(own.Phone());

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Contains("已经用过了", await Own.Text(again));
    }

    [Theory, EveryDatabase]
    public async Task Of_two_who_use_a_code_at_once_one_gets_in(Engine engine)
    {
        var own = await Own.Build(engine);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => own.Enter(own.Phone())));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Found);
    }

    [Theory, EveryDatabase]
    public async Task Guessing_locks_the_link_with_a_way_out_and_a_new_code_opens_it_again(Engine engine)
    {
        var own = await Own.Build(engine);
        var phone = own.Phone();

        for (var i = 0; i < 4; i++) Assert.Contains("不对", await Own.Text(await own.Enter(phone, own.WrongCode(i))));
        var last = await Own.Text(await own.Enter(phone, own.WrongCode(9)));
        var page = await phone.GetAsync(own.Address);

        Assert.Contains("已锁定", last);
        Assert.Contains("打电话", last);
        Assert.DoesNotContain("Form.Code", await page.Content.ReadAsStringAsync());
        var fresh = own with { Slip = own.Slip with { Code = (await own.NewCode()).Code } };
        Assert.Equal("/p/my", (await fresh.Enter(own.Phone())).RedirectsTo());
    }

    [Theory, EveryDatabase]
    public async Task Guesses_at_the_same_time_all_count(Engine engine)
    {
        var own = await Own.Build(engine);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => own.App.As(CurrentUser.Visitor, async services =>
            await Assert.ThrowsAsync<Refused>(() => services.GetRequiredService<EntryDesk>().Enter(own.Slip.Token!, own.WrongCode(i), Own.Answer, CancellationToken.None)))));

        Assert.Equal(LinkState.Locked, (await own.Link()).State(own.App.Time.Now()));
        Assert.Equal(5, (await own.Link()).FailedAttempts);
        await Assert.ThrowsAsync<Refused>(() => own.App.As(CurrentUser.Visitor, services => services.GetRequiredService<EntryDesk>().Enter(own.Slip.Token!, own.Slip.Code, Own.Answer, CancellationToken.None)));
    }

    [Theory, EveryDatabase]
    public async Task The_right_code_without_the_answer_opens_nothing_and_does_not_tell_which_was_wrong(Engine engine)
    {
        var own = await Own.Build(engine);

        var wrongAnswer = await Own.Text(await own.Enter(own.Phone(), answer: "0000"));
        var wrongCode = await Own.Text(await own.Enter(own.Phone(), own.WrongCode()));

        Assert.Contains("验证码或核对的内容不对", wrongAnswer);
        Assert.Contains("验证码或核对的内容不对", wrongCode);
        Assert.Null((await own.Link()).SessionHash);
    }

    [Theory, EveryDatabase]
    public async Task A_withdrawn_link_opens_nothing_and_ends_the_session(Engine engine)
    {
        var own = await Own.Build(engine);
        var phone = await own.Entered();

        await own.App.As(own.Pair.SenderOffice, services => services.GetRequiredService<LinkDesk>().Withdraw(own.Patient, own.Slip.LinkId));

        Assert.Equal("/p", (await phone.GetAsync("/p/my")).RedirectsTo());
        Assert.Contains("已被医院收回", await Own.Text(own.Phone(), own.Address));
    }

    [Theory, EveryDatabase]
    public async Task Link_code_and_session_run_out(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var own = await Own.Build(await Referred.Pair(app));
        var phone = await own.Entered();

        app.Time.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal("/p", (await phone.GetAsync("/p/my")).RedirectsTo());
        var fresh = own with { Slip = own.Slip with { Code = (await own.NewCode()).Code } };
        app.Time.Advance(TimeSpan.FromHours(73));
        Assert.Contains("过期", await Own.Text(await fresh.Enter(own.Phone())));
        app.Time.Advance(TimeSpan.FromDays(30));
        Assert.Contains("已经过期", await Own.Text(own.Phone(), own.Address));
    }

    [Theory, EveryDatabase]
    public async Task Signing_out_ends_the_session_wherever_its_cookie_was_copied_to(Engine engine)
    {
        var own = await Own.Build(engine);
        var phone = own.Phone();
        var cookie = (await own.Enter(phone)).Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("xinglin-patient=", StringComparison.Ordinal));
        Assert.Contains("path=/p;", cookie);
        Assert.Contains("httponly", cookie);
        Assert.Contains("samesite=strict", cookie);

        Assert.Equal("/p", (await phone.Submit("/p/my", "/p/sign-out")).RedirectsTo());

        var copy = own.Phone();
        copy.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        Assert.Equal("/p", (await copy.GetAsync("/p/my")).RedirectsTo());
    }

    [Theory, EveryDatabase]
    public async Task A_link_that_nobody_was_given_is_not_found(Engine engine)
    {
        var own = await Own.Build(engine);

        var answer = await own.Phone().GetAsync("/p/abcdefghjkmnpqrstuvwxyz234");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("这个链接打不开", await Own.Text(answer));
    }

    [Theory, EveryDatabase]
    public async Task A_patient_reaches_no_page_of_the_institutions_and_staff_none_of_the_patients(Engine engine)
    {
        var own = await Own.Build(engine);
        var cookie = (await own.Enter(own.Phone())).Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("xinglin-patient=", StringComparison.Ordinal)).Split(';')[0];
        // Even where a browser would send it, the institution's pages do not know this cookie.
        var phone = own.Phone();
        phone.DefaultRequestHeaders.Add("Cookie", cookie);

        foreach (var address in (string[])["/", "/referrals", $"/referrals/{own.Referral}", $"/patients/{own.Patient}", "/notices", "/agreements", "/search?q=a"])
            Assert.Contains((await phone.GetAsync(address)).RedirectsTo().Split('?')[0], (string[])["/sign-in", "/setup"]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await phone.GetAsync($"/api/referrals/{own.Referral}")).StatusCode);
        foreach (var address in (string[])["/p/my", "/p/my/consents", "/p/my/accesses"])
            Assert.Equal("/p", (await own.App.Client(own.Pair.SenderOffice).GetAsync(address)).RedirectsTo());
    }

    [Theory, EveryDatabase]
    public async Task Every_step_is_audited_in_the_patients_name(Engine engine)
    {
        var own = await Own.Build(engine);
        await own.Enter(own.Phone(), own.WrongCode());
        var phone = await own.Entered();
        await phone.GetAsync("/p/my");

        var trail = await Trail(own);

        Assert.Contains(trail, entry => entry.Action == "patient-view.issued" && entry.UserName == own.Pair.SenderOffice.Name);
        Assert.Contains(trail, entry => entry is { Action: "patient-view.refused", Outcome: AuditOutcome.Failed, Details: "验证码不符" });
        Assert.Contains(trail, entry => entry.Action == "patient-view.entered" && entry.UserName.StartsWith("患者本人 P", StringComparison.Ordinal) && entry.UserId == own.Patient);
        Assert.Contains(trail, entry => entry.Action == "patient-view.read" && entry.UserId == own.Patient);
        Assert.DoesNotContain(trail, entry => entry.UserName.Contains("王小明", StringComparison.Ordinal));
    }

    private static Task<List<AuditEntry>> Trail(Own own) => own.App.As(CurrentUser.Program("测试"), services =>
        services.GetRequiredService<XinglinDb>().Set<AuditEntry>().AsNoTracking().Where(entry => entry.SubjectId == own.Patient || entry.SubjectId == own.Slip.LinkId).ToListAsync());
}
