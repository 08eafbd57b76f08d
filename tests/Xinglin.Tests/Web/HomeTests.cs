using System.Net;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Web;

public class HomeTests
{
    [Theory, EveryDatabase]
    public async Task The_program_starts_on_an_empty_database(Engine engine)
    {
        var app = await TestApp.Shared(engine);

        var response = await app.Client().GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
