using Microsoft.EntityFrameworkCore;
using Xinglin.Platform.Database;
using Xinglin.Terminology.Contract;

namespace Xinglin.Terminology;

/// <summary>Looks into the table in use, or into the built-in one where none has been imported.</summary>
internal sealed class ConceptFinder(XinglinDb db) : ITerminology
{
    public async Task<IReadOnlyList<Concept>> Find(string system, string text, int limit, CancellationToken ct)
    {
        var wanted = text.Trim();
        if (wanted.Length == 0) return [];
        var (upper, lower) = (wanted.ToUpperInvariant(), wanted.ToLowerInvariant());
        if (await InUse(system, ct) is not { } table)
            return [.. BuiltInTables.Of(system).Where(entry => entry.Concept.Code?.StartsWith(upper, StringComparison.Ordinal) == true
                    || entry.Concept.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase) || entry.Initials.Contains(lower, StringComparison.Ordinal))
                .OrderBy(entry => entry.Concept.Name.Length).ThenBy(entry => entry.Concept.Code, StringComparer.Ordinal).Take(limit).Select(entry => entry.Concept)];
        return await db.Set<CodeEntry>().AsNoTracking()
            .Where(entry => entry.TableId == table && (entry.Code.ToUpper().StartsWith(upper) || entry.Name.Contains(wanted) || entry.Initials.Contains(lower)))
            .OrderBy(entry => entry.Name.Length).ThenBy(entry => entry.Code).Take(limit).Select(entry => new Concept(system, entry.Code, entry.Name)).ToListAsync(ct);
    }

    public async Task<IReadOnlyList<Concept>> Coded(IReadOnlyList<Concept> written, CancellationToken ct)
    {
        var codes = new Dictionary<(string System, string Name), string>();
        foreach (var words in written.Where(concept => concept.Code is null).GroupBy(concept => concept.System, concept => concept.Name))
        {
            string[] names = [.. words.Distinct()];
            var known = await InUse(words.Key, ct) is { } table
                ? await db.Set<CodeEntry>().AsNoTracking().Where(entry => entry.TableId == table && names.Contains(entry.Name))
                    .Select(entry => new Concept(words.Key, entry.Code, entry.Name)).ToListAsync(ct)
                : [.. BuiltInTables.Of(words.Key).Select(entry => entry.Concept).Where(concept => concept.Code is not null && names.Contains(concept.Name))];
            // Words that stand for several codes stay words: a person has to choose.
            foreach (var one in known.GroupBy(concept => concept.Name).Where(same => same.Count() == 1)) codes[(words.Key, one.Key)] = one.Single().Code!;
        }

        return [.. written.Select(concept => concept.Code is null && codes.TryGetValue((concept.System, concept.Name), out var code) ? concept with { Code = code } : concept)];
    }

    private Task<Guid?> InUse(string system, CancellationToken ct) =>
        db.Set<CodeTable>().Where(table => table.System == system && table.State == CodeTableState.InUse).Select(table => (Guid?)table.Id).FirstOrDefaultAsync(ct);
}
