using System.Globalization;

namespace Xinglin.Platform;

/// <summary>One of many things that somebody chose from a list, in the version that the list showed.</summary>
/// <param name="Version">Null where it does not matter.</param>
public sealed record Seen(Guid Id, int? Version)
{
    /// <summary>What a box to tick sends: 「id:version」, for several things with commas between.</summary>
    public static string Value(params IEnumerable<Aggregate> things) => string.Join(',', things.Select(thing => $"{thing.Id}:{thing.Version}"));

    /// <summary>What the ticked boxes stand for, each once; what no page of ours sends is left out.</summary>
    public static IReadOnlyList<Seen> Read(IEnumerable<string> values) => [.. values.SelectMany(value => value.Split(',')).Select(One).OfType<Seen>().DistinctBy(seen => seen.Id)];

    private static Seen? One(string text) =>
        text.Split(':') is [var id, var version] && Guid.TryParse(id, out var known) && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new(known, number) : null;
}
