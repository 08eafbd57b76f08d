using Microsoft.AspNetCore.Http.HttpResults;
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
        app.MapGet("/results/mappings.{format}", Mappings).RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> Download(string format, ItemDictionary dictionary, CancellationToken ct) =>
        TableFile.Of(format, "检查检验项目目录", ItemRow.Columns.Select(column => column.Heading), (await dictionary.Items(ct)).All.Select(ItemRow.Write));

    private static async Task<Results<FileContentHttpResult, NotFound>> Mappings(string format, MappingDesk desk, CancellationToken ct) =>
        TableFile.Of(format, "检查检验项目对照", MappingRow.Columns.Select(column => column.Heading), await desk.Rows(ct));
}
