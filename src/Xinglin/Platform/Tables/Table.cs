namespace Xinglin.Platform.Tables;

/// <param name="Line">As the person's own program numbers it.</param>
/// <param name="Faults">Cells that were refused, each with its address.</param>
internal sealed record TableRow(int Line, IReadOnlyList<string> Cells, IReadOnlyList<string> Faults);

/// <summary>A table as read from a file: the first row that is not empty is the heading.</summary>
internal sealed record Table(IReadOnlyList<string> Headings, IReadOnlyList<TableRow> Rows)
{
    public const long LargestFile = 20 * 1024 * 1024;
    public const int MostRows = 20_000;
    private const int MostColumns = 60;

    /// <param name="most">Rows.</param>
    /// <exception cref="Refused">Too large, or not a table.</exception>
    public static Table Read(Stream file, string fileName, int most = MostRows)
    {
        if (file.Length == 0) throw Unusable("文件是空的。", "请选择有内容的 CSV 或 xlsx 文件。");
        if (file.Length > LargestFile) throw Unusable($"文件有 {file.Length / 1024 / 1024} MB，超过 20 MB 的上限。", "请拆成几个文件分别导入。");
        Span<byte> head = stackalloc byte[4];
        var read = file.ReadAtLeast(head, 4, throwOnEndOfStream: false);
        file.Position = 0;
        var rows = head[..read] switch
        {
            [(byte)'P', (byte)'K', 3, 4] => XlsxReader.Read(file, most),
            [0xD0, 0xCF, 0x11, 0xE0] => throw Unusable("这是旧版 Excel（.xls）文件。", "请在 Excel 里另存为 .xlsx 或 CSV 后再上传。"),
            _ => CsvReading.Read(file, most)
        };
        return Shape(rows, fileName, most);
    }

    private static Table Shape(IEnumerable<TableRow> source, string fileName, int most)
    {
        IReadOnlyList<string>? headings = null;
        List<TableRow> rows = [];
        foreach (var row in source)
        {
            if (row.Cells.All(string.IsNullOrWhiteSpace) && row.Faults.Count == 0) continue;
            if (row.Cells.Count > MostColumns) throw Unusable($"第{row.Line}行有{row.Cells.Count}列，最多{MostColumns}列。", "请对照模板整理列。");
            if (headings is null)
            {
                if (row.Faults.Count > 0) throw Unusable(row.Faults[0] + "。", "表头只能是文字。");
                headings = [.. row.Cells.Select(heading => heading.Trim().TrimEnd('*', '＊'))];
            }
            else if (rows.Count == most) throw Unusable($"超过 {most:N0} 行的上限。", "请拆成几个文件分别导入。");
            else rows.Add(row);
        }

        if (headings is null) throw Unusable($"「{fileName}」里没有任何内容。", "请对照模板填写后再上传。");
        if (rows.Count == 0) throw Unusable($"「{fileName}」只有表头，没有数据行。", "请填写数据后再上传。");
        return new(headings, rows);
    }

    internal static Refused Unusable(string message, string remedy) => new(RefusalKind.Invalid, "import.unusable-file", message, remedy);

    /// <summary>「C5」</summary>
    internal static string Address(int column, int line)
    {
        var letters = "";
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26) letters = (char)('A' + (rest - 1) % 26) + letters;
        return $"{letters}{line}";
    }
}
