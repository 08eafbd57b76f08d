namespace Xinglin.Platform;

/// <summary>Names the first of many things in a sentence: 「甲、乙等 5 项」.</summary>
public static class Several
{
    /// <param name="measure">What they are counted in: 「项」.</param>
    /// <param name="most">How many are named.</param>
    public static string Named(IReadOnlyList<string> names, string measure, int most = 1) =>
        string.Join("、", names.Take(most)) + (names.Count > most ? $"等 {names.Count} {measure}" : "");
}
