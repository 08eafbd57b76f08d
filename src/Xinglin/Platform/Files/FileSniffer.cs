using System.IO.Compression;
using System.Text;

namespace Xinglin.Platform.Files;

/// <summary>Tells what a file is from its bytes.</summary>
internal static class FileSniffer
{
    private const long LargestUnpacked = 512L * 1024 * 1024;
    private const int LargestRatio = 200;

    static FileSniffer() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Null where it is none of the known kinds.</summary>
    /// <exception cref="Refused">A document with macros, or one that unpacks to far more than any document does.</exception>
    public static FileKind? Sniff(byte[] bytes)
    {
        if (bytes.AsSpan().StartsWith("%PDF-"u8)) return FileKind.Pdf;
        if (bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return FileKind.Png;
        if (bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return FileKind.Jpeg;
        if (bytes.AsSpan().StartsWith("PK\x03\x04"u8)) return Office(bytes);
        return IsText(bytes) ? FileKind.Text : null;
    }

    private static FileKind? Office(byte[] bytes)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            var unpacked = zip.Entries.Sum(entry => entry.Length);
            if (unpacked > LargestUnpacked || zip.Entries.Any(entry => entry.Length > 1024 * 1024 && entry.Length / Math.Max(entry.CompressedLength, 1) > LargestRatio))
                throw new Refused(RefusalKind.Invalid, "file.zip-bomb", "该文件解压后异常庞大，疑似压缩炸弹，未接收。", "请用 Word、Excel 或 WPS 重新另存后上传。");
            if (zip.Entries.Any(entry => entry.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
                throw new Refused(RefusalKind.Invalid, "file.macros", "该文件含有宏，未接收。", "请另存为不含宏的 docx 或 xlsx 后上传。");
            if (zip.GetEntry("word/document.xml") is not null) return FileKind.Docx;
            return zip.GetEntry("xl/workbook.xml") is not null ? FileKind.Xlsx : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>UTF-8, UTF-16 with a byte order mark, or GB 18030, without control characters that no text has.</summary>
    private static bool IsText(byte[] bytes)
    {
        if (bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return bytes.Length % 2 == 0;
        if (bytes.AsSpan().ContainsAnyInRange((byte)0, (byte)8) || bytes.AsSpan().ContainsAnyInRange((byte)14, (byte)26)) return false;
        return Decodes(bytes, new UTF8Encoding(false, throwOnInvalidBytes: true))
            || Decodes(bytes, Encoding.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback));
    }

    private static bool Decodes(byte[] bytes, Encoding encoding)
    {
        try
        {
            encoding.GetCharCount(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
