using Microsoft.AspNetCore.Http.HttpResults;
using Xinglin.Platform;
using Xinglin.Platform.Files;
using Xinglin.Platform.Tables;

namespace Xinglin.Web;

/// <summary>A table to take away, for spreadsheets.</summary>
public static class TableFile
{
    /// <summary>The file that a form brought.</summary>
    /// <exception cref="Refused">Nothing was chosen.</exception>
    public static IFormFile Required(this IFormFile? file) => file ?? throw new Refused(RefusalKind.Invalid, "import.no-file", "没有选择文件。", "请选择要导入的 CSV 或 xlsx 文件。");

    /// <param name="format"><c>csv</c> or <c>xlsx</c>; another is not found.</param>
    /// <param name="name">Of the file, without its ending.</param>
    public static Results<FileContentHttpResult, NotFound> Of(string format, string name, IEnumerable<string> headings, IEnumerable<IEnumerable<string?>> rows) => format switch
    {
        "csv" => TypedResults.File(Csv.Write(headings, rows), Csv.ContentType, name + ".csv"),
        "xlsx" => TypedResults.File(XlsxWriter.Write(headings, rows), FileKind.Xlsx.ContentType(), name + ".xlsx"),
        _ => TypedResults.NotFound()
    };
}
