using Microsoft.AspNetCore.Http;
using Xinglin.Patients.Contract;
using Xinglin.Web.Components;

namespace Xinglin.Patients.Pages;

/// <summary>What the forms about a consent post.</summary>
public sealed class ConsentInput
{
    public int? Seen { get; set; }
    public string? Purpose { get; set; }
    public List<Guid> Recipients { get; set => field = value ?? []; } = [];
    public string? SignedBy { get; set; }
    public string? Relation { get; set; }
    public DateOnly? Until { get; set; }
    public List<string> Scope { get; set => field = value ?? []; } = [];
    public bool Informed { get; set; }
    public string? Reason { get; set; }

    public PatientPurpose PurposeChosen => Choices.Read<PatientPurpose>(Purpose);

    public ConsentFacts Facts(Guid? scan) => new(
        SignedBy ?? "", Relation ?? "", [.. Scope.Select(Choices.TryRead<ConsentScope>).OfType<ConsentScope>()], Informed, ScanFileId: scan, Until: Until);

    /// <summary>The scan that came with the form; null where none was chosen.</summary>
    public static async Task<Guid?> KeepScan(HttpContext http, ConsentDesk desk)
    {
        if (http.Request.Form.Files.GetFile("scan") is not { Length: > 0 } file) return null;
        await using var content = file.OpenReadStream();
        return await desk.KeepScan(content, file.FileName);
    }
}
