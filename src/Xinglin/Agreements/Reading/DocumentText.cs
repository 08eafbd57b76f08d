using Xinglin.Platform;
using Xinglin.Platform.Files;

namespace Xinglin.Agreements.Reading;

/// <summary>The text of an uploaded agreement and what it was read from. Spans of a reading count in <see cref="Text"/>.</summary>
/// <param name="Encoding">utf-8, utf-16le, utf-16be, gb18030; for docx "docx".</param>
/// <param name="FileType">text or docx.</param>
public sealed record DocumentText(string Text, string Encoding, string FileType)
{
    /// <summary>The largest file that is read.</summary>
    public const int MaxBytes = 20 * 1024 * 1024;

    /// <exception cref="Refused">The file is empty, too large, not a text or docx, damaged, protected or dangerous.</exception>
    public static DocumentText From(Stream content, string fileName)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[81920];
        for (var read = content.Read(chunk); read > 0; read = content.Read(chunk))
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > MaxBytes) throw TooLarge(fileName);
        }
        return From(buffer.ToArray(), fileName);
    }

    /// <inheritdoc cref="From(Stream, string)"/>
    public static DocumentText From(byte[] content, string fileName)
    {
        if (content.Length > MaxBytes) throw TooLarge(fileName);
        UnreadableFile.Refuse(content, fileName);
        var document = FileSignature.Of(content) == FileFormat.Zip
            ? new DocumentText(WordText.Read(content, fileName), "docx", "docx")
            : TextDecoding.Decode(content, fileName) is var (text, encoding) ? new(text, encoding, "text") : throw new InvalidOperationException();
        return string.IsNullOrWhiteSpace(document.Text) ? throw Empty(fileName) : document;
    }

    internal static Refused Empty(string fileName) => Invalid("file-empty", $"文件“{fileName}”是空的，没有可读的文字。", "请确认选对了文件；扫描件请先做文字识别（OCR）。");

    private static Refused TooLarge(string fileName) => Invalid("file-too-large", $"文件“{fileName}”超过 20 MB，无法读取。", "请去掉图片后另存，或只上传协议正文。");

    internal static Refused Invalid(string code, string message, string remedy) => new(RefusalKind.Invalid, $"agreement.{code}", message, remedy);
}
