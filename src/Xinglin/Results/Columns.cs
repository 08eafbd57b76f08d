using Xinglin.Platform;
using Xinglin.Platform.Tables;

namespace Xinglin.Results;

/// <summary>Finds a table's columns by their headings.</summary>
internal static class Columns
{
    /// <exception cref="Refused">A column that must be there is missing, or a heading stands twice.</exception>
    public static Dictionary<string, int> Places(Table table, IReadOnlyList<(string Heading, bool Required, string Example)> columns)
    {
        var places = new Dictionary<string, int>();
        foreach (var (index, heading) in table.Headings.Index())
            if (columns.Any(column => column.Heading == heading) && !places.TryAdd(heading, index))
                throw new Refused(RefusalKind.Invalid, "import.column-twice", $"列「{heading}」出现了不止一次。", "请只保留一列。");
        var missing = columns.Where(column => column.Required && !places.ContainsKey(column.Heading)).Select(column => column.Heading).ToArray();
        return missing.Length == 0 ? places
            : throw new Refused(RefusalKind.Invalid, "import.missing-column", $"缺少列：{string.Join("、", missing)}。文件里的列是：{string.Join("、", table.Headings)}。", "请对照模板补上这些列，列名要一致。");
    }

    /// <param name="act">「导入」</param>
    /// <exception cref="Refused">A row has a fault: nothing of the table is taken, and the first ones are named.</exception>
    public static void MustBeWhole(IEnumerable<(int Line, IReadOnlyList<string> Faults)> rows, string code, string act, string remedy)
    {
        if (rows.Where(row => row.Faults.Count > 0).ToList() is { Count: > 0 } faulty)
            throw new Refused(RefusalKind.Invalid, code, $"有 {faulty.Count} 行不能{act}，全部没有{act}：{string.Join("；", faulty.Take(5).Select(row => $"第{row.Line}行 {string.Join("，", row.Faults)}"))}。", remedy);
    }

    public static string Cell(TableRow row, Dictionary<string, int> places, string heading) =>
        places.TryGetValue(heading, out var place) && place < row.Cells.Count ? row.Cells[place].Trim() : "";
}
