using System.IO.Compression;

namespace Xinglin.Platform.Files;

/// <summary>Tells what a file is from its bytes.</summary>
internal static class FileSniffer
{
    private const long LargestUnpacked = 512L * 1024 * 1024;
    private const int LargestRatio = 200;

    /// <summary>Null where it is none of the known kinds.</summary>
    /// <exception cref="Refused">A document with macros, or one that unpacks to far more than any document does.</exception>
    public static FileKind? Sniff(byte[] bytes) => FileSignature.Of(bytes) switch
    {
        FileFormat.Pdf => FileKind.Pdf,
        FileFormat.Png => FileKind.Png,
        FileFormat.Jpeg => FileKind.Jpeg,
        FileFormat.Zip => Office(bytes),
        null when IsText(bytes) => FileKind.Text,
        _ => null
    };

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
    private static bool IsText(byte[] bytes) =>
        PlainText.Decode(bytes) is { } decoded && !decoded.Text.AsSpan().ContainsAnyInRange('\0', '\b') && !decoded.Text.AsSpan().ContainsAnyInRange('\u000e', '\u001a')
        && (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] || !bytes.Contains((byte)0));
}
