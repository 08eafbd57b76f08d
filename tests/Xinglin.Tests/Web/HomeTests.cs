using System.Net;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Web;

public class HomeTests
{
    [Theory, EveryDatabase]
    public async Task The_program_starts_on_an_empty_database_and_asks_to_be_set_up(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);

        var response = await app.Client().GetAsync("/");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.EndsWith("/setup", response.Headers.Location!.OriginalString);
    }
}
