using Xinglin.Hl7v2.Parsing;

namespace Xinglin.Hl7v2.Translation;

/// <summary>An OBR with what stands under it (ORU^R01, HL7 v2.5.1 §7.3.1).</summary>
internal sealed class OrderGroup(Hl7Segment order, Hl7Segment? common)
{
    public Hl7Segment Order => order;
    public Hl7Segment? Common => common;
    public List<Observation> Observations { get; } = [];
    public List<Hl7Segment> Notes { get; } = [];
    public Hl7Segment? Specimen { get; set; }

    /// <summary>The filler's number: OBR-3, else ORC-3.</summary>
    public string? Filler => order.Text(3) ?? common?.Text(3);

    /// <summary>A child, whose results belong to an organism of its parent (OBR-26, OBR-29).</summary>
    public bool IsChild => order.Text(29, 1) is not null || order.Component(29, 2) is not null || order.Text(26) is not null;

    /// <summary>OBR-29.2, the parent's filler number.</summary>
    public string? ParentFiller => order.Text(29, 2);
}

/// <summary>An OBX with its notes.</summary>
internal sealed record Observation(Hl7Segment Segment)
{
    public List<Hl7Segment> Notes { get; } = [];
    public string Type => Segment.Text(2) ?? "";
    public string? Code => Segment.Text(3) ?? Segment.Text(3, 4);
    public string? Name => Segment.Text(3, 2) ?? Segment.Text(3, 5);
    public string? SubId => Segment.Text(4);

    /// <summary>OBX-11; empty where it is missing, as in a segment that was cut off.</summary>
    public string Status => Segment.Text(11) ?? "";
}

/// <summary>A PID with the orders under it.</summary>
internal sealed record PatientGroup(Hl7Segment Patient)
{
    public Hl7Segment? Visit { get; set; }
    public List<OrderGroup> Orders { get; } = [];
}

/// <summary>Puts the segments of an ORU^R01 into their groups. Segments that say nothing for a report are passed over.</summary>
internal static class OrderGroups
{
    public static List<PatientGroup> Of(Hl7Message message, List<Hl7Fault> faults)
    {
        var patients = new List<PatientGroup>();
        Hl7Segment? common = null;
        foreach (var segment in message.Segments)
        {
            var patient = patients.Count > 0 ? patients[^1] : null;
            var order = patient is { Orders.Count: > 0 } ? patient.Orders[^1] : null;
            switch (segment.Name)
            {
                case "PID":
                    patients.Add(new PatientGroup(segment));
                    common = null;
                    break;
                case "OBR" or "OBX" or "SPM" when patient is null:
                    faults.Add(new(Hl7Fault.SegmentSequence, $"{segment.Name} 之前没有 PID 段", new(segment.Name, segment.Occurrence)));
                    return patients;
                case "PV1":
                    patient?.Visit = segment;
                    break;
                case "ORC":
                    common = segment;
                    break;
                case "OBR":
                    patient!.Orders.Add(new OrderGroup(segment, common));
                    common = null;
                    break;
                case "OBX" when order is null:
                    faults.Add(new(Hl7Fault.SegmentSequence, "OBX 之前没有 OBR 段", new("OBX", segment.Occurrence)));
                    return patients;
                case "OBX":
                    // What stands under a specimen describes the specimen.
                    if (order.Specimen is null || order.Observations.Count == 0) order.Observations.Add(new Observation(segment));
                    break;
                case "SPM":
                    order?.Specimen ??= segment;
                    break;
                case "NTE" when order is not null:
                    (order.Observations.Count > 0 ? order.Observations[^1].Notes : order.Notes).Add(segment);
                    break;
            }
        }

        if (patients.Count == 0) faults.Add(new(Hl7Fault.SegmentSequence, "消息里没有 PID 段", new("PID")));
        else if (patients.All(each => each.Orders.Count == 0)) faults.Add(new(Hl7Fault.SegmentSequence, "消息里没有 OBR 段", new("OBR")));
        return patients;
    }
}
