using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Web;

namespace Xinglin.Patients;

/// <param name="Number">A document, telephone, card, record or patient number in full. It stands in the body, because addresses end up in logs.</param>
public sealed record PatientSearchRequest(string Number);

/// <summary>A patient with numbers masked. Reading one is recorded.</summary>
/// <param name="Sex">Code of GB/T 2261.1.</param>
/// <param name="IdentityKind"><c>resident-id</c>, <c>household-register</c>, <c>passport</c>, <c>officer-card</c>, <c>driving-licence</c>, <c>hong-kong-macao-permit</c>, <c>taiwan-permit</c>, <c>other</c>, <c>not-shown</c>, <c>newborn</c> or <c>unidentified</c>.</param>
/// <param name="IdentityCode">Code of WS/T 364; null where there is no document.</param>
/// <param name="Version">Also the ETag.</param>
public sealed record PatientResponse(
    Guid Id, string Number, Guid OrganizationId, string Name, string Sex, DateOnly? BirthDate, bool BirthDateEstimated, string IdentityKind, string? IdentityCode,
    string? MaskedDocumentNumber, string? MaskedPhone, string Insurance, string? GuardianName, string? GuardianRelation, DateTimeOffset RegisteredAt, int Version)
{
    internal static PatientResponse Of(Patient patient, PatientSecrets secrets) => new(
        patient.Id, patient.Number, patient.OrganizationId, patient.Name, patient.Sex.Code(), patient.BirthDate, patient.BirthDateEstimated,
        Words.Of(patient.IdentityKind), patient.IdentityKind.Code(), Mask.Document(patient.IdentityKind, secrets.DocumentNumber), Mask.Number(secrets.Phone), Words.Of(patient.Insurance),
        patient.GuardianName, patient.GuardianRelation, patient.RegisteredAt, patient.Version);
}

/// <param name="Sex">Code of GB/T 2261.1: 0, 1, 2 or 9.</param>
/// <param name="IdentityKind">As in the response.</param>
/// <param name="Confirmed">What contradicts itself was compared with the paper and is to be kept.</param>
public sealed record PatientRequest(
    string? Name, string Sex, DateOnly? BirthDate, string IdentityKind, string? DocumentNumber = null, bool BirthDateEstimated = false, string? Phone = null,
    string? Address = null, string? Insurance = null, string? InsurancePlace = null, string? HealthRecordNumber = null, string? RecordNumber = null,
    string? CardNumber = null, string? Ethnicity = null, string? FamilyDoctorTeam = null, string? GuardianName = null, string? GuardianRelation = null,
    string? GuardianPhone = null, string? ContactName = null, string? ContactPhone = null, bool Confirmed = false)
{
    /// <exception cref="Refused">A code is none of its code set.</exception>
    internal PatientFacts Facts()
    {
        var sexes = Enum.GetValues<AdministrativeSex>().ToDictionary(sex => sex.Code());
        if (!sexes.TryGetValue(Sex, out var sex)) throw Unknown("性别代码", Sex);
        if (!Words.TryParse<IdentityKind>(IdentityKind, out var identity)) throw Unknown("证件类型", IdentityKind);
        var insurance = InsuranceKind.Unknown;
        if (Insurance is not null && !Words.TryParse(Insurance, out insurance)) throw Unknown("支付方式", Insurance);
        return new(Name ?? "", sex, BirthDate, identity, DocumentNumber, BirthDateEstimated, Phone, Address, insurance, InsurancePlace, HealthRecordNumber, RecordNumber,
            CardNumber, Ethnicity, FamilyDoctorTeam, GuardianName, GuardianRelation, GuardianPhone, ContactName, ContactPhone);
    }

    private static Refused Unknown(string what, string value) => new(RefusalKind.Invalid, "patient.code-unknown", $"没有“{value}”这个{what}。", "可用的值见接口说明。");
}

/// <summary>/api/patients: finding by an exact number, reading and registering within what one's organisation may see.</summary>
internal static class PatientEndpoints
{
    private const int Most = 20;

    public static void MapPatients(this IEndpointRouteBuilder app)
    {
        var patients = app.MapApi("/patients", "患者");
        patients.MapPost("search", Search).WithName("SearchPatients").WithSummary("按完整号码查找患者");
        patients.MapGet("{id:guid}", Read).WithName("ReadPatient").WithSummary("一位患者，号码脱敏；读取记入审计").ProducesProblem(404);
        patients.MapPost("", Register).WithName("RegisterPatient").WithSummary("登记患者");
        patients.MapConsents();
    }

    private static async Task<Ok<IReadOnlyList<PatientResponse>>> Search(PatientSearchRequest request, PatientFinder finder, PatientVault vault, CancellationToken ct)
    {
        if (PatientNumbers.Normal(request.Number ?? "").Length < 6) throw new Refused(RefusalKind.Invalid, "patient.number-short", "请给出完整的号码，至少6位。");
        var found = await finder.Exact(request.Number!).Take(Most).ToListAsync(ct);
        return TypedResults.Ok<IReadOnlyList<PatientResponse>>([.. found.Select(patient => PatientResponse.Of(patient, vault.Open(patient)))]);
    }

    private static async Task<Results<Ok<PatientResponse>, StatusCodeHttpResult>> Read(Guid id, PatientStore store, PatientVault vault, HttpContext context, CancellationToken ct)
    {
        var patient = await store.Read(id, ct);
        var tag = EntityTag.Of(patient);
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch.Contains(tag)) return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        await store.Tell("patient.read", patient, "用途：接口读取", ct);
        return TypedResults.Ok(PatientResponse.Of(patient, vault.Open(patient)));
    }

    private static async Task<Created<PatientResponse>> Register(PatientRequest request, RegistrationDesk desk, PatientVault vault, HttpContext context, CancellationToken ct)
    {
        var patient = await desk.Register(request.Facts(), request.Confirmed, ct);
        context.Response.Headers.ETag = EntityTag.Of(patient);
        return TypedResults.Created($"/api/patients/{patient.Id}", PatientResponse.Of(patient, vault.Open(patient)));
    }
}
