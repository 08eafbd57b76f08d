using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Notices;
using Xinglin.Referrals;
using Xinglin.Tests.Referrals;
using Xinglin.Tests.Support;
using Xinglin.Webhooks;
using Xinglin.Webhooks.Contract;

namespace Xinglin.Tests.Webhooks;

public class WebhookTests
{
    [Theory, EveryDatabase]
    public async Task A_receiver_is_told_of_each_act_in_order_signed_and_without_the_patient(Engine engine)
    {
        await using var stage = await Stage.Set(engine);
        var up = await Referred.Submitted(stage.Pair, await Referred.Patient(stage.App, stage.Pair.Township, "赵小满"));
        var receiver = stage.Pair.Receiver;
        await Referred.Receiving(stage.Pair, receiver, desk => desk.Claim(up.Id, new ActWords(null)));
        await Referred.Receiving(stage.Pair, receiver, desk => desk.Release(up.Id, new ActWords(null)));

        await stage.Deliver();

        var received = stage.Receiver.Received.ToList();
        Assert.Equal(["referral.submit", "referral.claim", "referral.release"], received.Select(Type));
        Assert.All(received, one => Assert.True(one.IsGood(stage.Secret, stage.App.Time.GetUtcNow())));
        Assert.All(received, one => Assert.DoesNotContain("赵小满", one.Body));
        var data = JsonDocument.Parse(received[0].Body).RootElement.GetProperty("data");
        Assert.Equal((up.Id, up.Number, "submitted"), (data.GetProperty("id").GetGuid(), data.GetProperty("number").GetString(), data.GetProperty("state").GetString()));
        Assert.Equal(3, received.Select(one => one.Id).Distinct().Count());
        var log = await stage.Log();
        Assert.All(log, line => Assert.Equal((WebhookDeliveryState.Delivered, (int?)200), (line.Delivery.State, line.Attempts.Single().Status)));
    }

    [Theory, EveryDatabase]
    public async Task A_wrong_secret_an_old_time_or_a_changed_body_do_not_verify(Engine engine)
    {
        await using var stage = await Stage.Set(engine);
        await stage.Test();
        await stage.Deliver();
        var one = Assert.Single(stage.Receiver.Received);
        var now = stage.App.Time.GetUtcNow();

        Assert.True(one.IsGood(stage.Secret, now));
        Assert.False(one.IsGood(WebhookSignature.NewSecret(), now));
        Assert.False(one.IsGood(stage.Secret, now + TimeSpan.FromMinutes(6)));
        Assert.False(one.IsGood(stage.Secret, now - TimeSpan.FromMinutes(6)));
        Assert.False((one with { Body = one.Body + " " }).IsGood(stage.Secret, now));
        Assert.False((one with { Id = Guid.NewGuid().ToString() }).IsGood(stage.Secret, now));
        Assert.False((one with { Timestamp = "1" + one.Timestamp }).IsGood(stage.Secret, now));
        Assert.False((one with { Timestamp = "soon" }).IsGood(stage.Secret, now));
        Assert.False((one with { Signature = "" }).IsGood(stage.Secret, now));
    }

    [Theory, EveryDatabase]
    public async Task Old_and_new_secret_sign_side_by_side_for_a_while(Engine engine)
    {
        await using var stage = await Stage.Set(engine);
        var fresh = await stage.Desk(desk => desk.Rotate(stage.Id, 7, CancellationToken.None));
        await stage.Test();
        await stage.Deliver();
        var both = stage.Receiver.Received.Last();
        Assert.True(both.IsGood(stage.Secret, stage.App.Time.GetUtcNow()));
        Assert.True(both.IsGood(fresh, stage.App.Time.GetUtcNow()));

        stage.App.Time.Advance(TimeSpan.FromDays(8));
        await stage.Test();
        await stage.Deliver();
        var later = stage.Receiver.Received.Last();
        Assert.False(later.IsGood(stage.Secret, stage.App.Time.GetUtcNow()));
        Assert.True(later.IsGood(fresh, stage.App.Time.GetUtcNow()));
    }

    [Theory, EveryDatabase]
    public async Task A_receiver_that_was_down_gets_everything_later_with_the_same_id_and_in_order(Engine engine)
    {
        await using var stage = await Stage.Set(engine);
        var url = new Uri(stage.Receiver.Url);
        await stage.Receiver.Stop();
        var up = await Referred.Submitted(stage.Pair, await Referred.Patient(stage.App, stage.Pair.Township));
        await Referred.Receiving(stage.Pair, stage.Pair.Receiver, desk => desk.Claim(up.Id, new ActWords(null)));
        await stage.Deliver();
        var failed = await stage.Log();
        // The later act of the same referral has not been tried: it waits for the first.
        Assert.Equal([0, 1], failed.Select(line => line.Attempts.Count).Order());
        Assert.Contains("连接不上接收方", failed.SelectMany(line => line.Attempts).Single().Error);

        await using var back = await Receiver.Start($"http://127.0.0.1:{url.Port}");
        stage.App.Time.Advance(TimeSpan.FromMinutes(1));
        await stage.Deliver();

        Assert.Equal(["referral.submit", "referral.claim"], back.Received.Select(Type));
        Assert.Equal(failed.Select(line => line.Delivery.Id.ToString()).Order(), back.Received.Select(one => one.Id).Order());
    }

    [Theory, EveryDatabase]
    public async Task Errors_redirects_and_silence_are_failures_that_are_logged(Engine engine)
    {
        await using var stage = await Stage.Set(engine, "--Xinglin:Webhooks:TimeoutSeconds=1");
        await using var elsewhere = await Receiver.Start();
        foreach (var (answer, said, status) in new (Func<HttpContext, Task>, string, int?)[]
                 {
                     (context => { context.Response.StatusCode = 500; return Task.CompletedTask; }, "返回 500", 500),
                     (context => { context.Response.Redirect(elsewhere.Url); return Task.CompletedTask; }, "不跟随重定向", 302),
                     (context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default), "没有应答", null)
                 })
        {
            stage.Receiver.Answer = answer;
            await stage.Test();
            await stage.Deliver();
            var attempt = (await stage.Log())[0].Attempts.Single();
            Assert.Contains(said, attempt.Error);
            Assert.Equal(status, attempt.Status);
        }

        Assert.Empty(elsewhere.Received);
    }

    [Theory, EveryDatabase]
    public async Task After_so_many_failures_it_pauses_tells_the_office_and_resumed_loses_nothing(Engine engine)
    {
        await using var stage = await Stage.Set(engine, "--Xinglin:Webhooks:PauseAfterFailures=3");
        stage.Receiver.Answer = context => { context.Response.StatusCode = 503; return Task.CompletedTask; };
        var up = await Referred.Submitted(stage.Pair, await Referred.Patient(stage.App, stage.Pair.Township));
        for (var i = 0; i < 3; i++)
        {
            await stage.Deliver();
            stage.App.Time.Advance(TimeSpan.FromHours(1));
        }

        var paused = await stage.Desk(desk => desk.Find(stage.Id, CancellationToken.None));
        Assert.Contains("连续 3 次", paused.PausedBecause);
        var tried = stage.Receiver.Received.Count;
        Assert.Equal(3, tried);
        await stage.Deliver();
        Assert.Equal(tried, stage.Receiver.Received.Count);
        Assert.Contains(await stage.App.As(CurrentUser.Visitor, services => services.GetRequiredService<XinglinDb>().Set<Notice>().AsNoTracking()
            .Where(notice => notice.OrganizationId == stage.Pair.Hospital.Id && notice.Role == Role.ConsortiumOffice).Select(notice => notice.Title).ToListAsync()), title => title.Contains("已自动暂停"));

        await Referred.Receiving(stage.Pair, stage.Pair.Receiver, desk => desk.Claim(up.Id, new ActWords(null)));
        stage.Receiver.Received.Clear();
        stage.Receiver.Answer = _ => Task.CompletedTask;
        await stage.Desk(desk => desk.Resume(stage.Id, CancellationToken.None));
        await stage.Deliver();
        Assert.Equal(["referral.submit", "referral.claim"], stage.Receiver.Received.Select(Type));
    }

    [Theory, EveryDatabase]
    public async Task A_delivery_is_sent_again_by_hand_and_given_up_after_its_attempts(Engine engine)
    {
        await using var stage = await Stage.Set(engine, "--Xinglin:Webhooks:MostAttempts=2");
        stage.Receiver.Answer = context => { context.Response.StatusCode = 500; return Task.CompletedTask; };
        await stage.Test();
        await stage.Deliver();
        stage.App.Time.Advance(TimeSpan.FromHours(1));
        await stage.Deliver();
        var given = Assert.Single(await stage.Log());
        Assert.Equal((WebhookDeliveryState.GivenUp, 2), (given.Delivery.State, given.Attempts.Count));

        stage.Receiver.Answer = _ => Task.CompletedTask;
        await stage.Again(given.Delivery.Id);
        await stage.Deliver();
        Assert.Equal(WebhookDeliveryState.Delivered, (await stage.Log()).Single().Delivery.State);
        Assert.Single(stage.Receiver.Received.Select(one => (one.Id, one.Body)).Distinct());
    }

    [Theory, EveryDatabase]
    public async Task Two_nodes_share_the_deliveries_and_make_none_out_twice(Engine engine)
    {
        await using var stage = await Stage.Set(engine);
        await using var node = await TestApp.On(stage.App.Database, Stage.WithoutPulse, "--Xinglin:Webhooks:AllowedNetworks=127.0.0.0/8");
        var patient = await Referred.Patient(stage.App, stage.Pair.Township);
        for (var i = 0; i < 6; i++) await Referred.Submitted(stage.Pair, patient);

        await Task.WhenAll(stage.Deliver(), Stage.Deliver(node), stage.Deliver(), Stage.Deliver(node));
        await stage.Deliver();

        Assert.Equal(6, (await stage.Log()).Count);
        Assert.Equal(6, stage.Receiver.Received.Select(one => one.Id).Distinct().Count());
    }

    [Theory, EveryDatabase]
    public async Task A_notice_reaches_the_receiver_of_its_organisation_only(Engine engine)
    {
        await using var stage = await Stage.Set(engine, events: ["notice.told"]);
        await stage.App.As(CurrentUser.Program("测试"), async services =>
        {
            await services.GetRequiredService<INotices>().Tell(stage.Pair.Hospital.Id, Role.Physician, "请查看", "/referrals/1", "hook-test");
            await services.GetRequiredService<INotices>().Tell(stage.Pair.Township.Id, Role.Physician, "请查看", "/referrals/1", "hook-test");
            await services.GetRequiredService<XinglinDb>().SaveChangesAsync();
        });
        await stage.Deliver();

        var told = Assert.Single(stage.Receiver.Received);
        Assert.Equal("notice.told", Type(told));
        Assert.Equal("physician", JsonDocument.Parse(told.Body).RootElement.GetProperty("data").GetProperty("role").GetString());
    }

    [Theory, EveryDatabase]
    public async Task Addresses_inside_the_house_are_closed_until_the_operator_opens_them(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var client = pair.App.Client(pair.Hospital.Office);
        foreach (var url in (string[])
                 [
                     "http://127.0.0.1:9/x", "https://127.0.0.1/x", "https://localhost/x", "https://10.0.0.5/x", "https://192.168.1.1/x", "https://169.254.169.254/latest/meta-data", "https://[::1]/x",
                     "https://[fd00::1]/x", "https://[fe80::1]/x", "https://[::ffff:10.0.0.5]/x", "https://0.0.0.0/", "https://100.64.0.1/", "http://example.cn/x", "ftp://example.cn/x", "https://user:pass@example.cn/", "nothing", ""
                 ])
            Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsJsonAsync("/api/webhooks", new { name = "内部", url, events = new[] { "referral.*" } })).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await client.PostAsJsonAsync("/api/webhooks", new { name = "外部", url = "https://203.0.113.5/x", events = new[] { "referral.*" } })).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task A_name_that_leads_inside_is_refused_when_connecting(Engine engine)
    {
        await using var stage = await Stage.Set(engine);
        await using var closed = await TestApp.On(stage.App.Database, Stage.WithoutPulse);
        await stage.Test();
        await Stage.Deliver(closed);

        Assert.Contains("内部网络", (await stage.Log()).Single().Attempts.Single().Error);
        Assert.Empty(stage.Receiver.Received);
    }

    [Theory, EveryDatabase]
    public async Task The_office_keeps_its_own_subscriptions_over_the_api_and_nobody_elses(Engine engine)
    {
        var (mine, theirs) = (await Referred.Pair(engine), await Referred.Pair(engine));
        var office = mine.App.Client(mine.Hospital.Office);
        var created = await office.PostAsJsonAsync("/api/webhooks", new { name = "接口建立", url = "https://203.0.113.9/x", events = new[] { "referral.accept" } });
        var made = await created.Content.ReadFromJsonAsync<JsonElement>();
        Assert.StartsWith("whsec_", made.GetProperty("secret").GetString());
        var address = $"/api/webhooks/{made.GetProperty("id").GetGuid()}";

        Assert.False((await office.GetFromJsonAsync<JsonElement>(address)).GetProperty("secret").GetString() is { Length: > 0 });
        Assert.Equal(HttpStatusCode.NotFound, (await theirs.App.Client(theirs.Hospital.Office).GetAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await mine.App.Client(mine.Doctor).GetAsync(address)).StatusCode);
        var change = new { name = "改名", url = "https://203.0.113.9/y", events = new[] { "referral.*" } };
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await office.PutAsJsonAsync(address, change)).StatusCode);
        office.DefaultRequestHeaders.TryAddWithoutValidation("If-Match", created.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.OK, (await office.PutAsJsonAsync(address, change)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await office.PutAsJsonAsync(address, change)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await office.DeleteAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await office.GetAsync(address)).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task The_office_sets_one_up_on_the_page(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var office = pair.App.Client(pair.Hospital.Office);
        var refused = await (await office.Submit("/webhooks/new", "new-webhook", ("Form.Name", "页面建立"), ("Form.Url", "http://10.0.0.1/x"), ("event", "referral.*"))).Document();
        Assert.Contains("须使用 https", refused.Body!.TextContent);
        Assert.Equal("http://10.0.0.1/x", refused.QuerySelector("input[name='Form.Url']")!.GetAttribute("value"));

        var made = await (await office.Submit("/webhooks/new", "new-webhook", ("Form.Name", "页面建立"), ("Form.Url", "https://203.0.113.7/x"), ("event", "referral.*"))).Document();
        Assert.Contains("whsec_", made.Body!.TextContent);
        var address = made.QuerySelector("a[href^='/webhooks/0']")!.GetAttribute("href")!;
        await office.Submit(address, "pause");
        var page = await office.Page(address);
        Assert.Contains("推送已暂停", page.Body!.TextContent);
        Assert.DoesNotContain("whsec_", page.Body.TextContent);
    }

    private static string Type(Received one) => JsonDocument.Parse(one.Body).RootElement.GetProperty("type").GetString()!;

    /// <summary>A hospital that is told, on a host whose deliveries the test sets going itself.</summary>
    private sealed record Stage(TestApp App, Pair Pair, Receiver Receiver, Guid Id, string Secret) : IAsyncDisposable
    {
        public static Task<Stage> Set(Engine engine, params string[] arguments) => Set(engine, ["referral.*"], arguments);

        public static async Task<Stage> Set(Engine engine, string[] events, params string[] arguments)
        {
            var app = await TestApp.On(await TestDatabase.Create(engine), WithoutPulse, ["--Xinglin:Webhooks:AllowedNetworks=127.0.0.0/8", .. arguments]);
            var pair = await Referred.Pair(app);
            var receiver = await Receiver.Start();
            var (subscription, secret) = await app.As(pair.Hospital.Office, services => services.GetRequiredService<WebhookDesk>().Create("测试推送", receiver.Url, events, CancellationToken.None));
            return new Stage(app, pair, receiver, subscription.Id, secret);
        }

        public static void WithoutPulse(IServiceCollection services) =>
            services.Remove(services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(WebhookPulse)));

        public Task Deliver() => Deliver(App);

        public static async Task Deliver(TestApp app)
        {
            var dispatch = app.Host.Services.GetRequiredService<WebhookDispatch>();
            await dispatch.MakeOut(CancellationToken.None);
            foreach (var subscription in await dispatch.Due(CancellationToken.None)) await dispatch.Send(subscription, CancellationToken.None);
        }

        public Task Test() => Desk(async desk => { await desk.Test(Id, CancellationToken.None); return true; });

        public Task Again(Guid delivery) => Desk(async desk => { await desk.Redeliver(Id, delivery, CancellationToken.None); return true; });

        public Task<IReadOnlyList<WebhookLine>> Log() => Desk(desk => desk.Log(Id, CancellationToken.None));

        public Task<T> Desk<T>(Func<WebhookDesk, Task<T>> act) => App.As(Pair.Hospital.Office, services => act(services.GetRequiredService<WebhookDesk>()));

        public async ValueTask DisposeAsync()
        {
            await App.DisposeAsync();
            await Receiver.DisposeAsync();
        }
    }
}
