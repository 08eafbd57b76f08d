using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xinglin.Platform;
using Xinglin.Platform.Announcements;

namespace Xinglin.Bench;

/// <summary>Every request is who its header says, so that no figure holds a sign-in.</summary>
internal sealed class BenchSignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public static readonly Guid Person = new(9, 0, 0, new byte[8]);
    private const string Header = "X-Bench-User";

    public static void Use(WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter(level => level >= LogLevel.Error);
        builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, BenchSignIn>("Bench", null);
        builder.Services.PostConfigure<AuthenticationOptions>(options =>
            options.DefaultScheme = options.DefaultAuthenticateScheme = options.DefaultChallengeScheme = "Bench");
    }

    /// <summary>The same without the program's own rounds, whose statements would be heard among those of a request.</summary>
    public static void UseAlone(WebApplicationBuilder builder)
    {
        Use(builder);
        foreach (var round in builder.Services.Where(service => service.ImplementationType == typeof(Background) || service.ImplementationType == typeof(AnnouncementPulse)).ToList())
            builder.Services.Remove(round);
    }

    public static HttpClient Client(string address, Guid organization, string role)
    {
        var client = new HttpClient { BaseAddress = new Uri(address) };
        client.DefaultRequestHeaders.Add(Header, $"{organization}|{role}");
        return client;
    }

    public static CurrentUser User(Guid organization, string role) => new(Person, "李主任", organization, "市中医院", new HashSet<string> { role });

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[Header].ToString().Split('|') is not [var organization, var role]) return Task.FromResult(AuthenticateResult.NoResult());
        Claim[] claims =
        [
            new(ClaimTypes.NameIdentifier, Person.ToString()), new(ClaimTypes.Name, "bench"), new(CurrentUser.DisplayNameClaim, "李主任"),
            new(CurrentUser.OrganizationClaim, organization), new(CurrentUser.OrganizationNameClaim, "市中医院"), new(ClaimTypes.Role, role)
        ];
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme.Name)), Scheme.Name)));
    }
}
