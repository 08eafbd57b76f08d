using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;

namespace Xinglin.Agreements;

/// <summary>Finds agreements by number, by title or a party's name, or by the pinyin initials of either.</summary>
internal sealed class AgreementSearch(AgreementStore store) : ISearchSource
{
    /// <summary>Those that hold the text in any of these; upper and lower case alike.</summary>
    public static IQueryable<Agreement> Matching(IQueryable<Agreement> agreements, string text)
    {
        var wanted = text.Trim().ToLowerInvariant();
        return agreements.Where(agreement => agreement.SearchText.Contains(wanted));
    }

    public async Task<IReadOnlyList<SearchHit>> Search(string text, CurrentUser user, int limit, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(text) || user.UserId is null) return [];
        var found = await Matching(store.Visible.AsNoTracking(), text)
            .OrderByDescending(agreement => agreement.CreatedAt).Take(limit).ToListAsync(ct);
        return [.. found.Select(agreement => new SearchHit("协议", agreement.Title, $"{agreement.Reference} · {agreement.State.Show()}", $"/agreements/{agreement.Id}"))];
    }
}
