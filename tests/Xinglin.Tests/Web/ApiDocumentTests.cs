using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Web;

public partial class ApiDocumentTests
{
    [Fact]
    public async Task Every_address_of_the_api_stands_in_the_document_with_a_Chinese_summary_and_its_errors()
    {
        var app = await TestApp.Shared(Engine.Sqlite);
        var paths = (await Document(app)).GetProperty("paths");
        var wrong = new List<string>();
        foreach (var (method, path) in Routes(app))
        {
            if (!paths.TryGetProperty(path, out var item) || !item.TryGetProperty(method, out var operation))
            {
                wrong.Add($"{method} {path} is missing");
                continue;
            }

            if (!operation.TryGetProperty("summary", out var summary) || !Han().IsMatch(summary.GetString()!)) wrong.Add($"{method} {path} has no Chinese summary");
            if (!operation.TryGetProperty("operationId", out _)) wrong.Add($"{method} {path} has no operationId");
            if (operation.GetProperty("tags").EnumerateArray().Any(tag => !Han().IsMatch(tag.GetString()!))) wrong.Add($"{method} {path} has a tag that is not Chinese");
            string[] errors = [.. method == "get" ? ["401", "403", "429"] : new[] { "400", "401", "403", "409", "422", "429" }, .. path.Contains('{') ? ["404"] : Array.Empty<string>()];
            var responses = operation.GetProperty("responses");
            wrong.AddRange(errors.Where(status => !responses.TryGetProperty(status, out var answer) || !answer.GetRawText().Contains("ProblemDetails", StringComparison.Ordinal)).Select(status => $"{method} {path} does not tell of {status}"));
            wrong.AddRange(responses.EnumerateObject().Where(answer => !Han().IsMatch(answer.Value.GetProperty("description").GetString()!)).Select(answer => $"{method} {path} {answer.Name} has no Chinese description"));
            if (method != "get" && !operation.GetRawText().Contains("Idempotency-Key", StringComparison.Ordinal)) wrong.Add($"{method} {path} does not tell of Idempotency-Key");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(Routes(app).Count() > 15);
    }

    [Fact]
    public async Task The_document_says_how_to_sign_in_and_names_no_server()
    {
        var document = await Document(await TestApp.Shared(Engine.Sqlite));

        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer").GetProperty("scheme").GetString());
        Assert.Equal(2, document.GetProperty("security").GetArrayLength());
        Assert.False(document.TryGetProperty("servers", out var servers) && servers.GetArrayLength() > 0);
        var state = document.GetProperty("components").GetProperty("schemas").GetProperty("ReferralDraft").GetRawText();
        Assert.Contains("direction", state);
        Assert.Contains("citation", document.GetProperty("components").GetProperty("schemas").GetProperty("ProblemDetails").GetRawText());
    }

    [Fact]
    public async Task Swagger_ui_draws_the_document_within_the_policy_of_the_page()
    {
        var app = await TestApp.Shared(Engine.Sqlite);
        await using var window = await Browser.Window(app, TestUsers.Of(Role.ConsortiumOffice));
        var page = await window.NewPageAsync();
        var errors = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") errors.Add(message.Text); };
        page.PageError += (_, error) => errors.Add(error);

        await page.GotoAsync("/api-docs");
        await page.WaitForSelectorAsync("#swagger-ui .opblock-tag");
        await page.ClickAsync("#operations-转诊-CreateReferral .opblock-summary-control");
        await page.WaitForSelectorAsync("#operations-转诊-CreateReferral .responses-table");
        await Screens.Pictures(page, "api-docs");

        Assert.True(errors.Count == 0, string.Join("; ", errors));
    }

    private static IEnumerable<(string Method, string Path)> Routes(TestApp app) =>
        from endpoint in app.Host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        let pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
        where pattern.StartsWith("/api/", StringComparison.Ordinal) && !pattern.StartsWith("/api/openapi", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (method.ToLowerInvariant(), Constraint().Replace(pattern, "}").TrimEnd('/'));

    private static async Task<JsonElement> Document(TestApp app) =>
        await app.Client(TestUsers.Of(Role.ConsortiumOffice)).GetFromJsonAsync<JsonElement>("/api/openapi/v1.json");

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Han();

    [GeneratedRegex(":[a-z]+}")]
    private static partial Regex Constraint();
}
