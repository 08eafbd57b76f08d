using Microsoft.AspNetCore.Components;
using Xinglin.Platform;

namespace Xinglin.Web;

/// <summary>A page whose forms act. What the domain refuses is shown above the form, which keeps what was typed.</summary>
public abstract class ActingPage : Page
{
    [Inject] protected NavigationManager Navigation { get; set; } = null!;
    [Inject] protected Flash Flash { get; set; } = null!;
    [Inject] protected CurrentUser User { get; set; } = null!;

    /// <summary>What the domain said no to; for FormErrors.</summary>
    protected Refused? Refusal { get; private set; }

    /// <summary>Acts; on success says so on the page that it goes on to, on refusal stays.</summary>
    protected async Task Act(Func<Task> act, string done, Func<string> next)
    {
        if (!await Act(act)) return;
        Flash.Success(done);
        Navigation.NavigateTo(next());
    }

    /// <summary>Acts and stays on the page.</summary>
    /// <returns>False where it was refused.</returns>
    protected async Task<bool> Act(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (Refused refused) when (refused.Kind != RefusalKind.NotFound)
        {
            Refusal = refused;
            return false;
        }
    }

    protected Task Act(Func<Task> act, string done, string next) => Act(act, done, () => next);
}
