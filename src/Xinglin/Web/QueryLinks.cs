using Microsoft.AspNetCore.Components;

namespace Xinglin.Web;

/// <summary>Links to the page one is on, with some of the query changed and the rest kept.</summary>
public static class QueryLinks
{
    /// <param name="changes">A value of null removes the parameter.</param>
    public static string Here(this NavigationManager navigation, params (string Name, object? Value)[] changes) =>
        "/" + navigation.ToBaseRelativePath(navigation.GetUriWithQueryParameters(changes.ToDictionary(change => change.Name, change => change.Value)));

    /// <summary>The value of a query parameter of this page; null where absent.</summary>
    public static string? Query(this NavigationManager navigation, string name) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query).TryGetValue(name, out var value) ? value.ToString() : null;
}
