using System.Globalization;
using Microsoft.Extensions.Primitives;
using Xinglin.Platform;
using Type = Hl7.Fhir.Model.OperationOutcome.IssueType;

namespace Xinglin.Fhir.Outbound;

/// <summary>The search parameter <c>date</c> (FHIR R4 §3.1.1.5.8) with days of Beijing time: <c>ge2026-01-01</c>, <c>lt…</c>, or a day alone.</summary>
internal static class Dates
{
    public static (DateTimeOffset? From, DateTimeOffset? Until) Range(StringValues written, List<Fault> faults)
    {
        (DateTimeOffset? from, DateTimeOffset? until) = (null, null);
        foreach (var text in written)
        {
            if (string.IsNullOrEmpty(text)) continue;
            var prefix = text.Length > 2 && char.IsAsciiLetter(text[0]) ? text[..2] : "eq";
            if (!DateOnly.TryParseExact(text[(text.Length > 2 && char.IsAsciiLetter(text[0]) ? 2 : 0)..], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day == DateOnly.MaxValue || prefix is not ("eq" or "ge" or "gt" or "le" or "lt"))
            {
                faults.Add(new("date", Type.Value, "date 写作 2026-01-31，前面可加 eq、ge、gt、le 或 lt。"));
                continue;
            }

            var (start, end) = (ChinaTime.StartOf(day), ChinaTime.StartOf(day.AddDays(1)));
            if (prefix is "eq" or "ge") from = start;
            if (prefix is "gt") from = end;
            if (prefix is "eq" or "le") until = end;
            if (prefix is "lt") until = start;
        }

        return (from, until);
    }
}
