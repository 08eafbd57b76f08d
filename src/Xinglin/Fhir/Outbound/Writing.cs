using System.Globalization;
using Hl7.Fhir.Model;
using Xinglin.Fhir.Inbound;
using Xinglin.Results.Contract;

namespace Xinglin.Fhir.Outbound;

/// <summary>A report as FHIR, with its observations contained. What is masked says so by dataAbsentReason.</summary>
internal static class Writing
{
    public static DiagnosticReport Report(ReportResponse report)
    {
        var observations = report.Values.Select((value, index) => Observation(report, value, index)).ToList();
        return new DiagnosticReport
        {
            Id = FhirIds.Of(report.PatientId, report.Id),
            Meta = new Meta { VersionId = report.Edition.ToString(CultureInfo.InvariantCulture), LastUpdated = report.ReceivedAt },
            Contained = [.. observations, .. report.Specimen is { } specimen ? [new Specimen { Id = "specimen", Type = new CodeableConcept { Text = specimen } }] : Array.Empty<Resource>()],
            Identifier = [new Identifier($"urn:xinglin:organization:{report.OrganizationId}", report.Number)],
            Status = report.State switch
            {
                "voided" => DiagnosticReport.DiagnosticReportStatus.EnteredInError,
                _ => report.Edition > 1 ? DiagnosticReport.DiagnosticReportStatus.Corrected : DiagnosticReport.DiagnosticReportStatus.Final
            },
            Category = [new CodeableConcept(Systems.DiagnosticService, ReportKinds.Section(Kind(report)))],
            Code = new CodeableConcept { Text = report.Title },
            Subject = Patient(report),
            Effective = Effective(report),
            Issued = report.ReportedAt,
            Performer = [new ResourceReference { Type = "Organization", Display = $"{report.Organization} {report.Department}" }],
            ResultsInterpreter = [.. new[] { report.ReportedBy, report.ReviewedBy }.OfType<string>().Select(name => new ResourceReference { Type = "Practitioner", Display = name })],
            Specimen = report.Specimen is null ? [] : [new ResourceReference("#specimen")],
            Result = [.. observations.Select(each => new ResourceReference($"#{each.Id}"))],
            Conclusion = report.Conclusion,
            PresentedForm = [.. report.Images.Select(image => new Attachment { Title = image.Title, Url = image.Url })],
            Extension = report.Findings is { } findings ? [new Extension(Systems.Findings, new FhirString(findings))] : []
        };
    }

    public static Observation Observation(ReportResponse report, ReportValueResponse value, int index) => new()
    {
        Id = $"o{index}",
        Status = report.State == "voided" ? ObservationStatus.EnteredInError : report.Edition > 1 ? ObservationStatus.Corrected : ObservationStatus.Final,
        Code = new CodeableConcept
        {
            Text = value.LocalName,
            Coding =
            [
                new Coding($"urn:xinglin:organization:{report.OrganizationId}", value.LocalCode, value.LocalName),
                .. value.ItemCode is { } item ? [new Coding(Systems.Item, item)] : Array.Empty<Coding>(),
                .. value.Loinc is { } loinc ? [new Coding(Systems.Loinc, loinc)] : Array.Empty<Coding>()
            ]
        },
        Subject = Patient(report),
        Effective = Effective(report),
        Issued = report.ReportedAt,
        Value = Value(value),
        DataAbsentReason = value.Masked ? new CodeableConcept(Systems.DataAbsent, "masked") : null,
        Interpretation = Interpretation(value.Flag),
        ReferenceRange = value.Reference is { Length: > 0 } range ? [new() { Text = range }] : [],
        Component = [.. (value.Susceptibilities ?? []).Select(each => new Observation.ComponentComponent
        {
            Code = new CodeableConcept { Text = each.Drug },
            Value = each.Measure is { } measure ? new FhirString(measure) : null,
            Interpretation = [new CodeableConcept(Systems.Interpretation, each.Result)]
        })]
    };

    private static DataType? Value(ReportValueResponse value) => value switch
    {
        { Masked: true } or { Value: null } => null,
        { Number: { } number } => new Quantity { Value = number, Unit = value.Unit, Comparator = Sign(value.Value) },
        _ => new FhirString(value.Unit is null ? value.Value : $"{value.Value} {value.Unit}")
    };

    private static Quantity.QuantityComparator? Sign(string text) => text.TrimStart() switch
    {
        ['<', '=', ..] or ['≤', ..] => Quantity.QuantityComparator.LessOrEqual,
        ['>', '=', ..] or ['≥', ..] => Quantity.QuantityComparator.GreaterOrEqual,
        ['<' or '＜', ..] => Quantity.QuantityComparator.LessThan,
        ['>' or '＞', ..] => Quantity.QuantityComparator.GreaterThan,
        _ => null
    };

    private static List<CodeableConcept> Interpretation(string flag) => flag switch
    {
        "critical" => [new CodeableConcept(Systems.Interpretation, "AA")],
        "high" => [new CodeableConcept(Systems.Interpretation, "H")],
        "low" => [new CodeableConcept(Systems.Interpretation, "L")],
        "abnormal" => [new CodeableConcept(Systems.Interpretation, "A")],
        "normal" => [new CodeableConcept(Systems.Interpretation, "N")],
        _ => []
    };

    private static FhirDateTime Effective(ReportResponse report) => new(report.SampledAt ?? report.ExaminedAt ?? report.ReportedAt);

    private static ResourceReference Patient(ReportResponse report) => new() { Type = "Patient", Identifier = new Identifier(Systems.Patient, report.PatientId.ToString()) };

    private static ReportKind Kind(ReportResponse report) => Enum.TryParse<ReportKind>(report.Kind, true, out var kind) ? kind : ReportKind.Laboratory;
}
