using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xinglin.Directory.Contract;
using Xinglin.Directory.Import;
using Xinglin.Platform;
using Xinglin.Web;

namespace Xinglin.Directory;

/// <summary>Lists and import templates as CSV and xlsx. A list has the columns of its import, so it can be changed and imported again.</summary>
internal static class DirectoryExport
{
    public static void Map(WebApplication app)
    {
        var files = app.MapGroup("/directory").RequireAuthorization().ExcludeFromDescription();
        files.MapGet("/templates/{kind}.{format}", Template);
        files.MapGet("/export/organizations.{format}", Organizations);
        files.MapGet("/export/hotlines.{format}", Hotlines);
        files.MapGet("/organizations/{id:guid}/export/{kind}.{format}", OfOrganization);
    }

    private static Results<FileContentHttpResult, NotFound> Template(string kind, string format, ImportDesk desk)
    {
        if (!Enum.TryParse<ImportKind>(kind, ignoreCase: true, out var which)) return TypedResults.NotFound();
        var columns = desk.SheetOf(which).Columns;
        return TableFile.Of(format, $"{which.Show()}导入模板", columns.Select(column => column.Heading + (column.Required ? "*" : "")), [columns.Select(column => column.Example)]);
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> Organizations(
        string format, DirectoryLists lists, ImportDesk desk, CancellationToken ct, [FromQuery] string? q = null, [FromQuery] string? kind = null,
        [FromQuery] string? level = null, [FromQuery] string? state = null, [FromQuery] string? sort = null)
    {
        var rows = await lists.Organizations(OrganizationFilterReading.From(q, kind, level, state, sort)).ToListAsync(ct);
        return TableFile.Of(format, "机构", [.. Headings(desk, ImportKind.Organizations), "状态"], rows.Select(one => (IEnumerable<string?>)
            [one.Name, one.ShortName, one.Kind.Show(), one.Level.Show(), one.CreditCode, one.InstitutionCode, one.DivisionCode, one.Address, one.Phone, one.LegalRepresentative, one.Location, one.Active ? "在用" : "停用"]));
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> Hotlines(string format, DirectoryLists lists, ImportDesk desk, CancellationToken ct, [FromQuery] string? q = null) =>
        HotlineFile(format, desk, await lists.PublishedHotlines(q, ct));

    private static async Task<Results<FileContentHttpResult, NotFound>> OfOrganization(
        Guid id, string kind, string format, DirectoryLists lists, ImportDesk desk, CurrentUser user, IAuditTrail audit, CancellationToken ct)
    {
        if (await lists.Organization(id, ct) is not { } organization) return TypedResults.NotFound();
        switch (kind)
        {
            case "departments":
                return TableFile.Of(format, "科室", [.. Headings(desk, ImportKind.Departments), "状态"], (await lists.Departments(id, ct)).Select(one => (IEnumerable<string?>)
                    [organization.Name, one.Name, one.Code, one.Kind.Show(), one.Phone, one.Active ? "在用" : "停用"]));
            case "hotlines":
                return HotlineFile(format, desk, (await lists.Hotlines(id, user.MayManage(id), ct)).Select(one => new HotlineLine(one, organization.Name)));
            case "staff":
                var contacts = user.MaySeeStaffContacts(id);
                if (contacts) await audit.RecordNow("staff.exported", new("organization", id, organization.Name), ct: ct);
                return TableFile.Of(format, "人员", [.. Headings(desk, ImportKind.Staff), "状态"], (await lists.Staff(id, null, ct)).Select(one => (IEnumerable<string?>)
                    [organization.Name, one.Person.Name, one.Person.Sex.Show(), one.Department, one.Person.Title.Show(), contacts ? one.Person.LicenceKind.Show() : "",
                        contacts ? one.Person.LicenceNumber : "", contacts ? one.Person.Phone : "", one.Person.Active ? "在用" : "停用"]));
            default: return TypedResults.NotFound();
        }
    }

    private static Results<FileContentHttpResult, NotFound> HotlineFile(string format, ImportDesk desk, IEnumerable<HotlineLine> lines) =>
        TableFile.Of(format, "转诊电话", [.. Headings(desk, ImportKind.Hotlines), "公布", "最近核对", "核对人"], lines.Select(line => (IEnumerable<string?>)
            [line.Organization, line.Hotline.Number, line.Hotline.Label, line.Hotline.Hours, line.Hotline.Person, line.Hotline.PersonTitle,
                line.Hotline.Position.ToString(CultureInfo.InvariantCulture), line.Hotline.Published ? "已公布" : "未公布",
                line.Hotline.LastCheckedAt is { } at ? ChinaTime.Show(at) : "", line.Hotline.LastCheckedBy]));

    private static IEnumerable<string> Headings(ImportDesk desk, ImportKind kind) => desk.SheetOf(kind).Columns.Select(column => column.Heading);
}
