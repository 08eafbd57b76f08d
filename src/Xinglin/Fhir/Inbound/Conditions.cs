using Microsoft.AspNetCore.WebUtilities;

namespace Xinglin.Fhir.Inbound;

/// <summary>
/// Conditional creation (FHIR R4 §3.1.0.8.1). A report is taken once by its number anyway, so the condition that no report of this number
/// exists always holds; any other would have to be searched for, and is refused instead of being passed over.
/// </summary>
internal static class Conditions
{
    public const string NotSupported = "If-None-Exist 只支持本报告自己的 identifier；同一报告号本来就只接收一次，可以不带这个条件。";

    public static bool IsOwnNumber(string condition, string? number)
    {
        var query = QueryHelpers.ParseQuery(condition[(condition.IndexOf('?', StringComparison.Ordinal) + 1)..]);
        return query.Count == 1 && query.TryGetValue("identifier", out var identifier) && identifier.Count == 1 && identifier[0]!.Split('|')[^1] == number;
    }
}
