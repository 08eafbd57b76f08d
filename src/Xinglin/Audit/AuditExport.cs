using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.AspNetCore.Mvc;
using Xinglin.Platform;

namespace Xinglin.Audit;

/// <summary>
/// The trail as CSV: UTF-8 with a byte order mark, which Excel needs for Chinese. A cell that a spreadsheet would take for a
/// formula gets an apostrophe in front.
/// </summary>
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
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=audit-{time.Today():yyyyMMdd}.csv";
        await Write(context.Response.Body, search.All(filter, ct), null, ct);
    }

    public static async Task<long> Write(Stream stream, IAsyncEnumerable<AuditEntry> entries, IProgress<long>? progress, CancellationToken ct)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape };
        await using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = new CsvWriter(text, configuration, leaveOpen: true);
        await Row(csv, Header);
        long written = 0;
        await foreach (var entry in entries.WithCancellation(ct))
        {
            await Row(csv, entry.Moment.ToOffset(ChinaTime.Offset).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
                entry.UserName, entry.UserId?.ToString(), entry.OrganizationName, entry.OrganizationId?.ToString(), entry.RemoteAddress,
                entry.Action, entry.SubjectType, entry.SubjectName, entry.SubjectId?.ToString(), AuditWords.Of(entry.Outcome), entry.Details, entry.Changes,
                entry.Strand.ToString(CultureInfo.InvariantCulture), entry.Number.ToString(CultureInfo.InvariantCulture), entry.Id.ToString(),
                entry.PreviousHash, entry.Hash);
            if (++written % 1000 == 0) progress?.Report(written);
        }

        await csv.FlushAsync();
        return written;
    }

    private static Task Row(CsvWriter csv, params string?[] cells)
    {
        foreach (var cell in cells) csv.WriteField(cell);
        return csv.NextRecordAsync();
    }
}
