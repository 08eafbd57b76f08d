namespace Xinglin.Identity.Contract;

/// <summary>An account of the demonstration consortium, for the terminal to tell.</summary>
public sealed record DemonstrationAccount(string UserName, string DisplayName, string Organization, string Role)
{
    /// <summary>The same for all of them; they exist only in a demonstration.</summary>
    public const string Password = "Xinglin-Demo-2026";
}
