using System.Text;
using System.Text.Json;
using Hl7.Fhir.Model;
using Xinglin.Fhir.Inbound;

namespace Xinglin.Fhir.Hooks;

/// <param name="Reference"><c>ServiceRequest/id</c>.</param>
/// <param name="Codes">By which the item is looked for: the program's own code, the local ones, LOINC, then the name.</param>
internal sealed record DraftOrder(string Reference, string Name, IReadOnlyList<string> Codes);

/// <summary>What stands in a request's context and prefetch, read as FHIR.</summary>
internal static class DraftOrders
{
    public static Resource? Resource(JsonElement parent, string name) => parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var json) && json.ValueKind == JsonValueKind.Object
        ? FhirJson.Read(Encoding.UTF8.GetBytes(json.GetRawText())).Resource
        : null;

    public static string? Text(JsonElement parent, string name) => parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var json) && json.ValueKind == JsonValueKind.String ? Said(json) : null;

    /// <param name="selections">Only these; null for all.</param>
    public static IReadOnlyList<DraftOrder> Of(Bundle drafts, IReadOnlyCollection<string>? selections) =>
    [
        .. drafts.Entry.Select(entry => entry.Resource).OfType<ServiceRequest>().Where(order => order.Id is not null)
            .Select(order => new DraftOrder($"ServiceRequest/{order.Id}", order.Code.Words() ?? "", Codes(order.Code)))
            .Where(order => order.Codes.Count > 0 && selections?.Contains(order.Reference) != false)
    ];

    public static IReadOnlyCollection<string>? Selections(JsonElement context) => context.TryGetProperty("selections", out var json) && json.ValueKind == JsonValueKind.Array
        ? [.. json.EnumerateArray().Where(each => each.ValueKind == JsonValueKind.String).Select(Said).OfType<string>()]
        : null;

    /// <summary>Null for half of a surrogate pair, which is no text.</summary>
    private static string? Said(JsonElement text)
    {
        try { return text.GetString(); }
        catch (InvalidOperationException) { return null; }
    }

    private static List<string> Codes(CodeableConcept? code) =>
    [
        .. (code?.Coding ?? []).OrderBy(coding => coding.System switch { Systems.Item => 0, Systems.Loinc => 2, _ => 1 }).Select(coding => coding.Code).Append(code.Words()).OfType<string>().Distinct()
    ];
}
