using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Xinglin.Platform.Files;

namespace Xinglin.Platform.Tables;

/// <summary>CSV as people have it: UTF-8, UTF-16 with a mark, or GBK; comma, semicolon or tab.</summary>
internal static class CsvReading
{
    public static List<TableRow> Read(Stream file, int most)
    {
        var text = Decode(file);
        if (text.Contains('\0')) throw Table.Unusable("这不是 CSV 或 xlsx 文件。", "请用模板填写，并保存为 CSV 或 xlsx。");
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture) { HasHeaderRecord = false, Delimiter = Delimiter(text), BadDataFound = null };
        using var csv = new CsvParser(new StringReader(text), configuration);
        List<TableRow> rows = [];
        while (csv.Read() && rows.Count <= most + 1)
        {
            // The number of the row as a spreadsheet shows it; a quoted cell may span lines of the file.
            var line = csv.Row;
            var cells = csv.Record!.Select(Unescape).ToArray();
            rows.Add(new(line, cells, [.. cells.Index().Where(cell => IsFormula(cell.Item)).Select(cell => $"单元格 {Table.Address(cell.Index, line)} 是公式，不能导入")]));
        }

        return rows;
    }

    private static string Decode(Stream file)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return PlainText.Decode(bytes)?.Text ?? throw Table.Unusable("文件的文字编码既不是 UTF-8，也不是 GBK。", "请在 Excel 里另存为“CSV UTF-8”或 xlsx 后再上传。");
    }

    private static string Delimiter(string text)
    {
        var first = text.TrimStart().Split('\n')[0];
        return new[] { ",", ";", "\t" }.MaxBy(candidate => first.Split(candidate).Length)!;
    }

    // The apostrophe that our own export puts before what a spreadsheet would take for a formula.
    private static string Unescape(string cell) => cell is ['\'', '=' or '+' or '-' or '@', ..] ? cell[1..] : cell;

    private static bool IsFormula(string cell) => cell.TrimStart() is ['=' or '@', ..] or ['+' or '-', not (>= '0' and <= '9'), ..];
}
