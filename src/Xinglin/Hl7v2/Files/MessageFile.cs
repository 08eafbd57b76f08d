using System.Globalization;
using System.Text;
using Xinglin.Hl7v2.Messages;
using Xinglin.Hl7v2.Parsing;
using Xinglin.Hl7v2.Senders;
using Xinglin.Platform;

namespace Xinglin.Hl7v2.Files;

/// <param name="Taken">Messages answered AA.</param>
/// <param name="Fault">Why nothing of the file was looked at; null mostly.</param>
internal sealed record FileOutcome(int Taken, int Refused, byte[] Answers, string? Fault = null);

/// <summary>A file of one message or many, with or without batch headers (FHS, BHS; HL7 v2.5.1 §2.10.3), plain or in MLLP's frames.</summary>
internal static class MessageFile
{
    public const int MostMessages = 20_000;

    public static async Task<FileOutcome> Take(byte[] file, KnownSender sender, string channel, MessageReceiver receiver, DateTimeOffset now, CancellationToken ct)
    {
        var messages = Messages(file, out var announced);
        // A trailer that counts other than what is there says that a part of the file is missing.
        if (messages.Count == 0) return Unread("文件里没有 MSH 段，不是 HL7 v2 消息");
        if (messages.Count > MostMessages) return Unread($"一个文件最多 {MostMessages} 条消息");
        if (announced is { } count && count != messages.Count) return Unread($"批尾（BTS-1）写明 {count} 条，文件里有 {messages.Count} 条，可能没有传完");
        using var answers = new MemoryStream();
        int taken = 0, refused = 0;
        // All are handed over in their order before the first answer is awaited, so that they are taken together.
        foreach (var chunk in messages.Chunk(200))
        {
            var pending = new List<PendingAnswer>();
            foreach (var range in chunk) pending.Add(await receiver.Begin(file.AsMemory(range), new Origin(channel, Sender: sender), ct));
            foreach (var each in pending)
            {
                var answer = await each.Answer;
                if (answer.Code == AckCode.AA) taken++;
                else refused++;
                foreach (var bytes in Acknowledgement.Write(each.Message, answer, now)) answers.Write(bytes);
            }
        }

        return new FileOutcome(taken, refused, answers.ToArray());
    }

    /// <summary>Where each message lies: from its MSH at the beginning of a line to the next header or trailer. No character set has a line end within a character.</summary>
    internal static List<Range> Messages(ReadOnlySpan<byte> file, out int? announced)
    {
        announced = null;
        var ranges = new List<Range>();
        var begin = -1;
        for (var place = 0; place < file.Length; place = NextLine(file, place))
        {
            var line = file[place..];
            var header = line.StartsWith("MSH"u8);
            var batch = line.StartsWith("FHS"u8) || line.StartsWith("BHS"u8) || line.StartsWith("BTS"u8) || line.StartsWith("FTS"u8) || line[0] is 0x1C;
            if (!header && !batch) continue;
            if (begin >= 0) ranges.Add(begin..place);
            begin = header ? place : -1;
            if (line.StartsWith("BTS"u8) && line.Length > 4)
            {
                var digits = line[4..Math.Min(line.Length, 14)];
                var end = digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
                if (int.TryParse(end < 0 ? digits : digits[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var count)) announced = (announced ?? 0) + count;
            }
        }

        if (begin >= 0) ranges.Add(begin..file.Length);
        return ranges;
    }

    private static int NextLine(ReadOnlySpan<byte> file, int place)
    {
        var end = file[place..].IndexOfAny((ReadOnlySpan<byte>)[(byte)'\r', (byte)'\n', 0x0B, 0x1C]);
        return end < 0 ? file.Length : place + end + 1;
    }

    private static FileOutcome Unread(string why) => new(0, 0, Encoding.UTF8.GetBytes(why + "。\n"), why);
}
