using Xinglin.Platform;

namespace Xinglin.Identity;

/// <summary>Finds accounts by name, initials or staff number, for those who keep them.</summary>
internal sealed class UserSearch(UserDesk desk) : ISearchSource
{
    public async Task<IReadOnlyList<SearchHit>> Search(string text, CurrentUser user, int limit, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(text) || !user.Is(Role.SecurityAdministrator)) return [];
        var (users, _) = await desk.Search(new UserFilter(text), ct);
        return [.. users.Take(limit).Select(found => new SearchHit("账号", found.DisplayName,
            string.Join(" · ", found.Assignments.Select(held => Role.Names[held.Role]).Distinct().Prepend($"工号 {found.UserName}")), $"/users/{found.Id}"))];
    }
}
