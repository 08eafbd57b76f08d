using System.Text;

namespace Xinglin.Hl7v2.Parsing;

/// <summary>Character sets of MSH-18 (HL7 table 0211) that Chinese systems write, and telling them apart by what they write.</summary>
public static class Charset
{
    private static readonly Encoding Gbk;
    private static readonly Encoding Strict8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    private static readonly Dictionary<string, Encoding> Known;

    static Charset()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Gbk = Encoding.GetEncoding("GB18030", EncoderFallback.ReplacementFallback, DecoderFallback.ExceptionFallback);
        var big5 = Encoding.GetEncoding("big5", EncoderFallback.ReplacementFallback, DecoderFallback.ExceptionFallback);
        Known = new(StringComparer.OrdinalIgnoreCase)
        {
            ["UNICODE UTF-8"] = Strict8,
            ["UTF-8"] = Strict8,
            ["UTF8"] = Strict8,
            ["UNICODE"] = Strict8,
            ["GB 18030-2000"] = Gbk,
            ["GB18030-2000"] = Gbk,
            ["GB18030"] = Gbk,
            ["GB 18030"] = Gbk,
            ["GBK"] = Gbk,
            ["GB2312"] = Gbk,
            ["GB 2312"] = Gbk,
            ["CP936"] = Gbk,
            ["BIG-5"] = big5,
            ["BIG5"] = big5,
            ["8859/1"] = Encoding.Latin1
        };
    }

    public static Encoding Utf8 => Strict8;

    /// <summary>GB 18030, of which GBK and GB 2312 are parts.</summary>
    public static Encoding Gb18030 => Gbk;

    public static string Name(Encoding encoding) => encoding == Strict8 ? "UNICODE UTF-8" : encoding == Gbk ? "GB 18030-2000" : encoding.WebName;

    /// <summary>Null where MSH-18 says nothing that decides: empty, or ASCII, which Chinese systems leave standing.</summary>
    /// <param name="unknown">It says something that is not known here.</param>
    internal static Encoding? Find(string? declared, out bool unknown)
    {
        unknown = false;
        if (declared is null || declared.Equals("ASCII", StringComparison.OrdinalIgnoreCase)) return null;
        if (Known.TryGetValue(declared, out var found)) return found;
        unknown = true;
        return null;
    }

    /// <summary>Null where the bytes cannot be that.</summary>
    internal static string? Decode(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Chinese in GBK is UTF-8 by accident only in a word or two; three characters settle it.</summary>
    internal static bool SurelyUtf8(string decoded) => decoded.Where(character => character is >= '\u4e00' and <= '\u9fff').Take(3).Count() == 3;
}
