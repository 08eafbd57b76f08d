using System.Net;
using System.Threading.Channels;
using Xinglin.Hl7v2.Messages;
using Xinglin.Hl7v2.Parsing;
using Xinglin.Platform;

namespace Xinglin.Hl7v2.Mllp;

/// <summary>
/// One connection. Messages are taken and answered in their order; a sender that does not wait for answers may be some messages ahead, and
/// those are taken together.
/// </summary>
internal sealed class MllpConnection(Stream stream, IPAddress address, MessageReceiver receiver, Hl7v2Rules rules, MllpBudget budget, TimeProvider time, ILogger log)
{
    private const int MostAhead = 32;
    private const int LargeMessage = 256 * 1024;
    private const int HeaderBytes = 4096;

    /// <param name="stopping">The program stops: nothing more is begun.</param>
    public async Task Serve(CancellationToken stopping)
    {
        var answers = Channel.CreateBounded<PendingAnswer>(new BoundedChannelOptions(MostAhead) { SingleReader = true, SingleWriter = true });
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var writing = Write(answers.Reader, ended);
        try
        {
            await Read(answers.Writer, ended.Token);
        }
        finally
        {
            answers.Writer.Complete();
            await writing;
        }
    }

    private async Task Read(ChannelWriter<PendingAnswer> answers, CancellationToken ended)
    {
        using var frames = new MllpFrames(stream, rules.MostBytes(), budget);
        while (true)
        {
            FrameEnd end;
            try
            {
                using var idle = CancellationTokenSource.CreateLinkedTokenSource(ended);
                idle.CancelAfter(TimeSpan.FromMinutes(rules.IdleMinutes));
                end = await frames.Next(idle.Token, TimeSpan.FromSeconds(rules.MessageSeconds));
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                return;
            }

            switch (end)
            {
                case FrameEnd.Closed:
                    return;
                case FrameEnd.Whole:
                    // A copy: the frame is written over while the message is still being taken.
                    var bytes = frames.Frame.ToArray();
                    var pending = await receiver.Begin(bytes, new Origin("MLLP", address), CancellationToken.None);
                    // Of large ones no second is held.
                    if (bytes.Length > LargeMessage) await pending.Answer;
                    frames.Trim();
                    await answers.WriteAsync(pending, CancellationToken.None);
                    break;
                default:
                    log.LogWarning("A message from {Address} could not be taken whole: {End}", address, end);
                    var fault = new Hl7Fault(end is FrameEnd.Late or FrameEnd.Cut ? Hl7Fault.SegmentSequence : Hl7Fault.Internal, end switch
                    {
                        FrameEnd.TooLarge => $"消息超过 {rules.MostMegabytes} MB，没有接收",
                        FrameEnd.Late => $"消息在 {rules.MessageSeconds} 秒内没有传完，没有接收",
                        FrameEnd.Cut => "消息没有传完连接就断开了，没有接收",
                        _ => "系统暂时繁忙，请稍后重发"
                    });
                    Hl7Parser.TryParse(frames.Frame.Span[..Math.Min(HeaderBytes, frames.Frame.Length)], Charset.Gb18030, out var header, out _);
                    if (end is FrameEnd.Late or FrameEnd.Cut) await receiver.Keep(header, frames.Frame, new Origin("MLLP", address), [fault]);
                    await answers.WriteAsync(new PendingAnswer(header, Task.FromResult(Answer.Rejected(fault))), CancellationToken.None);
                    return;
            }
        }
    }

    private async Task Write(ChannelReader<PendingAnswer> answers, CancellationTokenSource ended)
    {
        var broken = false;
        await foreach (var pending in answers.ReadAllAsync(CancellationToken.None))
        {
            var answer = await pending.Answer;
            if (broken) continue;
            try
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(rules.MessageSeconds));
                foreach (var bytes in Acknowledgement.Write(pending.Message, answer, time.Now()))
                    await stream.WriteAsync((byte[])[0x0B, .. bytes, 0x1C, 0x0D], patience.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
            {
                // Whoever does not take its answers gets no more; what was begun is still taken.
                broken = true;
                await ended.CancelAsync();
            }
        }
    }
}
