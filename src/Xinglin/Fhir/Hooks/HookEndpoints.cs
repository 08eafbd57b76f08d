using System.Text.Json;
using System.Text.Json.Serialization;
using Xinglin.Web;

namespace Xinglin.Fhir.Hooks;

/// <summary><c>/cds-services</c> (CDS Hooks 2.0). Discovery is public, as the standard wants it; no answer opens the door to scripts of other sites (CORS).</summary>
internal static class HookEndpoints
{
    private static readonly object Prefetch = new { patient = "Patient/{{context.patientId}}", user = "{{context.userId}}" };

    private static readonly object Services = new
    {
        services = new[]
        {
            new { hook = "order-select", title = "检查检验结果互认（选择项目时）", description = "逐项提示所选项目已有的结果可否互认、为何不能，或没有查到。", id = HookDesk.Select, prefetch = Prefetch },
            new { hook = "order-sign", title = "检查检验结果互认（签署申请前）", description = "逐项提示已有的结果可否互认、为何不能，或没有查到；重复检查须选择原因。", id = HookDesk.Sign, prefetch = Prefetch }
        }
    };

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = FhirJson.Deepest };

    public static void MapHooks(this IEndpointRouteBuilder app)
    {
        var hooks = app.MapGroup("/cds-services").RequireAuthorization().WithMetadata(new TakesNoKey()).ExcludeFromDescription();
        hooks.MapGet("", () => TypedResults.Json(Services, Json)).AllowAnonymous();
        hooks.MapPost("{id}", Call);
        hooks.MapPost("{id}/feedback", Feedback);
    }

    private static async Task<IResult> Call(string id, HookRequest request, HookDesk desk, CancellationToken ct)
    {
        if (id is not (HookDesk.Select or HookDesk.Sign)) throw Platform.Refused.NotFound("这项 CDS 服务");
        return await desk.Answer(id, request, ct) is { } answer ? TypedResults.Json(answer, Json)
            : TypedResults.Problem("无法确定患者：请在 prefetch.patient 中提供带标识的 Patient，或以本系统的患者编号为 patientId。", statusCode: StatusCodes.Status412PreconditionFailed, title: "缺少预取的数据");
    }

    private static async Task<IResult> Feedback(string id, HookFeedback request, HookDesk desk, CancellationToken ct)
    {
        if (id is not (HookDesk.Select or HookDesk.Sign)) throw Platform.Refused.NotFound("这项 CDS 服务");
        foreach (var feedback in request.Feedback ?? []) await desk.Hear(feedback, ct);
        return TypedResults.Ok();
    }
}
