using System.Collections.Concurrent;
using Xinglin.Hl7v2.Parsing;
using Xinglin.Hl7v2.Senders;
using Xinglin.Platform;

namespace Xinglin.Hl7v2.Messages;

/// <summary>
/// Group commit: while one transaction of a sender is under way, the messages that come meanwhile wait, and are then taken together in the
/// next. Where that does not go, each is taken by itself. A sender's messages are taken in the order in which they came.
/// </summary>
internal sealed class MessageQueue(IServiceScopeFactory scopes, ILogger<MessageQueue> log)
{
    private const int MostTogether = 100;

    private readonly ConcurrentDictionary<(Guid, string?), Line> lines = new();

    /// <summary>Completes when the message is committed, whichever way it was judged.</summary>
    public Task<Answer> Take(KnownSender sender, string? address, Arrival arrival)
    {
        var waiting = new Waiting(sender, address, arrival);
        lines.GetOrAdd((sender.System.Id, address), _ => new Line(Commit)).Add(waiting);
        return waiting.Answer.Task;
    }

    private async Task Commit(IReadOnlyList<Waiting> together)
    {
        if (together.Count > 1)
        {
            try
            {
                Settle(together, await Store(together));
                return;
            }
            catch (Exception exception)
            {
                log.LogInformation("{Count} HL7 messages are taken one by one after {Exception}", together.Count, exception.GetType().Name);
            }
        }

        foreach (var one in together) await Single(one);
    }

    private async Task Single(Waiting one)
    {
        try
        {
            try
            {
                Settle([one], await Store([one]));
            }
            catch (Refused refused) when (refused.Code is "taken" or "overtaken")
            {
                Settle([one], await Store([one]));
            }
            catch (Refused refused)
            {
                Settle([one], await Store([one with { Refusal = refused }]));
            }
        }
        catch (Exception exception)
        {
            // What the exception says may quote the message.
            log.LogError("An HL7 message could not be taken: {Exception} at {Place}", exception.GetType().Name, exception.StackTrace);
            one.Answer.TrySetResult(Answer.Rejected(new Hl7Fault(Hl7Fault.Internal, "系统暂时不能接收，请稍后重发")));
        }
    }

    private Task<IReadOnlyList<Answer>> Store(IReadOnlyList<Waiting> together) => scopes.As(together[0].Sender.User(together[0].Address),
        services => services.GetRequiredService<MessageStore>().Take(together[0].Sender.System, [.. together.Select(one => (one.Arrival, one.Refusal))], CancellationToken.None));

    private static void Settle(IReadOnlyList<Waiting> together, IReadOnlyList<Answer> answers)
    {
        foreach (var (one, answer) in together.Zip(answers)) one.Answer.TrySetResult(answer);
    }

    /// <param name="Refusal">It was refused when it was written, and is only to be kept.</param>
    private sealed record Waiting(KnownSender Sender, string? Address, Arrival Arrival, Refused? Refusal = null)
    {
        public TaskCompletionSource<Answer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Line(Func<IReadOnlyList<Waiting>, Task> commit)
    {
        private readonly Queue<Waiting> waiting = new();
        private bool running;

        public void Add(Waiting one)
        {
            lock (waiting)
            {
                waiting.Enqueue(one);
                if (running) return;
                running = true;
            }

            // The flow of calls of whoever came first is not that of the others.
            using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow()) _ = Task.Run(Run);
        }

        private async Task Run()
        {
            while (true)
            {
                var together = new List<Waiting>();
                lock (waiting)
                {
                    while (together.Count < MostTogether && waiting.TryDequeue(out var one)) together.Add(one);
                    if (together.Count == 0)
                    {
                        running = false;
                        return;
                    }
                }

                await commit(together);
            }
        }
    }
}
