using Xinglin.Platform.Files;

namespace Xinglin.Agreements.Reading;

/// <summary>The text of a plain file, or why it is none.</summary>
internal static class TextDecoding
{
    private const double TolerableStrange = 0.02;

    public static (string Text, string Encoding) Decode(byte[] content, string fileName)
    {
        if (PlainText.Decode(content) is not { } decoded)
            throw DocumentText.Invalid("file-encoding-unknown", $"“{fileName}”的文字编码无法识别。", "请用记事本或 WPS 打开，另存为 UTF-8 编码的文本，或另存为 .docx。");
        if (IsBinary(decoded.Text))
            throw DocumentText.Invalid("file-type-unknown", $"“{fileName}”不是文本文件。", "请上传 .txt、.md 或 .docx。");
        return decoded;
    }

    private static bool IsBinary(string text)
    {
        var strange = text.Count(c => (char.IsControl(c) && !Characters.IsLineEnd(c) && c is not '\t') || c is >= '\uE000' and <= '\uF8FF' or '\uFFFE' or '\uFFFF');
        return strange > text.Length * TolerableStrange;
    }
}
