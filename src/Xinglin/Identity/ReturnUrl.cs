namespace Xinglin.Identity;

/// <summary>Where a person goes after signing in: only inside the program, or a link could lead people to a look-alike.</summary>
public static class ReturnUrl
{
    /// <summary>The address where it is a path of this program, otherwise the start page.</summary>
    public static string Local(string? address) =>
        address is ['/', ..] && address is not ['/', '/' or '\\', ..] && !address.Any(char.IsControl) ? address : "/";

    public static string With(string page, string? address) =>
        Local(address) is var local and not "/" ? $"{page}?returnUrl={Uri.EscapeDataString(local)}" : page;

    /// <summary>The page on which an obligation is met; without one, the address itself.</summary>
    internal static string Next(Obligation? owes, string? address) => owes is { } pending ? With(PageOf(pending), address) : Local(address);

    internal static string PageOf(Obligation owes) => owes switch
    {
        Obligation.ChangePassword => "/account/password",
        Obligation.SetUpSecondFactor => "/account/second-factor",
        _ => "/choose-organization"
    };
}
