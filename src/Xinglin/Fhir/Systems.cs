namespace Xinglin.Fhir;

/// <summary>Code and identifier systems: those of HL7 that are read, and this program's own.</summary>
internal static class Systems
{
    public const string Loinc = "http://loinc.org";
    public const string DiagnosticService = "http://terminology.hl7.org/CodeSystem/v2-0074";
    public const string Interpretation = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";
    public const string DataAbsent = "http://terminology.hl7.org/CodeSystem/data-absent-reason";
    public const string IdentifierType = "http://terminology.hl7.org/CodeSystem/v2-0203";
    public const string Ucum = "http://unitsofmeasure.org";
    public const string DicomUid = "urn:dicom:uid";

    /// <summary>An item of this installation's list.</summary>
    public const string Item = "urn:xinglin:item";

    /// <summary>The patient's id in this program.</summary>
    public const string Patient = "urn:xinglin:patient";
    public const string RefusalCode = "urn:xinglin:refusal";
    public const string RepeatReason = "urn:xinglin:repeat-reason";

    /// <summary>Extension with a string: why a report was corrected or voided.</summary>
    public const string RevisionReason = "urn:xinglin:revision-reason";

    /// <summary>Extension with a string: 「64排」, 「1.5T」.</summary>
    public const string EquipmentClass = "urn:xinglin:equipment-class";

    /// <summary>Extension with a string: what was seen, apart from the conclusion.</summary>
    public const string Findings = "urn:xinglin:findings";
}
