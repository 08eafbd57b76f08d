using Microsoft.AspNetCore.Components;
using Xinglin.Web.Components;

namespace Xinglin.Web;

/// <summary>A page that takes a table: it is looked at first, then handed in whole or not at all. <c>TableUpload</c> is its file and its two buttons.</summary>
/// <typeparam name="TRow">What the look shows of a row.</typeparam>
public abstract class TablePage<TRow> : ActingPage
{
    [CascadingParameter] protected HttpContext Http { get; set; } = null!;

    /// <summary>What was read of the file; null where none was looked at.</summary>
    protected IReadOnlyList<TRow>? Preview { get; private set; }

    /// <summary>Whether the form with the file stays open: there is something to see, or the file was refused.</summary>
    protected bool TakesTable { get; private set; }

    /// <summary>Looks at the file or hands it in, as the button says.</summary>
    protected async Task Take(IFormFile? file, Func<Stream, string, Task<IReadOnlyList<TRow>>> look, Func<Stream, string, Task> handIn, string done, Func<string> next)
    {
        TakesTable = true;
        if (Http.Request.Form["decision"] == TableUpload.HandIn) await Act(() => Read(handIn), done, next);
        else await Act(() => Read(async (content, name) => Preview = await look(content, name)));

        async Task Read(Func<Stream, string, Task> act)
        {
            await using var content = file.Required().OpenReadStream();
            await act(content, file!.FileName);
        }
    }
}
