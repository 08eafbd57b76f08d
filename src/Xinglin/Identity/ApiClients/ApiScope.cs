using Xinglin.Web;

namespace Xinglin.Identity.ApiClients;

/// <summary>An area of the API: see <see cref="ProgramPath.Area"/>.</summary>
public sealed record ApiArea(string Code, string Name);

/// <summary>
/// What a client may touch: <c>referrals:read</c> lets it look, <c>referrals:write</c> lets it act as well. The roles decide what may be done
/// there; a scope only narrows them.
/// </summary>
public static class ApiScope
{
    public const string Claim = "xinglin:scope";

    public static readonly IReadOnlyList<ApiArea> Areas =
    [
        new("referrals", "转诊"), new("patients", "患者与知情同意"), new("results", "检查检验"), new("hl7v2", "HL7 v2 消息"), new("webhooks", "事件推送"), new("agreements", "协议与履约"), new("duties", "义务"),
        new("terms", "有效条款"), new("organizations", "机构"), new("hotlines", "转诊热线"), new("terminology", "诊断编码"), new("openapi", "接口说明"),
        new("fhir", "FHIR 接口"), new("cds-services", "开单提示（CDS Hooks）")
    ];

    public static string Read(string area) => area + ":read";

    public static string Write(string area) => area + ":write";

    public static bool IsKnown(string scope) => Areas.Any(area => scope == Read(area.Code) || scope == Write(area.Code));

    /// <summary>「转诊（读写）」</summary>
    public static string Show(string scope)
    {
        var area = Areas.FirstOrDefault(area => scope == Read(area.Code) || scope == Write(area.Code));
        return area is null ? scope : $"{area.Name}（{(scope == Write(area.Code) ? "读写" : "只读")}）";
    }

    /// <summary>The scope that a request wants. Looking something up by a POST (a number that must not stand in an address) is reading.</summary>
    public static string Wanted(HttpRequest request)
    {
        var area = ProgramPath.Area(request);
        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || request.Path.Value!.TrimEnd('/').EndsWith("/search", StringComparison.Ordinal);
        return reads ? Read(area) : Write(area);
    }

    public static bool Covers(IEnumerable<string> scopes, string wanted) =>
        scopes.Any(scope => scope == wanted || (wanted.EndsWith(":read", StringComparison.Ordinal) && scope == Write(wanted[..^":read".Length])));
}
