namespace Xinglin.Fhir;

/// <summary>A report lies under its patient, and a FHIR id has one part of at most 64 characters: exactly the two ids in hexadecimal.</summary>
internal static class FhirIds
{
    public static string Of(Guid patientId, Guid reportId) => $"{patientId:n}{reportId:n}";

    public static (Guid Patient, Guid Report)? Parse(string id) =>
        id.Length == 64 && Guid.TryParseExact(id[..32], "n", out var patient) && Guid.TryParseExact(id[32..], "n", out var report) ? (patient, report) : null;
}
