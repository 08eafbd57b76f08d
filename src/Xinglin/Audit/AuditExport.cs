using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Xinglin.Platform;

namespace Xinglin.Audit;

/// <summary>The trail as CSV.</summary>
internal static class AuditExport
{
    private static readonly string[] Header =
        ["时间（北京）", "用户", "用户标识", "机构", "机构标识", "来源地址", "操作", "对象类型", "对象", "对象标识", "结果", "说明", "变更", "链", "序号", "标识", "前一摘要", "摘要"];

    public static void Map(WebApplication app) =>
        app.MapGet("/audit/export.csv", Download).RequireAuthorization(policy => policy.RequireRole(Role.AuditAdministrator)).ExcludeFromDescription();

    private static async Task Download(
        [FromQuery] string? user, [FromQuery] string? organization, [FromQuery] string? action, [FromQuery] string? subject,
        [FromQuery] string? outcome, [FromQuery] string? from, [FromQuery] string? to, [FromQuery] string? q,
        AuditSearch search, IAuditTrail trail, TimeProvider time, HttpContext context, CancellationToken ct)
    {
        var filter = AuditFilters.Read(user, organization, action, subject, outcome, from, to, q);
        await trail.RecordNow("audit.exported", AuditFilters.Trail, filter.ToString(), ct: ct);
        context.Response.ContentType = Csv.ContentType;
        context.Response.Headers.ContentDisposition = $"attachment; filename=audit-{time.Today():yyyyMMdd}.csv";
        await Write(context.Response.Body, search.All(filter, ct), ct);
    }

    /// <returns>How many entries were written.</returns>
    public static Task<long> Write(Stream stream, IAsyncEnumerable<AuditEntry> entries, CancellationToken ct) =>
        Csv.Write(stream, Header, entries.Select(Cells), ct);

    private static IEnumerable<string?> Cells(AuditEntry entry) =>
    [
        entry.Moment.ToOffset(ChinaTime.Offset).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
        entry.UserName, entry.UserId?.ToString(), entry.OrganizationName, entry.OrganizationId?.ToString(), entry.RemoteAddress,
        entry.Action, entry.SubjectType, entry.SubjectName, entry.SubjectId?.ToString(), AuditWords.Of(entry.Outcome), entry.Details, entry.Changes,
        entry.Strand.ToString(CultureInfo.InvariantCulture), entry.Number.ToString(CultureInfo.InvariantCulture), entry.Id.ToString(),
        entry.PreviousHash, entry.Hash
    ];
}
