using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Outbox;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Platform;

public class OutboxTests
{
    private const string Type = "test.counted";

    private sealed class Counting : IOutboxHandler
    {
        public ConcurrentBag<string> Handled { get; } = [];
        public string Type => OutboxTests.Type;

        public async Task Handle(string payload, CancellationToken ct)
        {
            await Task.Delay(2, ct);
            Handled.Add(payload);
        }
    }

    [Theory, EveryDatabase]
    public async Task A_message_reaches_its_handler_and_is_gone(Engine engine)
    {
        var handler = new Counting();
        await using var app = await TestApp.On(await TestDatabase.Create(engine), With(handler));

        await Send(app, 1);
        await Emptied(app);

        Assert.Equal(["""{"number":0}"""], handler.Handled);
    }

    [Theory, EveryDatabase]
    public async Task Two_nodes_share_the_messages_and_deliver_none_twice(Engine engine)
    {
        var handler = new Counting();
        await using var one = await TestApp.On(await TestDatabase.Create(engine), With(handler));
        await using var other = await TestApp.On(one.Database, With(handler));
        const int messages = 60;
        await Send(one, messages);

        await Task.WhenAll(new[] { one, other, one, other }.Select(node => Task.Run(() => node.Host.Services.GetRequiredService<OutboxDelivery>().DeliverDue(CancellationToken.None))));
        await Emptied(one);

        Assert.Equal(Enumerable.Range(0, messages).Select(number => $$"""{"number":{{number}}}""").Order(StringComparer.Ordinal), handler.Handled.Order(StringComparer.Ordinal));
    }

    [Theory, EveryDatabase]
    public async Task What_only_writes_is_done_once_or_not_at_all(Engine engine)
    {
        var handler = new Counting();
        await using var app = await TestApp.Quiet(await TestDatabase.Create(engine), services =>
            services.AddSingleton<IOutboxHandler>(handler).AddSingleton<Fanning.Tries>().AddScoped<IOutboxHandler, Fanning>());
        await app.As(CurrentUser.Program("测试"), async services =>
        {
            services.GetRequiredService<IOutbox>().Add(Fanning.MessageType, new { });
            await services.GetRequiredService<XinglinDb>().SaveChangesAsync();
        });

        await app.Deliver();
        Assert.Empty(handler.Handled);
        var kept = await app.As(CurrentUser.Visitor, services => services.GetRequiredService<XinglinDb>().Set<OutboxMessage>().AsNoTracking().SingleAsync());
        Assert.Equal((Fanning.MessageType, 1, "第一次不成"), (kept.Type, kept.Attempts, kept.LastError));

        app.Time.Advance(OutboxMessage.WaitAfter(1));
        await app.Deliver();
        Assert.Single(handler.Handled);
        await Emptied(app);
    }

    /// <summary>Makes another message of one, and fails the first time after it has saved.</summary>
    private sealed class Fanning(IOutbox outbox, XinglinDb db, Fanning.Tries tries) : IOutboxHandler
    {
        public const string MessageType = "test.fanned";

        public string Type => MessageType;
        public bool OnlyWrites => true;

        public async Task Handle(string payload, CancellationToken ct)
        {
            outbox.Add(OutboxTests.Type, new { Number = 1 });
            await db.SaveChangesAsync(ct);
            if (tries.Next() == 1) throw new InvalidOperationException("第一次不成");
        }

        public sealed class Tries
        {
            private int count;

            public int Next() => ++count;
        }
    }

    private static Action<IServiceCollection> With(IOutboxHandler handler) => services => services.AddSingleton(handler);

    private static Task Send(TestApp app, int messages) => app.As(CurrentUser.Program("测试"), async services =>
    {
        for (var number = 0; number < messages; number++) services.GetRequiredService<IOutbox>().Add(Type, new { Number = number });
        await services.GetRequiredService<XinglinDb>().SaveChangesAsync();
    });

    /// <summary>The node's own pulse may hold a message that it took first.</summary>
    private static async Task Emptied(TestApp app)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await app.As(CurrentUser.Visitor, services => services.GetRequiredService<XinglinDb>().Set<OutboxMessage>().AnyAsync()))
        {
            await app.Host.Services.GetRequiredService<OutboxDelivery>().DeliverDue(CancellationToken.None);
            await Task.Delay(20, limit.Token);
        }
    }
}
