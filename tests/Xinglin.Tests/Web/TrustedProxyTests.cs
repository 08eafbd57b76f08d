using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Audit;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Identity;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Web;

public class TrustedProxyTests
{
    [Theory]
    [InlineData("127.0.0.1", "203.0.113.7", "203.0.113.7")]
    [InlineData("127.0.0.0/8; 10.0.0.5", "198.51.100.1, 203.0.113.7, 10.0.0.5", "203.0.113.7")]
    [InlineData("10.0.0.5", "203.0.113.7", "127.0.0.1")]
    [InlineData("", "203.0.113.7", "127.0.0.1")]
    public async Task The_trail_holds_the_address_that_a_trusted_proxy_tells(string trusted, string forwarded, string recorded)
    {
        await using var app = await People.App(Engine.Sqlite, $"--Xinglin:TrustedProxies={trusted}");
        var client = app.Client();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", forwarded);

        await client.SignIn("nobody", "Wrong-0000");

        var addresses = await app.As(People.Keeper, services => services.GetRequiredService<XinglinDb>().Set<AuditEntry>()
            .Where(entry => entry.Action == "user.sign-in-failed").Select(entry => entry.RemoteAddress).ToListAsync());
        Assert.Equal(recorded, Assert.Single(addresses));
    }

    [Fact]
    public async Task Attempts_count_for_each_address_behind_a_trusted_proxy()
    {
        await using var app = await People.App(Engine.Sqlite, "--Xinglin:TrustedProxies=127.0.0.1", "--Xinglin:Identity:AttemptsPerMinute=1");
        Assert.Equal(HttpStatusCode.OK, await Attempt("203.0.113.7"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await Attempt("203.0.113.7"));
        Assert.Equal(HttpStatusCode.OK, await Attempt("203.0.113.8"));

        async Task<HttpStatusCode> Attempt(string address)
        {
            var client = app.Client();
            client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
            return (await client.SignIn("nobody", "Wrong-0000")).StatusCode;
        }
    }

    [Fact]
    public async Task Behind_https_the_cookie_is_secure()
    {
        await using var app = await People.App(Engine.Sqlite, "--Xinglin:TrustedProxies=127.0.0.1");
        await app.Person("D001", (await app.Organization(), Role.Physician));
        var client = app.Client();
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        var page = await client.GetAsync("/sign-in");

        Assert.All(page.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("secure", cookie));
    }

    [Fact]
    public async Task A_word_that_is_no_address_is_one_line_and_an_exit_code()
    {
        await using var place = TestDatabase.Empty(Engine.Sqlite);

        var (code, said) = await RealProgram.Run(["serve", "--Xinglin:TrustedProxies=proxy.local", .. place.Arguments]);

        Assert.Equal(1, code);
        Assert.Contains("“proxy.local”不是 IP 地址或网段", said);
    }
}
