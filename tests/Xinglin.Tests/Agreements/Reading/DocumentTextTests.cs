using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Xinglin.Agreements.Reading;
using Xinglin.Platform;
using Xunit;

namespace Xinglin.Tests.Agreements.Reading;

public class DocumentTextTests
{
    private const string Sentence = "甲方（牵头单位）：泰安市中医医院\n乙方：新泰市人民医院\n";

    static DocumentTextTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("utf-8", false, "utf-8")]
    [InlineData("utf-8", true, "utf-8")]
    [InlineData("utf-16", true, "utf-16le")]
    [InlineData("utf-16", false, "utf-16le")]
    [InlineData("utf-16BE", true, "utf-16be")]
    [InlineData("GBK", false, "gb18030")]
    [InlineData("GB18030", false, "gb18030")]
    public void Text_is_decoded_whatever_its_encoding(string name, bool mark, string expected)
    {
        var encoding = Encoding.GetEncoding(name);
        var read = DocumentText.From([.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(Sentence)], "协议.txt");
        Assert.Equal(new DocumentText(Sentence, expected, "text"), read);
    }

    [Theory]
    [InlineData("", "agreement.file-empty")]
    [InlineData("   \n", "agreement.file-empty")]
    [InlineData("%PDF-1.7", "agreement.file-pdf")]
    [InlineData("{\\rtf1", "agreement.file-rtf")]
    [InlineData("MZ......", "agreement.file-type-unknown")]
    public void What_is_no_agreement_text_is_refused_with_a_way_out(string content, string code) =>
        Refuses(Encoding.ASCII.GetBytes(content), code);

    [Fact]
    public void Images_old_word_files_binaries_and_broken_text_are_refused()
    {
        Refuses([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], "agreement.file-image");
        Refuses([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]], "agreement.file-legacy-doc");
        Refuses([0xD0, 0xCF, 0x11, 0xE0, .. Encoding.Unicode.GetBytes("EncryptedPackage")], "agreement.file-encrypted");
        Refuses([.. Enumerable.Range(0, 400).Select(i => (byte)(i % 7))], "agreement.file-encoding-unknown");
        Refuses([0xFF, 0xFF, 0xFF, 0x20, 0xFF], "agreement.file-encoding-unknown");
        Refuses(new byte[DocumentText.MaxBytes + 1], "agreement.file-too-large");
    }

    [Fact]
    public void A_docx_gives_its_text_with_automatic_numbers_tables_and_text_boxes()
    {
        var docx = Docx(document =>
        {
            var numbering = document.MainDocumentPart!.AddNewPart<NumberingDefinitionsPart>();
            numbering.Numbering = new(
                new AbstractNum(
                    Level(0, NumberFormatValues.ChineseCountingThousand, "第%1条"),
                    Level(1, NumberFormatValues.ChineseCounting, "（%2）"),
                    Level(2, NumberFormatValues.Decimal, "%3."))
                { AbstractNumberId = 1 },
                new NumberingInstance(new AbstractNumId { Val = 1 }) { NumberID = 7 });
            document.MainDocumentPart.Document!.Body!.Append(
                new Paragraph(new Run(new Text("双向转诊协议"))),
                new Table(Row("甲方", "泰安市中医医院"), Row("乙方", "新泰市人民医院")),
                Numbered(0, "甲方职责"), Numbered(1, "技术指导"), Numbered(2, "派出专家。"), Numbered(2, "培训人员。"), Numbered(1, "双向转诊"), Numbered(2, "接收患者。"),
                Numbered(0, "其他"));
        });
        var read = DocumentText.From(docx, "a.docx");
        Assert.Equal("docx", read.FileType);
        Assert.Equal(
            ["双向转诊协议", "甲方：泰安市中医医院", "乙方：新泰市人民医院", "第一条 甲方职责", "（一） 技术指导", "1. 派出专家。", "2. 培训人员。", "（二） 双向转诊", "1. 接收患者。", "第二条 其他"],
            read.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_docx_that_unpacks_too_large_has_macros_or_is_broken_is_refused()
    {
        Refuses(Zip(("[Content_Types].xml", 10), ("word/document.xml", 60_000_000)), "agreement.file-unpacks-too-large");
        Refuses(Zip([("[Content_Types].xml", 10), ("word/document.xml", 10), .. Enumerable.Range(0, 3100).Select(i => ($"word/{i}.xml", 1))]), "agreement.file-unpacks-too-large");
        Refuses(Zip(("[Content_Types].xml", 10), ("word/document.xml", 10), ("word/vbaProject.bin", 10)), "agreement.file-with-macros");
        Refuses(Zip(("[Content_Types].xml", 10), ("word/document.xml", 10)), "agreement.file-damaged");
        Refuses(Zip(("a.txt", 10)), "agreement.file-type-unknown");
        Refuses(Docx(_ => { })[..300], "agreement.file-damaged");
    }

    private static void Refuses(byte[] content, string code)
    {
        var refused = Assert.Throws<Refused>(() => DocumentText.From(new MemoryStream(content), "协议"));
        Assert.Equal(code, refused.Code);
        Assert.Equal(RefusalKind.Invalid, refused.Kind);
        Assert.False(string.IsNullOrEmpty(refused.Remedy));
    }

    private static byte[] Docx(Action<WordprocessingDocument> fill)
    {
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            document.AddMainDocumentPart().Document = new Document(new Body());
            fill(document);
        }
        return stream.ToArray();
    }

    private static Level Level(int index, NumberFormatValues format, string text) =>
        new(new StartNumberingValue { Val = 1 }, new NumberingFormat { Val = format }, new LevelText { Val = text }) { LevelIndex = index };

    private static Paragraph Numbered(int level, string text) =>
        new(new ParagraphProperties(new NumberingProperties(new NumberingLevelReference { Val = level }, new NumberingId { Val = 7 })), new Run(new Text(text)));

    private static TableRow Row(params string[] cells) => new(cells.Select(cell => new TableCell(new Paragraph(new Run(new Text(cell))))));

    private static byte[] Zip(params (string Name, int Size)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
            foreach (var (name, size) in entries)
                using (var entry = archive.CreateEntry(name).Open()) entry.Write(new byte[size]);
        return stream.ToArray();
    }
}
