using System.Text.RegularExpressions;

namespace Xinglin.Hl7v2.Translation;

/// <summary>
/// Of what class the equipment was, which rules of recognition ask for (「64排」, 「1.5T」). OBX-18 identifies the instrument (HL7 v2.5.1 §7.4.2.18);
/// it says the class only where a system writes it there. Else what was configured for the sending system holds.
/// </summary>
internal static partial class EquipmentReading
{
    private const int MostRepetitions = 5;
    private const int Components = 4;

    /// <summary>The first component of OBX-18 that is a class; null where none is, such as a serial number.</summary>
    public static string? Class(IEnumerable<Observation> observations) => (
        from observation in observations
        where observation.Status is not ("D" or "W")
        from repetition in Enumerable.Range(1, Math.Min(observation.Segment.Repetitions(18), MostRepetitions))
        from component in Enumerable.Range(1, Components)
        select observation.Segment.Text(18, component, repetition)?.Trim()).FirstOrDefault(IsClass);

    /// <param name="section">OBR-24.</param>
    public static string? Configured(IReadOnlyDictionary<string, string>? equipment, string? section) =>
        equipment is null ? null : section is not null && equipment.TryGetValue(section.ToUpperInvariant(), out var own) ? own : equipment.GetValueOrDefault("");

    /// <summary>A number and what is counted: rows or layers of a CT, the field of an MRI, leads, a frequency.</summary>
    public static bool IsClass(string? text) => text is not null && Shape().IsMatch(text);

    [GeneratedRegex(@"^\d{1,4}(\.\d{1,2})?\s?(排|层|导|导联|T|MHz)$", RegexOptions.IgnoreCase)]
    private static partial Regex Shape();
}
