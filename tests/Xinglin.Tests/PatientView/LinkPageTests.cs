using Microsoft.Playwright;
using Xinglin.PatientView;
using Xinglin.Platform;
using Xinglin.Tests.Referrals;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.PatientView;

public class LinkPageTests
{
    [Theory, EveryDatabase]
    public async Task The_slip_is_printed_once_it_is_given_and_by_nobody_else(Engine engine)
    {
        var own = await Own.Build(engine);
        var (office, colleague) = (own.App.Client(own.Pair.SenderOffice), own.App.Client(own.Pair.SenderOffice));
        var page = $"/patients/{own.Patient}/access";

        var slip = (await office.Submit(page, "issue", ("Form.Holder", "Patient"), ("Form.Means", "Print"))).RedirectsTo();
        var paper = await office.Page(slip);
        var code = string.Concat(paper.QuerySelector(".slip-number")!.TextContent.Where(char.IsAsciiDigit));
        var token = paper.QuerySelector(".slip-address")!.TextContent.Split('/')[^1];

        Assert.Equal(page, (await colleague.GetAsync(slip)).RedirectsTo());
        var held = own with { Slip = new LinkSlip(Guid.Empty, token, code) };
        Assert.Equal("/p/my", (await held.Enter(own.Phone())).RedirectsTo());
    }

    [Fact]
    public async Task Link_and_code_come_as_two_messages_without_a_word_of_the_illness_and_a_new_code_can_be_sent()
    {
        await using var app = await TestApp.Quiet(Engine.Sqlite, "--Xinglin:PublicAddress=https://inside.example.cn", "--Xinglin:PatientAddress=https://xinglin.example.cn/");
        var own = await Own.Build(await Referred.Pair(app), "13800138000");
        await Own.Issue(own.Pair, own.Pair.SenderOffice, own.Patient, means: LinkMeans.Sms);
        await app.Deliver();

        var messages = Messages(app);
        Assert.Equal(2, messages.Count);
        Assert.All(messages, message => Assert.StartsWith("13800138000\n", message));
        Assert.Single(messages, message => message.Contains("https://xinglin.example.cn/p/", StringComparison.Ordinal));
        Assert.Single(messages, message => message.Contains("验证码 ", StringComparison.Ordinal));
        Assert.DoesNotContain(messages, message => message.Contains("高血压", StringComparison.Ordinal) || message.Contains("王小明", StringComparison.Ordinal));

        Assert.Equal(own.Address, (await own.Phone().Submit(own.Address, "send-code")).RedirectsTo());
        await app.Deliver();
        var code = Messages(app).Except(messages).Single().Split("验证码 ")[1][..6];
        Assert.Equal("/p/my", (await own.Enter(own.Phone(), code)).RedirectsTo());

        for (var i = 0; i < 4; i++) await own.Phone().Submit(own.Address, "send-code");
        Assert.Contains("今天已经发过 5 次", await Own.Text(await own.Phone().Submit(own.Address, "send-code")));
    }

    [Fact]
    public async Task Too_many_tries_from_one_address_are_turned_away()
    {
        await using var app = await TestApp.Fresh(Engine.Sqlite, "--Xinglin:PatientView:AttemptsPerMinute=3");
        var phone = app.Client();

        for (var i = 0; i < 3; i++) await phone.GetAsync("/p/abcdefghjkmnpqrstuvwxyz234");

        Assert.Equal(System.Net.HttpStatusCode.TooManyRequests, (await phone.GetAsync("/p/abcdefghjkmnpqrstuvwxyz234")).StatusCode);
    }

    [Fact]
    public async Task The_pages_of_staff_and_patient()
    {
        var own = await Own.Build(Engine.Sqlite);
        await Screens.Check(own.App, own.Pair.SenderOffice, $"/patients/{own.Patient}/access", "patient-access");
        await Screens.Check(own.App, null, own.Address, "own-entry");
        await Screens.Check(own.App, null, "/p", "own-start");

        var page = await Browser.Open(own.App, null, own.Address, 390, script: false);
        await using var window = page.Context;
        await page.FillAsync("[name='Form.Code']", own.Slip.Code);
        await page.FillAsync("[name='Form.Answer']", Own.Answer);
        await page.ClickAsync("form:has([name='Form.Code']) button");
        await page.Arrives("/p/my");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("12 诊室");
    }

    [Fact]
    public async Task The_patients_pages_in_a_browser()
    {
        var own = await Own.Build(Engine.Sqlite);
        var page = await Browser.Open(own.App, null, own.Address, 390);
        await using var window = page.Context;
        await page.FillAsync("[name='Form.Code']", "000000" == own.Slip.Code ? "111111" : "000000");
        await page.FillAsync("[name='Form.Answer']", Own.Answer);
        await page.ClickAsync("form:has([name='Form.Code']) button");
        await page.WaitForSelectorAsync("text=还可以试");
        await Screens.Check(page, "own-entry-wrong");
        await page.FillAsync("[name='Form.Code']", own.Slip.Code);
        await page.ClickAsync("form:has([name='Form.Code']) button");
        await page.Arrives("/p/my");
        await Screens.Check(page, "own-expected");
        await page.GotoAsync("/p/my/consents");
        await Screens.Check(page, "own-consents");
        await page.ClickAsync("text=我要撤回");
        await page.WaitForSelectorAsync("text=撤回以后会怎样");
        await Screens.Check(page, "own-withdraw");
        await page.GotoAsync("/p/my/accesses");
        await Screens.Check(page, "own-accesses");

        await Referred.Receiving(own.Pair, own.Pair.Receiver, desk => desk.Arrive(own.Referral, new(null)));
        await Referred.Receiving(own.Pair, own.Pair.Doctor, desk => desk.Complete(own.Referral, new(null), Referred.Plan() with { FollowUps = [new(own.App.Time.Today().AddDays(7), "门诊复查")] }));
        await page.GotoAsync("/p/my");
        await Screens.Check(page, "own-plan");
        await page.GotoAsync($"/p/my/referrals/{Guid.NewGuid()}");
        await Screens.Check(page, "own-not-found");
    }

    [Fact]
    public async Task The_slip_on_paper()
    {
        var own = await Own.Build(Engine.Sqlite);
        var page = await Browser.Open(own.App, own.Pair.SenderOffice, $"/patients/{own.Patient}/access");
        await using var window = page.Context;
        await page.ClickAsync("button[value=Print]");
        await page.Arrives("/slip");
        await Screens.Check(page, "patient-slip");
    }

    private static List<string> Messages(TestApp app) =>
        [.. System.IO.Directory.GetFiles(Path.Combine(app.Database.DataDirectory, "sms"), "*.txt").Order(StringComparer.Ordinal).Select(File.ReadAllText)];
}
