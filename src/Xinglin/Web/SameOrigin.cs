using Xinglin.Platform;

namespace Xinglin.Web;

/// <summary>
/// A form of a page carries a token against forged requests; a call of the API carries none. One that a browser sends with the user's
/// cookie must therefore come from a page of this program: the browser itself says where it comes from (Fetch Metadata, and
/// <c>Origin</c> where a browser is too old for it). A client with a bearer token has no cookie that another site could use.
/// </summary>
internal static class SameOrigin
{
    public static void UseSameOrigin(this WebApplication app) => app.Use((context, next) =>
        IsAct(context.Request) && IsForeign(context.Request)
            ? throw new Refused(RefusalKind.Forbidden, "api.cross-site", "这个请求来自其他网站，没有处理。", "请从本系统的页面操作；程序调用请使用接口密钥（Authorization: Bearer）。")
            : next(context));

    private static bool IsAct(HttpRequest request) =>
        ProgramPath.Is(request) && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && request.Headers.Authorization.Count == 0;

    private static bool IsForeign(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site) return site is not ("same-origin" or "none");
        return request.Headers.Origin.ToString() is { Length: > 0 } origin && (!Uri.TryCreate(origin, UriKind.Absolute, out var from) || from.Authority != request.Host.Value);
    }
}
