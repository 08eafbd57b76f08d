using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Xinglin.Bench;

/// <param name="Raw">The raw engine's figure for the same work; null where there is nothing to compare with.</param>
/// <param name="Limit">What the value should stay below; null where none is set.</param>
/// <param name="RatioLimit">What the ratio to the raw engine should stay below; null where none is set.</param>
internal sealed record Figure(string Name, double Value, string Unit, string? RawName = null, double? Raw = null, double? Limit = null, double? RatioLimit = null)
{
    public bool Missed => Value > Limit || Value / Raw > RatioLimit;

    public string Ratio => Raw is > 0 ? Show(Value / Raw.Value) : "";

    public static string Show(double value) => value.ToString(value >= 100 ? "N0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

    public override string ToString() =>
        $"{Name}: {Show(Value)} {Unit}{(Limit is { } limit ? $" (limit {Show(limit)})" : "")}{(Raw is { } raw ? $"; {RawName}: {Show(raw)} {Unit}, ratio {Ratio}{(RatioLimit is { } most ? $" (limit {Show(most)})" : "")}" : "")}{(Missed ? "; MISSED" : "")}";
}

internal static class Report
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    public static async Task Write(IReadOnlyList<Figure> figures)
    {
        var text = new StringBuilder($"""
            {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}

            | Figure | Value | Limit | Raw engine | Its value | Ratio |
            |---|--:|--:|---|--:|--:|

            """);
        foreach (var each in figures)
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {each.Name} | {Figure.Show(each.Value)} {each.Unit} | {(each.Limit is { } limit ? Figure.Show(limit) : each.RatioLimit is { } most ? $"ratio {Figure.Show(most)}" : "")} | {each.RawName} | {(each.Raw is { } raw ? $"{Figure.Show(raw)} {each.Unit}" : "")} | {each.Ratio} |");
        System.IO.Directory.CreateDirectory(Path.Combine(Root, "artifacts"));
        await File.WriteAllTextAsync(Path.Combine(Root, "artifacts", "bench.md"), text.ToString());
        Console.WriteLine();
        Console.Write(text);
    }

    private static string FindRoot()
    {
        for (var place = new DirectoryInfo(AppContext.BaseDirectory); place is not null; place = place.Parent)
            if (File.Exists(Path.Combine(place.FullName, "Xinglin.slnx"))) return place.FullName;
        throw new InvalidOperationException("Run it from within the repository.");
    }
}
