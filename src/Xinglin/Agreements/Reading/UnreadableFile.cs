using Xinglin.Platform.Files;

namespace Xinglin.Agreements.Reading;

/// <summary>Says of a file that cannot be read what it is and what can be done.</summary>
internal static class UnreadableFile
{
    public static void Refuse(ReadOnlySpan<byte> content, string fileName)
    {
        if (content.IsEmpty) throw DocumentText.Empty(fileName);
        // Printers write a few lines before the mark.
        var format = content[..Math.Min(content.Length, 1024)].IndexOf("%PDF-"u8) >= 0 ? FileFormat.Pdf : FileSignature.Of(content);
        switch (format)
        {
            case FileFormat.Pdf:
                throw DocumentText.Invalid("file-pdf", $"“{fileName}”是 PDF，不能直接读取。", "请用 Word 或 WPS 打开后另存为 .docx；扫描件请先做文字识别（OCR）再上传。");
            case FileFormat.EncryptedOffice:
                throw DocumentText.Invalid("file-encrypted", $"“{fileName}”设有打开密码，无法读取。", "请去掉密码后重新上传。");
            case FileFormat.OldOffice:
                throw DocumentText.Invalid("file-legacy-doc", $"“{fileName}”是旧版 Word（.doc）或其他旧版 Office 文件，不能直接读取。", "请用 Word 或 WPS 打开后另存为 .docx。");
            case FileFormat.Rtf:
                throw DocumentText.Invalid("file-rtf", $"“{fileName}”是 RTF 文件，不能直接读取。", "请用 Word 或 WPS 打开后另存为 .docx。");
            case FileFormat.Png or FileFormat.Jpeg or FileFormat.Gif or FileFormat.Tiff:
                throw DocumentText.Invalid("file-image", $"“{fileName}”是{format.Value.Show()}，里面没有文字。", "请先做文字识别（OCR），再上传 .txt 或 .docx。");
            case not (null or FileFormat.Zip):
                throw DocumentText.Invalid("file-type-unknown", $"“{fileName}”是{format.Value.Show()}，不是协议文本。", "请上传 .txt、.md 或 .docx。");
        }
    }
}
