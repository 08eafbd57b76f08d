using Xinglin.Patients.Import;
using Xinglin.Platform;
using Xinglin.Platform.Files;

namespace Xinglin.Patients;

/// <summary>The scans of signed consents, for those who may see the consent.</summary>
internal static class PatientFiles
{
    public static void MapPatientFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/patients/{patientId:guid}/consents/{id:guid}/scan", Scan).RequireAuthorization().ExcludeFromDescription();
        app.MapGet("/patients/import/template.csv", () => TypedResults.File(
            Csv.Write(PatientSheet.Columns.Select(column => column.Heading + (column.Required ? "*" : "")), [PatientSheet.Columns.Select(column => column.Example)]), Csv.ContentType, "患者导入模板.csv"))
            .RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task<IResult> Scan(Guid patientId, Guid id, ConsentStore consents, PatientStore patients, FileStore files, CancellationToken ct)
    {
        var consent = await consents.Read(id, ct);
        if (consent.PatientId != patientId || consent.ScanFileId is not { } scan) throw Refused.NotFound("这份扫描件");
        await patients.Tell("patient.read", await patients.Read(patientId, ct), "用途：查看知情同意扫描件", ct);
        return await files.Download(scan, ct);
    }
}
