using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Web;

namespace Xinglin.Directory;

/// <summary>An organisation in a list.</summary>
/// <param name="Initials">Pinyin initials of full and short name.</param>
public sealed record OrganizationSummary(Guid Id, string Name, string ShortName, OrganizationKind Kind, OrganizationLevel Level, string? DivisionCode, string Initials, bool Active);

/// <summary>An organisation with its departments and published numbers.</summary>
/// <param name="CreditCode">统一社会信用代码, GB 32100-2015.</param>
/// <param name="InstitutionCode">医疗机构执业许可证登记号, WS 218-2002.</param>
/// <param name="DivisionCode">行政区划代码, GB/T 2260.</param>
/// <param name="WarningsConfirmed">An identifier contradicts its check digit; a person compared it with the paper.</param>
public sealed record OrganizationResponse(
    Guid Id, int Version, string Name, string ShortName, OrganizationKind Kind, OrganizationLevel Level, string? CreditCode, string? InstitutionCode,
    string? DivisionCode, string? Address, string? Phone, string? LegalRepresentative, string? Location, bool WarningsConfirmed, bool Active,
    IReadOnlyList<DepartmentResponse> Departments, IReadOnlyList<HotlineResponse> Hotlines);

/// <summary>A department.</summary>
public sealed record DepartmentResponse(Guid Id, string Name, string? Code, DepartmentKind Kind, string? Phone, bool Active);

/// <summary>A published referral telephone number.</summary>
/// <param name="Hours">Beijing time, such as 「每天 00:00–24:00」.</param>
/// <param name="LastCheckedAt">When somebody last dialled it and it was answered.</param>
public sealed record HotlineResponse(
    Guid Id, Guid OrganizationId, string Number, string Label, string Hours, string? Person, string? PersonTitle, DateTimeOffset? LastCheckedAt, string? LastCheckedBy);

/// <summary>One page of a list.</summary>
/// <param name="Total">All that match.</param>
public sealed record OrganizationPageResponse(IReadOnlyList<OrganizationSummary> Items, int Total, int Page);

internal static class DirectoryEndpoints
{
    public static void Map(WebApplication app)
    {
        var api = app.MapApi("", "机构与热线");
        api.MapGet("/organizations", Organizations).WithName("ListOrganizations").WithSummary("在用的机构，可按名称、拼音首字母或代码查找");
        api.MapGet("/organizations/{id:guid}", Organization).WithName("ReadOrganization").WithSummary("一家机构及其科室和公布的电话").ProducesProblem(404);
        api.MapGet("/hotlines", Hotlines).WithName("ListHotlines").WithSummary("各机构公布的转诊电话");
        DirectoryExport.Map(app);
    }

    /// <summary>Active organisations by name, pinyin initials or code, 50 a page.</summary>
    /// <param name="q">Part of a name, initials or the beginning of a code.</param>
    /// <param name="page">From 1.</param>
    internal static async Task<Ok<OrganizationPageResponse>> Organizations(
        DirectoryLists lists, CancellationToken ct, [FromQuery] string? q = null, [FromQuery] OrganizationKind? kind = null,
        [FromQuery] OrganizationLevel? level = null, [FromQuery] int page = 1)
    {
        page = Math.Clamp(page, 1, 100_000);
        var query = lists.Organizations(new(q, kind, level));
        var items = await query.Skip((page - 1) * DirectoryLists.PageSize).Take(DirectoryLists.PageSize)
            .Select(one => new OrganizationSummary(one.Id, one.Name, one.ShortName, one.Kind, one.Level, one.DivisionCode, one.Initials, one.Active)).ToListAsync(ct);
        return TypedResults.Ok(new OrganizationPageResponse(items, await query.CountAsync(ct), page));
    }

    /// <summary>One organisation with departments and published numbers.</summary>
    internal static async Task<Ok<OrganizationResponse>> Organization(Guid id, DirectoryLists lists, HttpContext context, CancellationToken ct)
    {
        var one = await lists.Organization(id, ct) ?? throw Refused.NotFound("这个机构");
        context.Response.Headers.ETag = $"\"{one.Version}\"";
        var departments = await lists.Departments(id, ct);
        var hotlines = await lists.Hotlines(id, unpublishedToo: false, ct);
        return TypedResults.Ok(new OrganizationResponse(
            one.Id, one.Version, one.Name, one.ShortName, one.Kind, one.Level, one.CreditCode, one.InstitutionCode, one.DivisionCode, one.Address, one.Phone,
            one.LegalRepresentative, one.Location, one.WarningsConfirmed, one.Active,
            [.. departments.Select(department => new DepartmentResponse(department.Id, department.Name, department.Code, department.Kind, department.Phone, department.Active))],
            [.. hotlines.Select(Show)]));
    }

    /// <summary>The published referral telephone numbers of all active organisations.</summary>
    internal static async Task<Ok<List<HotlineResponse>>> Hotlines(DirectoryLists lists, CancellationToken ct, [FromQuery] string? q = null) =>
        TypedResults.Ok((await lists.PublishedHotlines(q, ct)).Select(line => Show(line.Hotline)).ToList());

    private static HotlineResponse Show(Hotline one) =>
        new(one.Id, one.OrganizationId, one.Number, one.Label, one.Hours, one.Person, one.PersonTitle, one.LastCheckedAt, one.LastCheckedBy);
}
