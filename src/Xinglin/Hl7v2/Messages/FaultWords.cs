using Xinglin.Hl7v2.Parsing;
using Xinglin.Platform;

namespace Xinglin.Hl7v2.Messages;

/// <summary>What the intake refused, as a fault at the place in the message that it is about.</summary>
internal static class FaultWords
{
    public static IReadOnlyList<Hl7Fault> Of(Refused refused, Arrival arrival)
    {
        var order = arrival.Message.Segments.FirstOrDefault(segment => segment.Name == "OBR")?.Occurrence ?? 1;
        var (code, place) = refused.Code switch
        {
            "not-found" => (Hl7Fault.UnknownKey, new Hl7Place("PID", 1, 3)),
            "result.patient-ambiguous" => (Hl7Fault.DuplicateKey, new Hl7Place("PID", 1, 3)),
            "result.patient-mismatch" => (Hl7Fault.UnknownKey, new Hl7Place("PID", 1, 5)),
            "result.number-taken" or "result.number-of-another-patient" or "result.older" or "result.voided" or "result.edition-gap" => (Hl7Fault.DuplicateKey, new Hl7Place("OBR", order, 3)),
            "result.void-too-early" => (Hl7Fault.DuplicateKey, new Hl7Place("MSH", 1, 7)),
            "file.kind" or "file.name-lies" or "file.too-large" or "file.empty" => (Hl7Fault.DataType, new Hl7Place("OBX", arrival.Message.Segments.FirstOrDefault(segment => segment.Name == "OBX" && segment.Text(2) == "ED")?.Occurrence ?? 1, 5)),
            _ => (Hl7Fault.DataType, new Hl7Place("OBR", order))
        };
        return [new Hl7Fault(code, refused.Remedy is { } remedy ? $"{refused.Message}{remedy}" : refused.Message, place)];
    }
}
