using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xinglin.Patients;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Patients;

public class PatientEndpointTests
{
    [Theory, EveryDatabase]
    public async Task A_patient_is_registered_found_and_read_over_the_API(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var (client, number) = (own.App.Client(own.Physician), House.Number(new DateOnly(1971, 3, 9)));
        var request = new { name = "接口患者", sex = "1", birthDate = "1971-03-09", identityKind = "resident-id", documentNumber = number, insurance = "resident" };

        var created = await client.PostAsJsonAsync("/api/patients", request);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("\"1\"", created.Headers.ETag!.Tag);
        var patient = await created.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal($"{number[..6]}********{number[14..]}", patient.GetProperty("maskedDocumentNumber").GetString());
        Assert.Equal("01", patient.GetProperty("identityCode").GetString());
        Assert.DoesNotContain(number, patient.ToString());

        Assert.Equal(HttpStatusCode.Conflict, (await client.PostAsJsonAsync("/api/patients", request)).StatusCode);
        Assert.Equal(1, await Found(client, number));
        Assert.Equal(0, await Found(client, number[..17]));
        Assert.Equal(0, await Found(own.App.Client(other.Physician), number));

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(created.Headers.Location)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await own.App.Client(other.Physician).GetAsync(created.Headers.Location)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await own.App.Client(own.Security).GetAsync(created.Headers.Location)).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task A_consent_is_given_and_withdrawn_over_the_API_by_whoever_saw_its_version(Engine engine)
    {
        var (own, other) = await House.Two(engine);
        var patient = await own.Register();
        var (client, consents) = (own.App.Client(own.Physician), $"/api/patients/{patient.Id}/consents");
        var request = new { purpose = "referral", recipients = new[] { other.Id }, signedBy = "林清源", relation = "本人", informed = true, scope = new[] { "diagnosis", "tests" } };

        var given = await client.PostAsJsonAsync(consents, request);
        Assert.Equal(HttpStatusCode.Created, given.StatusCode);
        Assert.Equal("given", (await given.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsJsonAsync(consents, request with { informed = false })).StatusCode);
        Assert.Equal(1, (await client.GetFromJsonAsync<JsonElement>(consents)).GetArrayLength());

        Assert.Equal(HttpStatusCode.PreconditionRequired, (await Withdraw(client, given.Headers.Location!, null)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await Withdraw(client, given.Headers.Location!, "\"7\"")).StatusCode);
        var withdrawn = await Withdraw(client, given.Headers.Location!, given.Headers.ETag!.Tag);
        Assert.Equal("withdrawn", (await withdrawn.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString());
    }

    private static async Task<int> Found(HttpClient client, string number)
    {
        var answer = await client.PostAsJsonAsync("/api/patients/search", new PatientSearchRequest(number));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetArrayLength();
    }

    private static Task<HttpResponseMessage> Withdraw(HttpClient client, Uri consent, string? ifMatch)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{consent}/withdraw") { Content = JsonContent.Create(new ConsentEndRequest("本人要求")) };
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return client.SendAsync(request);
    }
}
