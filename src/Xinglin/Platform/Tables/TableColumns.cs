namespace Xinglin.Platform.Tables;

/// <param name="Heading">The label of the field on forms.</param>
/// <param name="Example">What the template shows.</param>
internal sealed record TableColumn(string Heading, bool Required, string Example);

/// <summary>Brings tables that people made into the order of the columns that are read.</summary>
internal static class TableColumns
{
    /// <summary>For each column its place in the table; null where it was left out.</summary>
    /// <exception cref="Refused">A required column is missing or a heading stands twice.</exception>
    public static int?[] Places(IReadOnlyList<TableColumn> columns, IReadOnlyList<string> headings)
    {
        var places = columns.Select(column => headings.Index().Where(heading => Plain(heading.Item) == column.Heading).Select(heading => heading.Index).ToArray()).ToArray();
        var missing = columns.Where((column, index) => column.Required && places[index].Length == 0).Select(column => column.Heading).ToArray();
        if (missing.Length > 0)
            throw new Refused(RefusalKind.Invalid, "import.missing-column", $"缺少列：{string.Join("、", missing)}。文件里的列是：{string.Join("、", headings)}。", "请对照模板补上这些列，列名要一致。");
        if (columns.Where((_, index) => places[index].Length > 1).Select(column => column.Heading).FirstOrDefault() is { } twice)
            throw new Refused(RefusalKind.Invalid, "import.column-twice", $"列「{twice}」出现了不止一次。", "请只保留一列。");
        return [.. places.Select(place => place is [var index] ? index : (int?)null)];
    }

    public static TableRow Arrange(this TableRow row, int?[] places) =>
        row with { Cells = [.. places.Select(place => place is { } index && index < row.Cells.Count ? row.Cells[index].Trim() : "")] };

    public static string Plain(string text) =>
        string.Concat(text.Compatible().Where(character => !char.IsWhiteSpace(character)));
}
