using Xinglin.Platform.Identifiers;

namespace Xinglin.Directory.Pages.Parts;

/// <summary>A page with a form whose fields say what is wrong, and whose warnings a person may confirm.</summary>
public abstract class DirectoryForm : DirectoryPage
{
    protected IReadOnlyList<Finding> Faults { get; private set; } = [];
    protected IReadOnlyList<Finding> Warnings { get; private set; } = [];

    /// <returns>Whether the desk may be asked.</returns>
    private protected bool Passes(Check check, bool warningsConfirmed)
    {
        Faults = check.Errors;
        Warnings = check.Warnings;
        var passes = Faults.Count == 0 && (Warnings.Count == 0 || warningsConfirmed);
        if (!passes) Http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return passes;
    }

    protected static Guid? ToGuid(string? text) => Guid.TryParse(text, out var id) ? id : null;
}
