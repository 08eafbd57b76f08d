namespace Xinglin.Terminology.Contract;

/// <summary>A code of a table with its name; FHIR calls it a Coding.</summary>
/// <param name="System">One of <see cref="CodeSystems"/>.</param>
/// <param name="Code">Null where the table at hand has the name only.</param>
public sealed record Concept(string System, string? Code, string Name);

/// <summary>The code tables that people choose from. Tables of this program's own hold until a full one is imported.</summary>
public interface ITerminology
{
    /// <summary>Those whose code begins with the text, or whose name or pinyin initials hold it; the shortest names first.</summary>
    Task<IReadOnlyList<Concept>> Find(string system, string text, int limit, CancellationToken ct = default);

    /// <summary>
    /// The same with its code, where it was written as words that the table knows; unchanged where the table does not know them. What a
    /// doctor wrote is never replaced by other words.
    /// </summary>
    Task<IReadOnlyList<Concept>> Coded(IReadOnlyList<Concept> written, CancellationToken ct = default);
}
