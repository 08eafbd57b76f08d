namespace Xinglin.Platform;

/// <summary>
/// The moment that a demonstration tells of: while it is set, whatever runs in that flow of calls happens then, so that a history can
/// be brought about at the desks as users would. Nothing but <see cref="IDemonstration"/> sets it.
/// </summary>
public static class DemonstrationTime
{
    private static readonly AsyncLocal<DateTimeOffset?> Told = new();
    private static readonly AsyncLocal<bool> Making = new();

    internal static DateTimeOffset? Moment => Told.Value;

    /// <summary>The demonstration is being made in this flow of calls.</summary>
    internal static bool IsMaking => Making.Value;

    internal static async Task Make(Func<Task> act)
    {
        Making.Value = true;
        try { await act(); }
        finally { Making.Value = false; }
    }

    /// <summary>Runs something as if it were that moment.</summary>
    public static async Task<T> At<T>(DateTimeOffset moment, Func<Task<T>> act)
    {
        Told.Value = moment;
        try { return await act(); }
        finally { Told.Value = null; }
    }
}
