using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Identity;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Mail;
using Xinglin.Platform.Notices;
using Xinglin.Platform.Outbox;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Platform;

/// <summary>Notices that leave the program: to those who chose them, after the change is saved, again where the server does not take them.</summary>
public class NoticeForwardingTests
{
    private const string Late = "referral-late:1:2:3";
    private const string Usual = "referral:1:2";

    [Theory, EveryDatabase]
    public async Task Who_chose_mail_gets_the_title_and_the_way_in(Engine engine)
    {
        await using var server = new MailServer();
        await using var app = await TestApp.Quiet(engine, [.. server.Settings, "--Xinglin:PublicAddress=https://xinglin.example.cn"]);
        var (wanting, colleague) = (await Person(app), TestUsers.Of(Role.ReferralCoordinator));
        await Wish(app, wanting, "he@example.cn", null, NoticeLevel.All, NoticeLevel.None);

        await Tell(app, wanting, Usual);
        await Tell(app, colleague, Usual);
        await app.Deliver();

        var mails = server.Taken;
        Assert.Equal(2, mails.Count);
        var notice = Assert.Single(mails, mail => mail.Subject == "【杏林】转诊 R1：待接收方受理");
        Assert.Equal("he@example.cn", notice.To.Mailboxes.Single().Address);
        Assert.Equal("xinglin@example.cn", notice.From.Mailboxes.Single().Address);
        Assert.Contains("https://xinglin.example.cn/referrals/1", notice.TextBody);
        Assert.Single(mails, mail => mail.Subject == "【杏林】通知邮箱已登记");
    }

    [Theory, EveryDatabase]
    public async Task Only_urgent_means_only_urgent_and_messages_by_phone_hold_the_title_alone(Engine engine)
    {
        await using var app = await TestApp.Quiet(engine);
        var person = await Person(app);
        await Wish(app, person, null, "13800138000", NoticeLevel.None, NoticeLevel.Urgent);

        await Tell(app, person, Usual);
        await Tell(app, person, Late);
        await app.Deliver();

        var messages = System.IO.Directory.GetFiles(Path.Combine(app.Database.DataDirectory, "sms"), "*.txt").Select(File.ReadAllText).ToList();
        Assert.Equal(2, messages.Count);
        Assert.Contains("13800138000\n【杏林】转诊 R1：待接收方受理。请登录杏林查看。\n", messages);
    }

    [Theory, EveryDatabase]
    public async Task Nothing_is_sent_for_a_change_that_was_not_saved(Engine engine)
    {
        await using var app = await TestApp.Quiet(engine);
        var person = await Person(app);
        await Wish(app, person, null, "13800138000", NoticeLevel.None, NoticeLevel.All);
        await app.Deliver();

        await app.As(CurrentUser.Program("测试"), async services =>
        {
            var db = services.GetRequiredService<XinglinDb>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await services.GetRequiredService<INotices>().Tell(person.Organization, Role.ReferralCoordinator, "没有发生", "/", Usual);
            await db.SaveChangesAsync();
            await transaction.RollbackAsync();
        });

        Assert.Equal(0, await app.As(CurrentUser.Visitor, services => services.GetRequiredService<XinglinDb>().Set<OutboxMessage>().CountAsync()));
    }

    [Theory, EveryDatabase]
    public async Task A_server_that_refuses_is_tried_again_then_left_to_the_administrator_who_tries_or_gives_up(Engine engine)
    {
        await using var server = new MailServer { Refuses = true };
        await using var app = await TestApp.Quiet(engine, server.Settings);
        var (person, administrator) = (await Person(app), TestUsers.Of(Role.SystemAdministrator));
        await Wish(app, person, "he@example.cn", null, NoticeLevel.All, NoticeLevel.None);
        await Tell(app, person, Usual);
        await app.Deliver();
        await UntilDead(app);

        var client = app.Client(administrator);
        var page = await client.Page("/deliveries");
        var rows = page.QuerySelectorAll("main tbody tr");
        Assert.Equal(2, rows.Length);
        Assert.All(rows, row => Assert.Contains("已停止重试", row.TextContent));
        Assert.DoesNotContain("he@example.cn", page.Body!.TextContent);
        Assert.Contains("处理没有送出的消息：2 条", (await client.Page("/")).Body!.TextContent);

        server.Refuses = false;
        var forms = page.Forms.Select(form => form.QuerySelector("input[name=_handler]")?.GetAttribute("value")).OfType<string>().ToList();
        Assert.Equal("/deliveries", (await client.Submit("/deliveries", forms.First(name => name.StartsWith("retry-", StringComparison.Ordinal)))).RedirectsTo());
        Assert.Equal("/deliveries", (await client.Submit("/deliveries", forms.Last(name => name.StartsWith("give-up-", StringComparison.Ordinal)))).RedirectsTo());
        await app.Deliver();

        Assert.Single(server.Taken);
        Assert.Contains("没有滞留的消息", (await client.Page("/deliveries")).Body!.TextContent);
    }

    [Fact]
    public async Task User_and_password_go_to_the_server_from_a_file()
    {
        await using var server = new MailServer();
        var database = await TestDatabase.Create(Engine.Sqlite);
        var file = Path.Combine(database.DataDirectory, "mail.password");
        await File.WriteAllTextAsync(file, "s3cret-密\n");
        await using var app = await TestApp.Quiet(database, [.. server.Settings, "--Xinglin:Mail:User=xinglin", $"--Xinglin:Mail:PasswordFile={file}"]);

        await app.As(CurrentUser.Program("测试"), async services =>
        {
            services.GetRequiredService<IMail>().Send("he@example.cn", "试", "试\n");
            await services.GetRequiredService<XinglinDb>().SaveChangesAsync();
        });
        await app.Deliver();

        Assert.Equal(["xinglin s3cret-密"], server.Secrets);
        Assert.Single(server.Taken);
    }

    [Theory]
    [InlineData("--Xinglin:Mail:Port=0")]
    [InlineData("--Xinglin:Mail:Security=ssl")]
    [InlineData("--Xinglin:Mail:Sender=niemand")]
    [InlineData("--Xinglin:Mail:User=wer")]
    [InlineData("--Xinglin:Sms:Url=ftp://example.cn")]
    [InlineData("--Xinglin:Sms:Url=https://example.cn", "--Xinglin:Sms:Body={\"to\":{number},\"text\":\"{text}\"")]
    [InlineData("--Xinglin:Sms:Url=https://example.cn", "--Xinglin:Sms:Body={\"text\":\"{text}\"}")]
    [InlineData("--Xinglin:Sms:Url=https://example.cn", "--Xinglin:Sms:SecretFile=nowhere.txt")]
    public async Task A_setting_that_cannot_be_is_told_at_the_start(params string[] settings)
    {
        var database = TestDatabase.Empty(Engine.Sqlite);
        await using var _ = database;

        Assert.Throws<StartupProblem>(() => XinglinApp.Create([.. database.Arguments, "--Xinglin:Mail:Server=127.0.0.1", "--Xinglin:Mail:Sender=a@example.cn", .. settings]));
    }

    [Theory]
    [InlineData("Form.Mail[0]", "All", "邮箱")]
    [InlineData("Form.Sms[0]", "All", "手机号码")]
    [InlineData("Form.Email", "he@", "邮箱地址不完整")]
    [InlineData("Form.Mobile", "12345", "11 位")]
    public async Task Wishes_that_cannot_be_met_are_told_and_kept_in_the_form(string field, string value, string told)
    {
        await using var server = new MailServer();
        await using var app = await TestApp.Quiet(Engine.Sqlite, server.Settings);

        var page = await (await app.Client(await Person(app)).Submit("/notices/settings", "settings", (field, value))).Document();

        Assert.Contains(told, page.QuerySelector(".note-danger")!.TextContent);
        Assert.Equal(value, field.EndsWith(']') ? page.QuerySelector($"[name='{field}'] option[selected]")!.GetAttribute("value") : page.QuerySelector($"[name='{field}']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task The_pages_of_settings_and_deliveries()
    {
        await using var server = new MailServer { Refuses = true };
        await using var app = await TestApp.Quiet(Engine.Sqlite, server.Settings);
        var person = await Person(app);
        await Wish(app, person, "he@example.cn", "13800138000", NoticeLevel.All, NoticeLevel.Urgent);
        await UntilDead(app);

        await Screens.Check(app, person, "/notices/settings", "notice-settings");
        await Screens.Check(app, TestUsers.Of(Role.SystemAdministrator), "/deliveries", "deliveries");
    }

    /// <summary>Somebody with an account, so that notices to the role reach a person.</summary>
    private static Task<CurrentUser> Person(TestApp app) => app.As(CurrentUser.Program("测试"), async services =>
    {
        var db = services.GetRequiredService<XinglinDb>();
        var (id, organization) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var user = User.ForDemonstration($"he{id.ToString("n")[^8..]}", "何静", "x", app.Time.Now());
        user.Assign(organization, Role.ReferralCoordinator);
        db.Add(user);
        await db.SaveChangesAsync();
        return new CurrentUser(user.Id, "何静", organization, "某医院", new HashSet<string> { Role.ReferralCoordinator });
    });

    private static Task Wish(TestApp app, CurrentUser user, string? email, string? mobile, NoticeLevel mail, NoticeLevel sms) => app.As(user, services =>
        services.GetRequiredService<NoticeSettings>().Save(new NoticeWishes(null, email, mobile, new Dictionary<string, (NoticeLevel, NoticeLevel)> { ["转诊"] = (mail, sms) })));

    private static Task Tell(TestApp app, CurrentUser to, string key) => app.As(CurrentUser.Program("测试"), async services =>
    {
        await services.GetRequiredService<INotices>().Tell(to.Organization, Role.ReferralCoordinator, "转诊 R1：待接收方受理", "/referrals/1", key);
        await services.GetRequiredService<XinglinDb>().SaveChangesAsync();
    });

    private static async Task UntilDead(TestApp app)
    {
        for (var attempt = 0; attempt < OutboxMessage.MostAttempts; attempt++)
        {
            app.Time.Advance(TimeSpan.FromHours(2));
            await app.Deliver();
        }
    }
}
