using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Xinglin.Platform.Tables;

/// <summary>The first sheet of a workbook, read as a stream. Formulas are refused: their stored result may be stale or harmful elsewhere.</summary>
internal static class XlsxReader
{
    private const long LargestUnpacked = 300L * 1024 * 1024;

    public static List<TableRow> Read(Stream file, int most)
    {
        try
        {
            MustBeHarmless(file);
            using var document = SpreadsheetDocument.Open(file, isEditable: false);
            var workbook = document.WorkbookPart ?? throw NotAWorkbook();
            if (workbook.VbaProjectPart is not null) throw Table.Unusable("文件里有宏，不能导入。", "请另存为不带宏的 .xlsx 后再上传。");
            var sheet = workbook.Workbook?.Sheets?.Elements<Sheet>().FirstOrDefault() ?? throw NotAWorkbook();
            var shared = ReadShared(workbook.SharedStringTablePart);
            var dates = DateStyles(workbook.WorkbookStylesPart?.Stylesheet);
            return ReadSheet((WorksheetPart)workbook.GetPartById(sheet.Id!.Value!), shared, dates, most);
        }
        catch (Exception damaged) when (damaged is not Refused)
        {
            // The library stumbles over a damaged package with whatever exception lies nearest.
            throw NotAWorkbook();
        }
    }

    private static Refused NotAWorkbook() => Table.Unusable("打不开这个 xlsx 文件，它可能已损坏，或不是 Excel 工作簿。", "请用 Excel 或 WPS 打开并另存后再上传。");

    private static void MustBeHarmless(Stream file)
    {
        using (var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true))
            if (zip.Entries.Count > 2000 || zip.Entries.Sum(entry => entry.Length) > LargestUnpacked)
                throw Table.Unusable("xlsx 文件解压后过大，已拒绝打开。", "请只保留要导入的那一张表。");
        file.Position = 0;
    }

    private static List<string> ReadShared(SharedStringTablePart? part)
    {
        List<string> strings = [];
        if (part is null) return strings;
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
            if (reader.ElementType == typeof(SharedStringItem) && reader.IsStartElement)
                strings.Add(TextOf((SharedStringItem)reader.LoadCurrentElement()!));
        return strings;
    }

    // Phonetic guides are not part of the text.
    private static string TextOf(OpenXmlElement item) =>
        string.Concat(item.Descendants<Text>().Where(text => text.Parent is not PhoneticRun).Select(text => text.Text));

    private static HashSet<uint> DateStyles(Stylesheet? styles)
    {
        var own = styles?.NumberingFormats?.Elements<NumberingFormat>()
            .Where(format => format.FormatCode?.Value is { } code && code.Any(letter => letter is 'y' or 'Y' or 'd' or 'D'))
            .Select(format => format.NumberFormatId!.Value).ToHashSet() ?? [];
        return styles?.CellFormats?.Elements<CellFormat>().Index()
            .Where(format => format.Item.NumberFormatId?.Value is { } id && (id is >= 14 and <= 17 or 22 or (>= 27 and <= 36) or (>= 50 and <= 58) || own.Contains(id)))
            .Select(format => (uint)format.Index).ToHashSet() ?? [];
    }

    private static List<TableRow> ReadSheet(WorksheetPart part, List<string> shared, HashSet<uint> dates, int most)
    {
        List<TableRow> rows = [];
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read() && rows.Count <= most + 1)
        {
            if (reader.ElementType != typeof(Row) || !reader.IsStartElement) continue;
            var row = (Row)reader.LoadCurrentElement()!;
            var line = (int)(row.RowIndex?.Value ?? (uint)(rows.Count == 0 ? 1 : rows[^1].Line + 1));
            List<string> cells = [];
            List<string> faults = [];
            foreach (var cell in row.Elements<Cell>())
            {
                var column = cell.CellReference?.Value is { } reference ? Column(reference) : cells.Count;
                if (column > 200) throw Table.Unusable($"第{line}行的列太多。", "请对照模板整理列。");
                while (cells.Count <= column) cells.Add("");
                cells[column] = Value(cell, shared, dates, Table.Address(column, line), faults);
            }

            rows.Add(new(line, cells, faults));
        }

        return rows;
    }

    private static string Value(Cell cell, List<string> shared, HashSet<uint> dates, string address, List<string> faults)
    {
        if (cell.CellFormula is not null)
        {
            faults.Add($"单元格 {address} 是公式，不能导入");
            return "";
        }

        var raw = cell.CellValue?.Text ?? "";
        if (cell.DataType?.Value is { } type)
        {
            if (type == CellValues.SharedString) return int.TryParse(raw, out var index) && index < shared.Count && index >= 0 ? shared[index] : "";
            if (type == CellValues.InlineString) return cell.InlineString is { } inline ? TextOf(inline) : "";
            if (type == CellValues.Error) faults.Add($"单元格 {address} 的内容是错误值 {raw}");
            if (type != CellValues.Number) return raw;
        }

        if (raw.Length == 0 || !double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return raw;
        if (cell.StyleIndex?.Value is { } style && dates.Contains(style) && number is > 0 and < 2958466)
            return DateTime.FromOADate(number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (Math.Abs(number) >= 1e15) faults.Add($"单元格 {address} 是超过15位的数字，表格软件已丢失末尾几位，请把该列设为“文本”后重新填写");
        return number == Math.Floor(number) && Math.Abs(number) < 1e28 ? ((decimal)number).ToString("0", CultureInfo.InvariantCulture) : number.ToString(CultureInfo.InvariantCulture);
    }

    private static int Column(string reference)
    {
        var column = 0;
        foreach (var letter in reference.TakeWhile(char.IsAsciiLetterUpper)) column = Math.Min(column * 26 + letter - 'A' + 1, 100_000);
        return column - 1;
    }
}
