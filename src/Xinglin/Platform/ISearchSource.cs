namespace Xinglin.Platform;

/// <param name="Kind">Chinese: 「机构」, 「协议」, 「人员」.</param>
public sealed record SearchHit(string Kind, string Title, string? Detail, string Link);

/// <summary>A module whose things the search box finds by name, number or pinyin initials.</summary>
public interface ISearchSource
{
    /// <summary>The best hits among what this person may see; at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<SearchHit>> Search(string text, CurrentUser user, int limit, CancellationToken ct);
}
