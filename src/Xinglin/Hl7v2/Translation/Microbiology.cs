using Xinglin.Hl7v2.Parsing;
using Xinglin.Results.Contract;

namespace Xinglin.Hl7v2.Translation;

/// <summary>
/// Organisms with what they are sensitive to. Susceptibilities stand under the same OBX-4 as their organism, or in a child order that
/// names it by OBR-26 (parent's OBX-3 and OBX-4; HL7 v2.5.1 §7.4.1.26).
/// </summary>
internal static class Microbiology
{
    public static List<ValueIn> Lines(IEnumerable<OrderGroup> parents, IReadOnlyList<OrderGroup> children, List<Hl7Fault> faults)
    {
        var lines = new List<(ValueIn Line, string? Code, string? SubId)>();
        foreach (var observation in parents.SelectMany(parent => parent.Observations).Where(each => ReportReading.Stands(each, faults) && !ValueReading.IsFile(each)))
        {
            if (Tables.Susceptibility(observation.Segment.Text(8)) is { } result)
            {
                if (lines.FindLastIndex(line => line.SubId == observation.SubId) is >= 0 and var place) Add(lines, place, Susceptibility(observation, result, faults));
                else faults.Add(new(Hl7Fault.SegmentSequence, $"药敏结果之前没有同一 OBX-4 的细菌", observation.Segment.At(4)));
            }
            else
            {
                lines.Add((ValueReading.Line(observation, null, faults), observation.Code, observation.SubId));
            }
        }

        foreach (var child in children)
        {
            var (code, subId) = (child.Order.Text(26), child.Order.Text(26, 2));
            var place = lines.FindIndex(line => (code is null || line.Code == code) && (subId is null || line.SubId == subId));
            foreach (var observation in child.Observations.Where(each => ReportReading.Stands(each, faults)))
            {
                if (place < 0) faults.Add(new(Hl7Fault.UnknownKey, "药敏所属的细菌（上级结果）不在本消息中", child.Order.At(26)));
                else if (Tables.Susceptibility(observation.Segment.Text(8)) is { } result) Add(lines, place, Susceptibility(observation, result, faults));
                else faults.Add(new(Hl7Fault.TableValue, "药敏结果没有写明 S、I、R", observation.Segment.At(8)));
                if (place < 0) break;
            }
        }

        return [.. lines.Select(line => line.Line)];
    }

    private static void Add(List<(ValueIn Line, string? Code, string? SubId)> lines, int place, Susceptibility susceptibility) =>
        lines[place] = lines[place] with { Line = lines[place].Line with { Susceptibilities = [.. lines[place].Line.Susceptibilities ?? [], susceptibility] } };

    private static Susceptibility Susceptibility(Observation observation, string result, List<Hl7Fault> faults)
    {
        var measure = ValueReading.Text(observation, faults);
        var unit = ValueReading.Unit(observation.Segment);
        return new Susceptibility(observation.Name ?? observation.Code ?? "", result, measure is null or "S" or "I" or "R" ? null : unit is null ? measure : $"{measure} {unit}");
    }
}
