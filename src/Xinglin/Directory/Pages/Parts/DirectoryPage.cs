using Microsoft.AspNetCore.Components;
using Xinglin.Platform;

namespace Xinglin.Directory.Pages.Parts;

/// <summary>What the pages of the directory share: a refusal is shown on the page, and what was typed stays.</summary>
public abstract class DirectoryPage : ComponentBase
{
    [Inject] protected CurrentUser User { get; set; } = default!;
    [Inject] protected DirectoryLists Lists { get; set; } = default!;
    [Inject] protected NavigationManager Navigation { get; set; } = default!;
    [CascadingParameter] protected HttpContext Http { get; set; } = default!;

    protected Refused? Refusal { get; private set; }

    /// <returns>False where it was refused.</returns>
    protected async Task<bool> Try(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (Refused refused)
        {
            Show(refused);
            return false;
        }
    }

    protected void Show(Refused refused)
    {
        Refusal = refused;
        Http.Response.StatusCode = refused.Kind switch
        {
            RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
            RefusalKind.NotFound => StatusCodes.Status404NotFound,
            RefusalKind.Conflict => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status400BadRequest
        };
    }
}
