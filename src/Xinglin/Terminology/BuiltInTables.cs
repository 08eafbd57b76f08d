using System.Collections.Frozen;
using Xinglin.Platform;
using Xinglin.Terminology.Contract;

namespace Xinglin.Terminology;

/// <summary>
/// Small tables of what is common at the grass roots, so that the first referral can be coded. Of the TCM terms only the names are
/// built in; their codes come with the full table of GB/T 15657-2021.
/// </summary>
internal static class BuiltInTables
{
    private static readonly Lazy<FrozenDictionary<string, IReadOnlyList<(Concept Concept, string Initials)>>> Tables = new(() =>
        CodeSystems.All.ToFrozenDictionary(system => system.Id, system => Read(system.Id)));

    public static IReadOnlyList<(Concept Concept, string Initials)> Of(string system) => Tables.Value.GetValueOrDefault(system, []);

    private static IReadOnlyList<(Concept, string)> Read(string system)
    {
        using var stream = typeof(BuiltInTables).Assembly.GetManifestResourceStream($"Xinglin.Terminology.{system}.csv")!;
        using var reader = new StreamReader(stream);
        var concepts = new List<(Concept, string)>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Split(',') is not [var code, var name]) continue;
            concepts.Add((new Concept(system, code.Length > 0 ? code : null, name), Pinyin.Initials(name)));
        }

        return concepts;
    }
}
