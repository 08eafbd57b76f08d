using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Agreements.Duties;

/// <summary>Finds issued statements by their number (「XL-2026-0003-LY01」), among those about agreements that the person sees.</summary>
internal sealed class StatementSearch(XinglinDb db, AgreementStore store) : ISearchSource
{
    private const int Shortest = 3;

    public async Task<IReadOnlyList<SearchHit>> Search(string text, CurrentUser user, int limit, CancellationToken ct)
    {
        var wanted = text.Trim().ToUpperInvariant();
        if (wanted.Length < Shortest || user.UserId is null) return [];
        var visible = store.Visible.Select(agreement => agreement.Id);
        var found = await db.Set<IssuedStatement>().AsNoTracking().Where(statement => statement.Number.Contains(wanted) && visible.Contains(statement.AgreementId))
            .OrderByDescending(statement => statement.AsOf).Take(limit).ToListAsync(ct);
        return [.. found.Select(statement => new SearchHit("履约情况说明", statement.Number,
            $"{ChinaTime.Show(statement.From)} 至 {ChinaTime.Show(statement.To)} · {statement.Organization}出具", $"/statements/{statement.Id}"))];
    }
}
