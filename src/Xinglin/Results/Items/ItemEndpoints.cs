using Microsoft.AspNetCore.Http.HttpResults;
using Xinglin.Platform;
using Xinglin.Platform.Files;
using Xinglin.Platform.Tables;
using Xinglin.Web;

namespace Xinglin.Results.Items;

/// <summary>/api/results/items and the files of the item list.</summary>
internal static class ItemEndpoints
{
    public static void MapItems(this IEndpointRouteBuilder app)
    {
        app.MapApi("/results", "检查检验").MapGet("items", async Task<Ok<IReadOnlyList<Item>>> (ItemDictionary dictionary, CancellationToken ct) => TypedResults.Ok((await dictionary.Items(ct)).All))
            .WithName("ListItems").WithSummary("项目目录");
        app.MapGet("/results/items.{format}", Download).RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task<IResult> Download(string format, ItemDictionary dictionary, CancellationToken ct)
    {
        var headings = ItemRow.Columns.Select(column => column.Heading);
        var rows = (await dictionary.Items(ct)).All.Select(ItemRow.Write);
        return format switch
        {
            "csv" => TypedResults.File(Csv.Write(headings, rows), Csv.ContentType, "检查检验项目目录.csv"),
            "xlsx" => TypedResults.File(XlsxWriter.Write(headings, rows), FileKind.Xlsx.ContentType(), "检查检验项目目录.xlsx"),
            _ => TypedResults.NotFound()
        };
    }
}
