using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Xinglin.Identity.ApiClients;
using Xinglin.Identity.Contract;
using Xinglin.Platform;
using Xinglin.Web;

namespace Xinglin.Identity;

internal static class IdentityModule
{
    /// <summary>For pages on which an <see cref="Obligation"/> is met: signed in is enough.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>A person's cookie, or on <c>/api</c> a client's bearer token.</summary>
    public const string Scheme = "Xinglin";

    /// <summary>Limits posts from one address, see <see cref="IdentityRules.AttemptsPerMinute"/>.</summary>
    public const string Attempts = "attempts";

    public static void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<IdentityRules>().BindConfiguration(IdentityRules.Section);
        services.AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>();
        services.AddScoped<PasswordRules>();
        services.AddScoped<SecondFactor>();
        services.AddScoped<Sessions>();
        services.AddScoped<SignInDesk>();
        services.AddScoped<AccountDesk>();
        services.AddScoped<UserDesk>();
        services.AddScoped<AccountRecovery>();
        services.AddScoped<SetupDesk>();
        services.AddScoped<IAccounts, Accounts>();
        services.AddScoped<INoticeReceivers, Accounts>();
        services.AddScoped<ISearchSource, UserSearch>();
        services.AddScoped<IWorkSource, IdentityWork>();
        services.AddSingleton<IRecurringJob, UserInitials>();
        services.AddSingleton<IDemonstration, IdentityDemonstration>();
        services.AddHostedService<SetupCodeAnnouncement>();

        services.AddApiClients();
        services.AddAuthentication(Scheme)
            .AddPolicyScheme(Scheme, null, options => options.ForwardDefaultSelector = context =>
                ApiClientAuthentication.IsMeant(context.Request) ? ApiClientAuthentication.Name : IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, options =>
            {
                options.Cookie.Name = "xinglin-second-factor";
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.ExpireTimeSpan = TimeSpan.FromMinutes(5);
                options.SlidingExpiration = false;
            });
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<IOptions<IdentityRules>>(ConfigureSession);
        services.AddAuthorizationBuilder()
            .AddPolicy(SignedIn, policy => policy.RequireAuthenticatedUser())
            .SetDefaultPolicy(NothingPending)
            .SetFallbackPolicy(NothingPending);
        services.AddRateLimiter(AddAttempts);
    }

    public static void MapEndpoints(WebApplication app) =>
        app.MapPost("/sign-out", async ([FromForm] string? returnUrl, SignInDesk desk, CurrentUser user, CancellationToken ct) =>
        {
            await desk.SignOut(user, ct);
            return TypedResults.LocalRedirect(ReturnUrl.With("/sign-in", returnUrl));
        }).RequireAuthorization(SignedIn).ExcludeFromDescription();

    private static readonly AuthorizationPolicy NothingPending = new AuthorizationPolicyBuilder()
        .RequireAuthenticatedUser().RequireAssertion(context => !context.User.HasClaim(claim => claim.Type == Sessions.PendingClaim))
        .RequireAssertion(ApiClientServices.IsWithinScopes).Build();

    private static void ConfigureSession(CookieAuthenticationOptions session, IOptions<IdentityRules> rules)
    {
        session.Cookie.Name = Sessions.Cookie;
        session.Cookie.HttpOnly = true;
        session.Cookie.SameSite = SameSiteMode.Lax;
        session.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        session.ExpireTimeSpan = TimeSpan.FromMinutes(rules.Value.IdleMinutes);
        session.SlidingExpiration = true;
        session.Events.OnValidatePrincipal = Sessions.Check;
        // The framework renews only in the second half of the span, which would cut the idle time that people were promised.
        session.Events.OnCheckSlidingExpiration = context =>
        {
            context.ShouldRenew = !Quiet.Is(context.HttpContext.Request) && (context.ShouldRenew || context.ElapsedTime > TimeSpan.FromMinutes(1));
            return Task.CompletedTask;
        };
        session.Events.OnRedirectToLogin = AskToSignIn;
        session.Events.OnRedirectToAccessDenied = Forbid;
    }

    private static async Task AskToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (Quiet.Is(request))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            context.Response.Headers["HX-Refresh"] = "true";
            return;
        }

        if (ProgramPath.Is(request))
        {
            await TypedResults.Problem("请先登录。", statusCode: StatusCodes.Status401Unauthorized, title: "未登录").ExecuteAsync(context.HttpContext);
            return;
        }

        var setUp = await context.HttpContext.RequestServices.GetRequiredService<SetupDesk>().IsDone(context.HttpContext.RequestAborted);
        var wanted = HttpMethods.IsGet(request.Method) ? request.PathBase + request.Path + request.QueryString : null;
        context.Response.Redirect(setUp ? ReturnUrl.With("/sign-in", wanted) : "/setup");
    }

    private static async Task Forbid(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        var pending = context.HttpContext.User.FindFirst(Sessions.PendingClaim)?.Value;
        if (ProgramPath.Is(request))
            await TypedResults.Problem(pending is null ? "您当前的岗位不能使用此功能。" : "请先在网页上完成登录要求。",
                statusCode: StatusCodes.Status403Forbidden, title: "无权访问").ExecuteAsync(context.HttpContext);
        else if (Enum.TryParse<Obligation>(pending, out var owes))
            context.Response.Redirect(ReturnUrl.Next(owes, HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : null));
        else
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
    }

    private static void AddAttempts(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.AddPolicy(Attempts, context => HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(context.Connection.RemoteIpAddress?.ToString() ?? "", _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = context.RequestServices.GetRequiredService<IOptions<IdentityRules>>().Value.AttemptsPerMinute,
                Window = TimeSpan.FromMinutes(1)
            })
            : RateLimitPartition.GetNoLimiter(""));
        options.LimitApiClients();
        options.OnRejected = async (rejected, ct) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = "60";
            // What has only a status so far becomes the problem that the API answers with.
            if (ProgramPath.Is(rejected.HttpContext.Request)) return;
            rejected.HttpContext.Response.ContentType = "text/plain; charset=utf-8";
            await rejected.HttpContext.Response.WriteAsync("尝试过于频繁，请一分钟后再试。", ct);
        };
    }
}
