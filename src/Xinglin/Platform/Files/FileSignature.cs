using System.Text;

namespace Xinglin.Platform.Files;

/// <summary>What the first bytes of a file say it is.</summary>
internal enum FileFormat { Pdf, Png, Jpeg, Gif, Tiff, Zip, OldOffice, EncryptedOffice, Rtf, Rar, SevenZip, Gzip, Executable, Database }

/// <summary>Tells a file by its content; the name's extension proves nothing.</summary>
internal static class FileSignature
{
    private static readonly byte[] EncryptedPackage = Encoding.Unicode.GetBytes("EncryptedPackage");

    private static readonly (byte[] Magic, FileFormat Format)[] Known =
    [
        ("%PDF-"u8.ToArray(), FileFormat.Pdf),
        ([0x89, 0x50, 0x4E, 0x47], FileFormat.Png),
        ([0xFF, 0xD8, 0xFF], FileFormat.Jpeg),
        ("GIF8"u8.ToArray(), FileFormat.Gif),
        ("II*\0"u8.ToArray(), FileFormat.Tiff),
        ("MM\0*"u8.ToArray(), FileFormat.Tiff),
        ("PK\u0003\u0004"u8.ToArray(), FileFormat.Zip),
        ([0xD0, 0xCF, 0x11, 0xE0], FileFormat.OldOffice),
        (@"{\rtf"u8.ToArray(), FileFormat.Rtf),
        ("Rar!"u8.ToArray(), FileFormat.Rar),
        ([0x37, 0x7A, 0xBC, 0xAF], FileFormat.SevenZip),
        ([0x1F, 0x8B], FileFormat.Gzip),
        ("MZ"u8.ToArray(), FileFormat.Executable),
        ([0x7F, 0x45, 0x4C, 0x46], FileFormat.Executable),
        ("SQLite format"u8.ToArray(), FileFormat.Database)
    ];

    /// <summary>Null where the first bytes are no known mark: it may be plain text.</summary>
    public static FileFormat? Of(ReadOnlySpan<byte> content)
    {
        foreach (var (magic, format) in Known)
            if (content.StartsWith(magic))
                return format == FileFormat.OldOffice && content.IndexOf(EncryptedPackage) >= 0 ? FileFormat.EncryptedOffice : format;
        return null;
    }

    public static string Show(this FileFormat format) => format switch
    {
        FileFormat.Pdf => "PDF",
        FileFormat.Png => "PNG 图片",
        FileFormat.Jpeg => "JPEG 图片",
        FileFormat.Gif => "GIF 图片",
        FileFormat.Tiff => "TIFF 图片",
        FileFormat.Zip => "ZIP 压缩包",
        FileFormat.OldOffice => "旧版 Office 文件",
        FileFormat.EncryptedOffice => "设有打开密码的 Office 文件",
        FileFormat.Rtf => "RTF 文件",
        FileFormat.Rar => "RAR 压缩包",
        FileFormat.SevenZip => "7z 压缩包",
        FileFormat.Gzip => "gzip 压缩包",
        FileFormat.Executable => "可执行程序",
        _ => "数据库"
    };
}
