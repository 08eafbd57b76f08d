using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;

namespace Xinglin.Agreements;

/// <summary>Finds agreements by number, title, a party's name, or the title's pinyin initials.</summary>
internal sealed class AgreementSearch(AgreementStore store) : ISearchSource
{
    public async Task<IReadOnlyList<SearchHit>> Search(string text, CurrentUser user, int limit, CancellationToken ct)
    {
        var words = text.Trim();
        if (words.Length == 0 || user.UserId is null) return [];
        var lower = words.ToLowerInvariant();
        var found = await store.Visible.AsNoTracking()
            .Where(agreement => agreement.Number.Contains(words) || agreement.Title.Contains(words) || agreement.Initials.Contains(lower)
                || agreement.Parties.Any(party => party.Name.Contains(words)))
            .OrderByDescending(agreement => agreement.CreatedAt).Take(limit).ToListAsync(ct);
        return [.. found.Select(agreement => new SearchHit("协议", agreement.Title, $"{agreement.Reference} · {agreement.State.Show()}", $"/agreements/{agreement.Id}"))];
    }
}
