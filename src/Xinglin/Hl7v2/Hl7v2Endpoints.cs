using Xinglin.Hl7v2.Files;
using Xinglin.Platform;
using Xinglin.Web;

namespace Xinglin.Hl7v2;

/// <summary>/api/hl7v2: messages over HTTP, for systems that have no MLLP.</summary>
internal static class Hl7v2Endpoints
{
    private const string Media = "x-application/hl7-v2+er7";

    public static void MapHl7v2(this IEndpointRouteBuilder app)
    {
        app.MapApi("/hl7v2", "检查检验消息").MapPost("", Receive).WithMetadata(new TakesNoKey()).WithName("ReceiveHl7v2").WithSummary("提交一条 HL7 v2 ORU^R01 消息，应答为 ACK")
            .Accepts<string>(Media, "text/plain").Produces<string>(200, Media).ProducesProblem(400).ProducesProblem(403);
    }

    private static async Task<IResult> Receive(HttpRequest request, UploadDesk desk, CancellationToken ct)
    {
        var answers = await desk.Message(request.Body, ct);
        return TypedResults.Bytes(answers.SelectMany(answer => answer).ToArray(), Media);
    }
}
