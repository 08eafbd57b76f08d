using Xinglin.Agreements.Duties;
using Xinglin.Platform;
using Xinglin.Platform.Files;

namespace Xinglin.Agreements;

/// <summary>Scans of seals and attachments of evidence, for those who may see the agreement that they belong to.</summary>
internal static class AgreementFiles
{
    public static void MapAgreementFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/agreements/{id:guid}/seals/{partyId:guid}", SealScan).RequireAuthorization().ExcludeFromDescription();
        app.MapGet("/duties/{clauseId:guid}/{bearerId:guid}/files/{fileId:guid}", Attachment).RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task<IResult> SealScan(Guid id, Guid partyId, AgreementStore store, FileStore files, IAuditTrail audit, CancellationToken ct)
    {
        var agreement = await store.Read(id, ct);
        var party = agreement.Parties.FirstOrDefault(party => party.Id == partyId);
        var scan = party?.Seal?.ScanFileId ?? throw Refused.NotFound("这份盖章扫描件");
        await audit.RecordNow("agreement.scan-read", agreement.Subject, party.Name, ct: ct);
        return await files.Download(scan, ct);
    }

    private static async Task<IResult> Attachment(Guid clauseId, Guid bearerId, Guid fileId, DutyBook book, FileStore files, IAuditTrail audit, CancellationToken ct)
    {
        var (duty, _, log) = await book.One(clauseId, bearerId, ct);
        var evidence = log.FirstOrDefault(fact => fact.FileId == fileId) ?? throw Refused.NotFound("这个附件");
        await audit.RecordNow("duty.attachment-read", duty.Agreement.Subject, $"第{duty.Clause.Path}条 {duty.Bearer.Name}：{evidence.Title}", ct: ct);
        return await files.Download(fileId, ct);
    }
}
