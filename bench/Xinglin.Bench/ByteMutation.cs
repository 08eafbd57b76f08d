using System.Text;
using Xinglin.Hl7v2.Parsing;
using Xinglin.Platform;
using Xinglin.Platform.Tables;

namespace Xinglin.Bench;

/// <summary>Cuts, bends and mixes messages and files as broken lines, wrong programs and ill will do; the same seed gives the same bytes.</summary>
internal static class ByteMutation
{
    private static readonly byte[][] Inserted = [.. new[] { "|", "^", "~", "\\", "&", "\r", "\n", "\r\n", "\0", "\"", "\"\"", ",", ";", ":", "-", "=", "\\X4", "\\.br\\", "ADD|", "MSH|^~\\&|", "OBX|1|NM|", "💉", "汉" }.Select(Encoding.UTF8.GetBytes), [0x0B], [0x1C], [0x1C, 0x0D], [0xFF], [0x81], [0xEF, 0xBB, 0xBF]];

    public static byte[] Of(IReadOnlyList<byte[]> samples, int seed)
    {
        var random = new Random(seed);
        var bytes = new List<byte>(samples[random.Next(samples.Count)]);
        for (var times = random.Next(1, 6); times > 0 && bytes.Count > 0; times--) bytes = Bent(bytes, samples, random);
        return [.. bytes];
    }

    private static List<byte> Bent(List<byte> bytes, IReadOnlyList<byte[]> samples, Random random)
    {
        var at = random.Next(bytes.Count);
        switch (random.Next(9))
        {
            case 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 1:
                bytes.RemoveRange(at, Math.Min(random.Next(1, 60), bytes.Count - at));
                break;
            case 2:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 3:
                bytes.InsertRange(at, Inserted[random.Next(Inserted.Length)]);
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 400), bytes.Count - at)));
                break;
            case 5:
                var other = samples[random.Next(samples.Count)];
                bytes.InsertRange(at, other.Skip(random.Next(other.Length)).Take(300));
                break;
            case 6:
                var (from, to) = (bytes[at], (byte)random.Next(256));
                for (var place = 0; place < bytes.Count; place++)
                    if (bytes[place] == from) bytes[place] = to;
                break;
            case 7:
                return [.. Charset.Gb18030.GetBytes(Encoding.UTF8.GetString([.. bytes]))];
            default:
                if (random.Next(50) == 0) bytes.InsertRange(at, Enumerable.Repeat(bytes[at], random.Next(200_000)));
                break;
        }

        return bytes;
    }
}
