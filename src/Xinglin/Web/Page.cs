using Microsoft.AspNetCore.Components;

namespace Xinglin.Web;

/// <summary>
/// The base of every component here (see _Imports.razor). Pages are rendered once, on the server: a component is drawn when what
/// it loads has arrived, and never half filled before, as Blazor otherwise does while it waits for the database.
/// </summary>
public abstract class Page : ComponentBase
{
    private bool begun;

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        if (!begun)
        {
            begun = true;
            OnInitialized();
            await OnInitializedAsync();
        }

        OnParametersSet();
        await OnParametersSetAsync();
        StateHasChanged();
    }
}
