using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Xinglin.Platform.Database;

namespace Xinglin.PatientView;

/// <summary>
/// Carries token and code from the act that made them to the page that prints them: sealed, in the browser of who made them, for that page only
/// and ten minutes, so that a paper jam is no matter. The server keeps neither.
/// </summary>
internal sealed class SlipCookie(IHttpContextAccessor accessor, IDataProtectionProvider protection)
{
    private const string Name = "xinglin-slip";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("Xinglin.PatientView.Slip").ToTimeLimitedDataProtector();

    public void Put(string page, LinkSlip slip) => accessor.HttpContext!.Response.Cookies.Append(Name, protector.Protect(JsonColumn.Write(slip), Life), new CookieOptions
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Strict,
        Secure = accessor.HttpContext.Request.IsHttps,
        Path = page,
        MaxAge = Life
    });

    /// <returns>Null where it is over, or another link's.</returns>
    public LinkSlip? Take(Guid linkId)
    {
        if (accessor.HttpContext!.Request.Cookies[Name] is not { } value) return null;
        try { return JsonColumn.Read<LinkSlip>(protector.Unprotect(value)) is { } slip && slip.LinkId == linkId ? slip : null; }
        catch (CryptographicException) { return null; }
    }
}
