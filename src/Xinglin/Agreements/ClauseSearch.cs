using Microsoft.EntityFrameworkCore;
using Xinglin.Agreements.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Agreements;

/// <summary>Finds clauses of the agreements in force by their kind's name or its pinyin initials, by number, or by words of their text.</summary>
internal sealed class ClauseSearch(AgreementStore store, XinglinDb db) : ISearchSource
{
    private const int MostAgreements = 50;
    private const int ShownText = 40;

    public async Task<IReadOnlyList<SearchHit>> Search(string text, CurrentUser user, int limit, CancellationToken ct)
    {
        var wanted = text.Trim().ToLowerInvariant();
        if (wanted.Length < 2 || user.UserId is null) return [];
        var agreements = await store.Visible.AsNoTracking().Where(agreement => agreement.State == AgreementState.InForce)
            .OrderByDescending(agreement => agreement.CreatedAt).Take(MostAgreements).ToListAsync(ct);
        var ids = agreements.ConvertAll(agreement => agreement.Id);
        var clauses = await db.Set<Clause>().AsNoTracking().Where(clause => ids.Contains(clause.AgreementId) && clause.State == ClauseState.Confirmed).ToListAsync(ct);
        var kinds = ClauseKinds.All.Where(kind => kind.Name.Contains(wanted, StringComparison.Ordinal) || Pinyin.Initials(kind.Name).Contains(wanted, StringComparison.Ordinal))
            .Select(kind => kind.Code).ToHashSet();
        var found =
            from agreement in agreements
            from clause in AgreementDocument.InOrder(clauses.Where(one => one.AgreementId == agreement.Id))
            where clause.Path == wanted || clause.Content.Kinds.Any(kinds.Contains) || clause.Content.Text.Contains(wanted, StringComparison.OrdinalIgnoreCase)
            select Hit(agreement, clause);
        return [.. found.Take(limit)];
    }

    private static SearchHit Hit(Agreement agreement, Clause clause) => new("条款",
        $"第{clause.Path}条 {string.Join("、", clause.Content.Kinds.Select(kind => ClauseKinds.Of(kind).Name))}",
        $"{agreement.Reference} · {(clause.Content.Text.Length > ShownText ? clause.Content.Text[..ShownText] + "…" : clause.Content.Text)}",
        $"/agreements/{agreement.Id}/clauses#clause-{clause.Id}");
}
