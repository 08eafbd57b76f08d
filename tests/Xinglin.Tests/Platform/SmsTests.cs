using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Outbox;
using Xinglin.Platform.Sms;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Platform;

public class SmsTests
{
    private const string Text = "【杏林】验证码 123456，“引号”和\\反斜线\n换行";

    [Theory, EveryDatabase]
    public async Task Number_and_text_are_sealed_while_they_wait(Engine engine)
    {
        await using var app = await TestApp.Quiet(engine);

        await Send(app);

        var waiting = await app.As(CurrentUser.Visitor, services => services.GetRequiredService<XinglinDb>().Set<OutboxMessage>().AsNoTracking().SingleAsync());
        Assert.DoesNotContain("13800138000", waiting.Payload);
        Assert.DoesNotContain("123456", waiting.Payload);
    }

    [Fact]
    public async Task The_carrier_gets_the_filled_in_body_and_the_secret()
    {
        var (bodies, secrets) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string?>());
        await using var carrier = await Carrier(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            bodies.Enqueue(await reader.ReadToEndAsync());
            secrets.Enqueue(context.Request.Headers["X-Key"]);
        });
        var database = await TestDatabase.Create(Engine.Sqlite);
        var file = Path.Combine(database.DataDirectory, "sms.secret");
        await File.WriteAllTextAsync(file, "s3cret\n");
        await using var app = await TestApp.Quiet(database, $"--Xinglin:Sms:Url={carrier.Urls.First()}/send", "--Xinglin:Sms:Body={\"phones\":[\"{number}\"],\"msg\":\"{text}\"}",
            $"--Xinglin:Sms:SecretFile={file}", "--Xinglin:Sms:SecretHeader=X-Key");

        await Send(app);
        await app.Deliver();

        using var body = JsonDocument.Parse(Assert.Single(bodies));
        Assert.Equal(Text, body.RootElement.GetProperty("msg").GetString());
        Assert.Equal("13800138000", body.RootElement.GetProperty("phones")[0].GetString());
        Assert.Equal("s3cret", Assert.Single(secrets));
    }

    [Fact]
    public async Task A_carrier_that_refuses_is_asked_again_and_what_it_said_is_not_kept()
    {
        var answers = new ConcurrentQueue<int>([500, 302, 200]);
        await using var carrier = await Carrier(context =>
        {
            context.Response.StatusCode = answers.TryDequeue(out var status) ? status : 200;
            return context.Response.WriteAsync("13800138000 is unknown");
        });
        await using var app = await TestApp.Quiet(Engine.Sqlite, $"--Xinglin:Sms:Url={carrier.Urls.First()}");
        await Send(app);

        var seen = new List<string?>();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            app.Time.Advance(TimeSpan.FromHours(2));
            await app.Deliver();
            seen.AddRange(await app.As(CurrentUser.Visitor, services => services.GetRequiredService<XinglinDb>().Set<OutboxMessage>().Select(message => message.LastError).ToListAsync()));
        }

        Assert.Equal(["短信平台答复 500", "短信平台答复 302"], seen);
    }

    private static async Task<WebApplication> Carrier(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var carrier = builder.Build();
        carrier.Urls.Add("http://127.0.0.1:0");
        carrier.Run(answer);
        await carrier.StartAsync();
        return carrier;
    }

    private static Task Send(TestApp app) => app.As(CurrentUser.Program("测试"), async services =>
    {
        services.GetRequiredService<ISms>().Send("13800138000", Text);
        await services.GetRequiredService<XinglinDb>().SaveChangesAsync();
    });
}
