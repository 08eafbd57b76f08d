using System.Text;

namespace Xinglin.Agreements.Reading;

/// <summary>Tells a file by its content; the name's extension proves nothing.</summary>
internal static class FileSignature
{
    private static readonly byte[] EncryptedPackage = Encoding.Unicode.GetBytes("EncryptedPackage");

    private static readonly (byte[] Magic, string Name)[] Images =
    [
        ([0x89, 0x50, 0x4E, 0x47], "PNG 图片"),
        ([0xFF, 0xD8, 0xFF], "JPEG 图片"),
        ("GIF8"u8.ToArray(), "GIF 图片"),
        ("II*\0"u8.ToArray(), "TIFF 图片"),
        ("MM\0*"u8.ToArray(), "TIFF 图片"),
    ];

    private static readonly (byte[] Magic, string Name)[] Others =
    [
        ("Rar!"u8.ToArray(), "RAR 压缩包"),
        ([0x37, 0x7A, 0xBC, 0xAF], "7z 压缩包"),
        ([0x1F, 0x8B], "gzip 压缩包"),
        ("MZ"u8.ToArray(), "可执行程序"),
        ([0x7F, 0x45, 0x4C, 0x46], "可执行程序"),
        ("SQLite format"u8.ToArray(), "数据库"),
    ];

    public static bool IsZip(ReadOnlySpan<byte> content) => content.StartsWith("PK\u0003\u0004"u8);

    public static void RefuseUnreadable(ReadOnlySpan<byte> content, string fileName)
    {
        if (content.IsEmpty) throw DocumentText.Empty(fileName);
        if (content[..Math.Min(content.Length, 1024)].IndexOf("%PDF-"u8) >= 0)
            throw DocumentText.Invalid("file-pdf", $"“{fileName}”是 PDF，不能直接读取。", "请用 Word 或 WPS 打开后另存为 .docx；扫描件请先做文字识别（OCR）再上传。");
        if (content.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            throw content.IndexOf(EncryptedPackage) >= 0
                ? DocumentText.Invalid("file-encrypted", $"“{fileName}”设有打开密码，无法读取。", "请去掉密码后重新上传。")
                : DocumentText.Invalid("file-legacy-doc", $"“{fileName}”是旧版 Word（.doc）或其他旧版 Office 文件，不能直接读取。", "请用 Word 或 WPS 打开后另存为 .docx。");
        if (content.StartsWith(@"{\rtf"u8))
            throw DocumentText.Invalid("file-rtf", $"“{fileName}”是 RTF 文件，不能直接读取。", "请用 Word 或 WPS 打开后另存为 .docx。");
        foreach (var (magic, name) in Images)
            if (content.StartsWith(magic)) throw DocumentText.Invalid("file-image", $"“{fileName}”是{name}，里面没有文字。", "请先做文字识别（OCR），再上传 .txt 或 .docx。");
        foreach (var (magic, name) in Others)
            if (content.StartsWith(magic)) throw DocumentText.Invalid("file-type-unknown", $"“{fileName}”是{name}，不是协议文本。", "请上传 .txt、.md 或 .docx。");
    }
}
