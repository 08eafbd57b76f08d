using System.IO.Compression;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Xinglin.Agreements.Reading;

/// <summary>The text of a docx in reading order, automatic numbers written out, one line per paragraph.</summary>
internal static class WordText
{
    private const int MaxEntries = 3000;
    private const long MaxUnpacked = 100L * 1024 * 1024;
    private const long MaxDocumentPart = 40L * 1024 * 1024;
    private const int MaxRatio = 300;
    private const long RatioMattersFrom = 4L * 1024 * 1024;
    private const int ShortLabel = 10;

    public static string Read(byte[] content, string fileName)
    {
        try
        {
            RefuseDangerous(content, fileName);
            using var stream = new MemoryStream(content, false);
            using var document = WordprocessingDocument.Open(stream, false, new OpenSettings { MaxCharactersInPart = MaxDocumentPart });
            if (document.MainDocumentPart?.Document?.Body is not { } body) throw Damaged(fileName);
            var text = new StringBuilder();
            Write(body, new WordNumbering(document.MainDocumentPart), text);
            return text.ToString();
        }
        catch (Exception e) when (e is OpenXmlPackageException or InvalidDataException or FileFormatException or XmlException or IOException or FormatException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            throw Damaged(fileName);
        }
    }

    /// <summary>Counts what really comes out of the archive, for its headers may lie.</summary>
    private static void RefuseDangerous(byte[] content, string fileName)
    {
        if ((content[6] & 1) != 0) throw DocumentText.Invalid("file-encrypted", $"“{fileName}”是加密的压缩文件，无法读取。", "请去掉密码后重新上传。");
        using var archive = new ZipArchive(new MemoryStream(content, false), ZipArchiveMode.Read);
        if (archive.Entries.Count > MaxEntries) throw Bomb(fileName);
        if (archive.Entries.Any(entry => entry.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
            throw DocumentText.Invalid("file-with-macros", $"“{fileName}”含有宏，为安全起见不予读取。", "请另存为不含宏的 .docx 后再上传。");
        if (archive.GetEntry("[Content_Types].xml") is null || archive.Entries.All(entry => !entry.FullName.StartsWith("word/", StringComparison.OrdinalIgnoreCase)))
            throw DocumentText.Invalid("file-type-unknown", $"“{fileName}”不是 Word 文档。", "请上传 .txt、.md 或 .docx；压缩包请先解开。");
        if (archive.Entries.Sum(entry => Math.Min(entry.Length, MaxUnpacked)) > MaxUnpacked || archive.Entries.Any(entry => entry.Length > RatioMattersFrom && entry.Length / Math.Max(entry.CompressedLength, 1) > MaxRatio))
            throw Bomb(fileName);
        var unpacked = 0L;
        var buffer = new byte[81920];
        foreach (var entry in archive.Entries)
        {
            using var stream = entry.Open();
            var size = 0L;
            for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
            {
                unpacked += read;
                size += read;
                if (unpacked > MaxUnpacked || size > entry.Length || (size > RatioMattersFrom && size / Math.Max(entry.CompressedLength, 1) > MaxRatio)) throw Bomb(fileName);
            }
        }
    }

    private static void Write(OpenXmlElement container, WordNumbering numbering, StringBuilder text)
    {
        foreach (var child in container.ChildElements)
            switch (child)
            {
                case Paragraph paragraph:
                    Line(paragraph, numbering, text);
                    break;
                case Table table:
                    var rows = table.Descendants<TableRow>().Where(row => row.Ancestors<Table>().First() == table).ToList();
                    var list = HasColumns(rows);
                    foreach (var row in rows)
                        if (list) text.Append("| ").AppendJoin(" | ", Cells(row)).Append(" |\n");
                        else Row(row, numbering, text);
                    break;
                case SdtBlock or SdtContentBlock or CustomXmlBlock or InsertedRun:
                    Write(child, numbering, text);
                    break;
            }
    }

    private static void Line(Paragraph paragraph, WordNumbering numbering, StringBuilder text)
    {
        var own = Own(paragraph);
        // An empty paragraph shows no number in Word and takes none.
        if (own.Length > 0) text.Append(numbering.Next(paragraph));
        text.Append(own).Append('\n');
        foreach (var box in paragraph.Descendants<TextBoxContent>().Where(box => !box.Ancestors<AlternateContentFallback>().Any() && box.Ancestors<Paragraph>().First() == paragraph))
            Write(box, numbering, text);
    }

    /// <summary>A first row of short titles over further rows: a list, whose rows must stay together. A form tells its labels row by row.</summary>
    private static bool HasColumns(List<TableRow> rows)
    {
        if (rows.Count < 2) return false;
        var head = Cells(rows[0]);
        return head.Count >= 3 && head.All(cell => cell.Length is > 0 and <= ShortLabel) && !Wording.IsLabelLine(Passage.Of(head[0] + "：", 0, head[0].Length + 1).Text)
            && rows.All(row => !row.Descendants<Table>().Any());
    }

    private static List<string> Cells(TableRow row) => [.. row.Elements<TableCell>().Select(cell => string.Join("", cell.Elements<Paragraph>().Select(Own)).Trim().Replace('\n', ' '))];

    /// <summary>A form's row "甲方 | 某医院" becomes "甲方：某医院"; other cells keep their lines.</summary>
    private static void Row(TableRow row, WordNumbering numbering, StringBuilder text)
    {
        var cells = row.Elements<TableCell>().ToList();
        var texts = cells.Select(cell => string.Join("", cell.Elements<Paragraph>().Select(Own)).Trim()).ToList();
        var form = texts.Count is 2 or 4 && cells.All(cell => cell.Elements<Paragraph>().Count() == 1 && cell.Elements<Table>().FirstOrDefault() is null)
            && texts.Where((_, i) => i % 2 == 0).All(label => label.Length is > 0 and <= ShortLabel && !label.Contains('：') && !label.Contains('。'));
        if (form)
        {
            for (var i = 0; i < texts.Count; i += 2) text.Append(texts[i]).Append('：').Append(texts[i + 1]).Append('\n');
            return;
        }
        foreach (var cell in cells) Write(cell, numbering, text);
    }

    private static string Own(Paragraph paragraph)
    {
        var text = new StringBuilder();
        foreach (var element in paragraph.Descendants())
        {
            if (element is not (Text or TabChar or Break or CarriageReturn or NoBreakHyphen or SymbolChar)) continue;
            if (element.Ancestors<Paragraph>().First() != paragraph || element.Ancestors<AlternateContentFallback>().Any()) continue;
            text.Append(element switch
            {
                Text run => run.Text,
                TabChar => "\t",
                Break { Type: { } kind } when kind.Value == BreakValues.Page || kind.Value == BreakValues.Column => "",
                Break or CarriageReturn => "\n",
                NoBreakHyphen => "-",
                _ => "",
            });
        }
        return text.ToString();
    }

    private static Xinglin.Platform.Refused Damaged(string fileName) =>
        DocumentText.Invalid("file-damaged", $"“{fileName}”已损坏或不是有效的 Word 文档。", "请用 Word 或 WPS 打开确认，另存为 .docx 后再上传。");

    private static Xinglin.Platform.Refused Bomb(string fileName) =>
        DocumentText.Invalid("file-unpacks-too-large", $"“{fileName}”解压后异常庞大，为安全起见不予读取。", "请去掉图片和附件，另存为 .docx 后再上传。");
}
