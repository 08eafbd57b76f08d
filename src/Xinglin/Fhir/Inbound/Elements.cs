using System.Globalization;
using Hl7.Fhir.Model;
using Xinglin.Results.Contract;

namespace Xinglin.Fhir.Inbound;

/// <summary>Elements as the words that a report holds.</summary>
internal static class Elements
{
    public static string? Words(this CodeableConcept? concept) => First([concept?.Text, .. (concept?.Coding ?? []).Select(coding => coding.Display), .. (concept?.Coding ?? []).Select(coding => coding.Code)]);

    public static bool Has(this CodeableConcept? concept, string system, string code) => concept?.Coding.Exists(coding => coding.System == system && coding.Code == code) == true;

    /// <summary>The sender's own code; the LOINC code only where there is no other.</summary>
    public static string? LocalCode(this CodeableConcept? concept) =>
        First([.. (concept?.Coding ?? []).Where(coding => coding.System != Systems.Loinc).Select(coding => coding.Code), .. (concept?.Coding ?? []).Select(coding => coding.Code)]);

    public static string? Words(this HumanName? name) => First([name?.Text, $"{name?.Family}{string.Concat(name?.Given ?? [])}"]);

    public static string? Extension(this DomainResource resource, string url) => (resource.Extension.FirstOrDefault(each => each.Url == url)?.Value as FhirString)?.Value;

    /// <summary>A moment with a time; null for a mere date, which is too coarse for what validity is counted from.</summary>
    public static DateTimeOffset? Moment(DataType? value) => value switch
    {
        FhirDateTime { Value: { } text } when text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) => at,
        Instant { Value: { } at } => at,
        Period period => Moment(period.StartElement) ?? Moment(period.EndElement),
        _ => null
    };

    public static string? Words(this Quantity? quantity) => quantity?.Value is { } value ? $"{Sign(quantity.Comparator)}{value.ToString(CultureInfo.InvariantCulture)}" : null;

    public static string? UnitWords(this Quantity? quantity) => First([quantity?.Unit, quantity?.System == Systems.Ucum && quantity.Code == "1" ? null : quantity?.Code]);

    public static string? Words(this List<Observation.ReferenceRangeComponent> ranges)
    {
        var range = ranges.FirstOrDefault(each => each.Type is null || each.Type.Coding.Exists(coding => coding.Code == "normal")) ?? ranges.FirstOrDefault();
        return range is null ? null : First([range.Text, (range.Low.Words(), range.High.Words()) switch
        {
            ({ } low, { } high) => $"{low}-{high}",
            (null, { } high) => $"≤{high}",
            ({ } low, null) => $"≥{low}",
            _ => null
        }]);
    }

    /// <summary>v3-ObservationInterpretation; the panic codes are critical whatever the item list says.</summary>
    public static ResultFlag Flag(IEnumerable<CodeableConcept> interpretations)
    {
        string?[] codes = [.. Codes(interpretations)];
        bool Any(params ReadOnlySpan<string> wanted)
        {
            foreach (var code in wanted)
                if (codes.Contains(code)) return true;
            return false;
        }

        return Any("HH", "LL", "AA") ? ResultFlag.Critical
            : Any("H", "HU", "HX", ">") ? ResultFlag.High
            : Any("L", "LU", "LX", "<") ? ResultFlag.Low
            : Any("A", "POS", "DET", "RR") ? ResultFlag.Abnormal
            : Any("N", "NEG", "ND", "NR") ? ResultFlag.Normal
            : ResultFlag.Unknown;
    }

    /// <summary>S, I or R of a tested drug, or another code of that group; null where it is no such line.</summary>
    public static string? Sensitivity(IEnumerable<CodeableConcept> interpretations) => Codes(interpretations).FirstOrDefault(code => code is "S" or "I" or "R" or "SDD" or "NS" or "SYN-R" or "SYN-S");

    public static string? First(params IEnumerable<string?> texts) => texts.FirstOrDefault(text => !string.IsNullOrWhiteSpace(text))?.Trim();

    private static IEnumerable<string?> Codes(IEnumerable<CodeableConcept> interpretations) =>
        interpretations.SelectMany(each => each.Coding).Where(coding => coding.System is null or Systems.Interpretation).Select(coding => coding.Code);

    private static string Sign(Quantity.QuantityComparator? comparator) => comparator switch
    {
        Quantity.QuantityComparator.LessThan => "<",
        Quantity.QuantityComparator.LessOrEqual => "≤",
        Quantity.QuantityComparator.GreaterOrEqual => "≥",
        Quantity.QuantityComparator.GreaterThan => ">",
        _ => ""
    };
}
