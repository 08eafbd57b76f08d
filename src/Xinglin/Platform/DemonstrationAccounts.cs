namespace Xinglin.Platform;

/// <param name="UserName">What is typed to sign in.</param>
/// <param name="Description">Chinese: who it is, for which organisation, in which roles.</param>
public sealed record DemonstrationAccount(string UserName, string Password, string Description);

/// <summary>The accounts, and pages with a code instead of one, that the demonstration tells its visitor of. Whoever makes one adds it while <see cref="IDemonstration.Load"/> runs.</summary>
public static class DemonstrationAccounts
{
    private static readonly List<DemonstrationAccount> Made = [];

    public static IReadOnlyList<DemonstrationAccount> All
    {
        get { lock (Made) return [.. Made]; }
    }

    public static void Add(string userName, string password, string description)
    {
        lock (Made) Made.Add(new DemonstrationAccount(userName, password, description));
    }

    internal static void Clear()
    {
        lock (Made) Made.Clear();
    }
}
