using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Xinglin.Web;

/// <summary>
/// One message for the page after a redirect: 「已保存」. It travels in a protected cookie that lives for a minute and is
/// shown once, so it works on any node and needs no session.
/// </summary>
public sealed class Flash(IHttpContextAccessor accessor, IDataProtectionProvider protection)
{
    private const string Cookie = "xinglin-flash";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("Xinglin.Web.Flash").ToTimeLimitedDataProtector();

    public void Success(string text) => Say("success", text);

    /// <param name="tone">As for Alert.</param>
    public void Say(string tone, string text)
    {
        if (accessor.HttpContext is not { } context) return;
        context.Response.Cookies.Append(Cookie, protector.Protect($"{tone}|{text}", Life), Options(context, Life));
    }

    /// <summary>The message, which is thereby gone; null where there is none. To be called before the response has begun.</summary>
    public (string Tone, string Text)? Take()
    {
        if (accessor.HttpContext is not { } context || context.Request.Cookies[Cookie] is not { } value) return null;
        if (!context.Response.HasStarted) context.Response.Cookies.Delete(Cookie, Options(context));
        try
        {
            var parts = protector.Unprotect(value).Split('|', 2);
            return (parts[0], parts[1]);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static CookieOptions Options(HttpContext context, TimeSpan? life = null) =>
        new() { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = "/", MaxAge = life };
}
