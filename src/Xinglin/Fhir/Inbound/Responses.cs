using System.Globalization;
using Hl7.Fhir.Model;

namespace Xinglin.Fhir.Inbound;

/// <summary>Answers to bundles: an entry for each that came, in its place (FHIR R4 §3.1.0.11.3), or a message that answers a message (§2.4).</summary>
internal static class Responses
{
    public static Bundle Of(Bundle sent, Bundle.BundleType type, IReadOnlyList<(int Entry, Taken Taken)> reports)
    {
        var byEntry = reports.ToDictionary(each => each.Entry, each => each.Taken);
        return new Bundle { Type = type, Entry = [.. sent.Entry.Select((_, index) => new Bundle.EntryComponent { Response = Response(byEntry.GetValueOrDefault(index)) })] };
    }

    public static Bundle Message(MessageHeader asked, IReadOnlyList<Taken> taken, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at).ToString(),
        Type = Bundle.BundleType.Message,
        Timestamp = at,
        Entry =
        [
            new() { Resource = new MessageHeader { Id = Guid.CreateVersion7(at).ToString(), Event = asked.Event, Source = new() { Endpoint = "urn:xinglin" }, Response = new() { Identifier = asked.Id, Code = MessageHeader.ResponseType.Ok } } },
            .. taken.Select(each => new Bundle.EntryComponent { Resource = each.Outcome })
        ]
    };

    private static Bundle.ResponseComponent Response(Taken? taken) => taken is null ? new() { Status = "200" } : new()
    {
        Status = taken.Status.ToString(CultureInfo.InvariantCulture),
        Location = taken.Receipt is { } receipt ? $"DiagnosticReport/{FhirIds.Of(receipt.PatientId, receipt.ReportId)}" : null,
        Outcome = taken.Outcome
    };
}
