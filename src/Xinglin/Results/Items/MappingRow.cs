using Xinglin.Platform;
using Xinglin.Platform.Tables;

namespace Xinglin.Results.Items;

/// <summary>A local code and what it is said to be.</summary>
/// <param name="Item">The item's code, national code, LOINC code, or a name that only one item has.</param>
public sealed record MappingIn(string LocalCode, string LocalName, string Item);

public enum MappingFate
{
    Proposed,

    /// <summary>It holds already.</summary>
    Same,

    /// <summary>Nobody has said what it is.</summary>
    Blank,
    Faulty
}

/// <summary>What would become of a row.</summary>
public sealed record MappingRowPreview(int Line, string LocalCode, string LocalName, Item? Item, MappingFate Fate, IReadOnlyList<string> Faults);

/// <summary>A mapping as a table holds it. The file that is downloaded can be filled in and handed in again.</summary>
internal static class MappingRow
{
    public static readonly IReadOnlyList<(string Heading, bool Required, string Example)> Columns =
        [("本机构代码", true, "WBC"), ("本机构名称", true, "白细胞"), ("目录项目", true, "CBC-WBC"), ("目录项目名称", false, "白细胞计数")];

    /// <exception cref="Refused">The file is no table or lacks a column.</exception>
    public static List<(int Line, MappingIn Content, IReadOnlyList<string> Faults)> Read(Stream file, string fileName)
    {
        var table = Table.Read(file, fileName);
        var places = Results.Columns.Places(table, Columns);
        return [.. table.Rows.Select(row =>
        {
            string Cell(string heading) => Results.Columns.Cell(row, places, heading);
            return (row.Line, new MappingIn(Cell("本机构代码"), Cell("本机构名称"), Cell("目录项目")), row.Faults);
        })];
    }

    public static IEnumerable<string?> Write(string localCode, string localName, Item? item) => [localCode, localName, item?.Code, item?.Name];
}
