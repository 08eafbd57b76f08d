using System.Text;

namespace Xinglin.Platform.Files;

/// <summary>Decodes text as people have it: by its byte order mark, else strict UTF-8, else GB18030 (of which GBK and GB2312 are parts).</summary>
internal static class PlainText
{
    static PlainText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <returns>The text without its mark, and utf-8, utf-16le, utf-16be or gb18030; null where it is none of them.</returns>
    public static (string Text, string Encoding)? Decode(byte[] content)
    {
        if (content is [0xFF, 0xFE, ..]) return Strict("utf-16", content, 2, "utf-16le");
        if (content is [0xFE, 0xFF, ..]) return Strict("utf-16BE", content, 2, "utf-16be");
        if (content is [0xEF, 0xBB, 0xBF, ..]) return Strict("utf-8", content, 3, "utf-8");
        if (content.AsSpan().Contains((byte)0)) return WithoutMark(content);
        return Strict("utf-8", content, 0, "utf-8") ?? Strict("GB18030", content, 0, "gb18030");
    }

    /// <summary>UTF-16 without its mark shows by line ends and digits: their zero bytes stand on one side only.</summary>
    private static (string Text, string Encoding)? WithoutMark(byte[] content)
    {
        if (content.Length % 2 != 0) return null;
        int even = 0, odd = 0;
        for (var i = 0; i < content.Length; i++)
            if (content[i] == 0) _ = i % 2 == 0 ? even++ : odd++;
        if (even > 0 && odd > 0) return null;
        return even == 0 ? Strict("utf-16", content, 0, "utf-16le") : Strict("utf-16BE", content, 0, "utf-16be");
    }

    private static (string Text, string Encoding)? Strict(string name, byte[] content, int skip, string label)
    {
        try
        {
            return (Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback).GetString(content, skip, content.Length - skip), label);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
