using Microsoft.AspNetCore.Http.HttpResults;
using Xinglin.Platform;
using Xinglin.Platform.Files;
using Xinglin.Platform.Tables;

namespace Xinglin.Web;

/// <summary>A table to take away, for spreadsheets.</summary>
public static class TableFile
{
    /// <param name="format"><c>csv</c> or <c>xlsx</c>; another is not found.</param>
    /// <param name="name">Of the file, without its ending.</param>
    public static Results<FileContentHttpResult, NotFound> Of(string format, string name, IEnumerable<string> headings, IEnumerable<IEnumerable<string?>> rows) => format switch
    {
        "csv" => TypedResults.File(Csv.Write(headings, rows), Csv.ContentType, name + ".csv"),
        "xlsx" => TypedResults.File(XlsxWriter.Write(headings, rows), FileKind.Xlsx.ContentType(), name + ".xlsx"),
        _ => TypedResults.NotFound()
    };
}
