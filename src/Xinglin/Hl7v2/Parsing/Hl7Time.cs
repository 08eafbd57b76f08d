using System.Globalization;
using Xinglin.Platform;

namespace Xinglin.Hl7v2.Parsing;

/// <summary>Moments: YYYYMMDDHHMM[SS[.S…]][±ZZZZ] (HL7 v2.5.1 §2.A.77). Without a zone they are of Asia/Shanghai.</summary>
public static class Hl7Time
{
    private static readonly string[] Forms = ["yyyyMMddHHmm", "yyyyMMddHHmmss"];

    /// <summary>Null where it is no moment to the minute.</summary>
    public static DateTimeOffset? Read(string? text)
    {
        if (text is null) return null;
        var zone = text.AsSpan().LastIndexOfAny('+', '-');
        var offset = ChinaTime.Offset;
        if (zone >= 0)
        {
            if (text.Length - zone != 5 || !int.TryParse(text.AsSpan(zone + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var written) || written % 100 >= 60 || written > 1400) return null;
            offset = TimeSpan.FromMinutes((written / 100 * 60 + written % 100) * (text[zone] == '-' ? -1 : 1));
            text = text[..zone];
        }

        if (text.IndexOf('.', StringComparison.Ordinal) is >= 0 and var fraction) text = text[..fraction];
        return DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year is > 1800 and < 9000
            ? new DateTimeOffset(local, offset).ToUniversalTime() : null;
    }

    public static string Write(DateTimeOffset moment) => moment.ToOffset(ChinaTime.Offset).ToString("yyyyMMddHHmmss'+0800'", CultureInfo.InvariantCulture);
}
