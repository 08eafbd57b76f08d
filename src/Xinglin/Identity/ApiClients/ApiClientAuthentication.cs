using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Web;

namespace Xinglin.Identity.ApiClients;

/// <summary>
/// <c>Authorization: Bearer xinglin_…</c> on <c>/api</c> and the other addresses for programs (RFC 6750). One look-up a request, so that a client which was disabled or whose
/// secret ended is out at once. Who the client acts for stands in <c>On-Behalf-Of</c>.
/// </summary>
internal sealed class ApiClientAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IServiceScopeFactory scopes, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "ApiClient";
    public const string LimitClaim = "xinglin:requests-per-minute";
    private const string Bearer = "Bearer ";
    private const string OnBehalfOf = "On-Behalf-Of";
    private const int LongestPerson = 40;
    private static readonly TimeSpan UseNotedEvery = TimeSpan.FromMinutes(1);

    public static bool IsMeant(HttpRequest request) => ProgramPath.Is(request) && request.Headers.Authorization.Count > 0;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.Fail("no bearer");
        var token = header[Bearer.Length..].Trim();
        if (!ApiTokens.IsOne(token)) return AuthenticateResult.Fail("no token of ours");

        // A scope of its own: the request's must not learn who is acting before the token has been accepted.
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XinglinDb>();
        var (hash, now) = (Sha256.Of(token), clock.Now());
        var found = await (from secret in db.Set<ApiSecret>().AsNoTracking()
                           join client in db.Set<ApiClient>().AsNoTracking() on secret.ClientId equals client.Id
                           where secret.Hash == hash && secret.ExpiresAt > now && client.DisabledBecause == null
                           select new { Secret = secret, Client = client }).FirstOrDefaultAsync(Context.RequestAborted);
        if (found is null) return AuthenticateResult.Fail("unknown, ended or disabled");
        if (await scope.ServiceProvider.GetRequiredService<IDirectory>().Find(found.Client.OrganizationId, Context.RequestAborted) is not { } house) return AuthenticateResult.Fail("organisation gone");
        await NoteUse(db, found.Secret, now);
        return AuthenticateResult.Success(new AuthenticationTicket(Principal(found.Client, house, Person()), Scheme.Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer realm=\"Xinglin\", error=\"invalid_token\"";
        await Problem(StatusCodes.Status401Unauthorized, "api.token-invalid", "未登录", "接口密钥不存在、已到期或客户端已停用。", "请核对 Authorization 中的密钥；需要时请安全管理员在“接口客户端”中轮换。");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var wanted = ApiScope.Wanted(Request);
        return ApiScope.Covers(Context.User.FindAll(ApiScope.Claim).Select(claim => claim.Value), wanted)
            ? Problem(StatusCodes.Status403Forbidden, "user.role-required", "无权访问", "该接口客户端的岗位不能使用此功能。", "如确有需要，请安全管理员调整授权。")
            : Problem(StatusCodes.Status403Forbidden, "api.scope-missing", "无权访问", $"该接口客户端没有“{ApiScope.Show(wanted)}”的权限。", "如确有需要，请安全管理员在“接口客户端”中增加。");
    }

    private Task Problem(int status, string code, string title, string detail, string remedy) => ProblemFormat.Of(Context, new ProblemDetails
    {
        Status = status,
        Title = title,
        Detail = detail,
        Type = $"urn:xinglin:{code}",
        Extensions = { ["code"] = code, ["remedy"] = remedy }
    }).ExecuteAsync(Context);

    private ClaimsPrincipal Principal(ApiClient client, OrganizationRef house, string? person)
    {
        var claims = new List<Claim>
        {
            new(ClaimTypes.NameIdentifier, client.Id.ToString()),
            new(CurrentUser.DisplayNameClaim, person is null ? client.Name : $"{client.Name}（代 {person}）"),
            new(CurrentUser.OrganizationClaim, house.Id.ToString()),
            new(CurrentUser.OrganizationNameClaim, house.Name),
            new(LimitClaim, client.RequestsPerMinute?.ToString(CultureInfo.InvariantCulture) ?? "")
        };
        if (person is not null) claims.Add(new(CurrentUser.OnBehalfOfClaim, person));
        claims.AddRange(client.Roles.Select(role => new Claim(ClaimTypes.Role, role)));
        claims.AddRange(client.Scopes.Select(scope => new Claim(ApiScope.Claim, scope)));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme.Name));
    }

    /// <summary>A name in UTF-8, percent-encoded because headers are ASCII.</summary>
    private string? Person()
    {
        if (!Request.Headers.TryGetValue(OnBehalfOf, out var value)) return null;
        var person = Uri.UnescapeDataString(value.ToString()).Trim();
        if (person.Length is 0 or > LongestPerson || person.Any(char.IsControl) || person.Contains('\uFFFD'))
            throw new Refused(RefusalKind.Invalid, "api.on-behalf-of", $"{OnBehalfOf} 不是可用的姓名。", $"请写医务人员姓名（可加工号），UTF-8 百分号编码，不超过 {LongestPerson} 个字。");
        return person;
    }

    private static async Task NoteUse(XinglinDb db, ApiSecret secret, DateTimeOffset now)
    {
        if (secret.LastUsedAt is { } last && now - last < UseNotedEvery) return;
        await db.Set<ApiSecret>().Where(row => row.Id == secret.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.LastUsedAt, (DateTimeOffset?)now));
    }
}
