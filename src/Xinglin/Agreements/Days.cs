namespace Xinglin.Agreements;

/// <summary>The earlier and the later of two days; a missing one is no bound.</summary>
internal static class Days
{
    public static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;

    public static DateOnly? Earlier(DateOnly? one, DateOnly? other) => one is null ? other : other is null || one < other ? one : other;

    public static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
