using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Xinglin.Web.OpenApi;

/// <summary>What the OpenAPI document says beyond what the endpoints say of themselves: who may call, and the headers and errors that all share.</summary>
internal static class ApiDocument
{
    private const string Bearer = "bearer";
    private const string Cookie = "cookie";

    private static readonly Dictionary<string, string> Answers = new()
    {
        ["200"] = "已办理或已查到",
        ["201"] = "已新建；Location 是它的地址",
        ["202"] = "已受理",
        ["204"] = "已办理，没有内容返回",
        ["304"] = "自 If-None-Match 所示版本以来没有变化",
        ["400"] = "提交的内容有误",
        ["401"] = "没有登录，或密钥无效",
        ["403"] = "岗位或接口权限不够",
        ["404"] = "没有，或属于其他机构",
        ["409"] = "目前的状态不允许，或已被他人抢先",
        ["422"] = "同一 Idempotency-Key 用于不同的请求",
        ["428"] = "缺少 If-Match",
        ["429"] = "请求过于频繁；见 Retry-After"
    };

    private static readonly Dictionary<string, string> Problem = new()
    {
        ["code"] = "稳定的代码，如 referral.act-not-yours，供程序判断",
        ["remedy"] = "现在可以怎么办",
        ["incident"] = "系统故障的编号"
    };

    private static readonly Dictionary<string, string> Citation = new() { ["source"] = "出处，如：协议 XL-2026-0003 第2版 第1.4.2条", ["text"] = "原文", ["link"] = "本系统内的地址" };

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.AddDocumentTransformer(Describe);
        options.AddOperationTransformer(Complete);
        options.AddSchemaTransformer(Explain);
    });

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new OpenApiInfo
        {
            Title = "杏林接口",
            Version = "v1",
            Description = "医院信息系统与杏林之间的接口。拒绝一律以 ProblemDetails（RFC 9457）返回：code 供程序判断，detail 说明原因，remedy 说明现在可以怎么办，citation 是依据的条款。"
        };
        // The address that this is read from is the address that is meant.
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "接口客户端的密钥（xinglin_…），由安全管理员在“接口客户端”中生成。" },
            [Cookie] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = "xinglin", Description = "已在网页登录的人员；只接受来自本系统页面的请求。" }
        };
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Cookie, document)] = [] }
        ];
        return Task.CompletedTask;
    }

    private static Task Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        foreach (var (status, response) in operation.Responses ?? [])
            if (Answers.TryGetValue(status, out var said)) response.Description = said;
        if (!ApiGroup.IsAct(context.Description.ActionDescriptor.EndpointMetadata)) return Task.CompletedTask;
        operation.Parameters ??= [];
        if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<TakesNoKey>().Any()) operation.Parameters.Add(Header("Idempotency-Key", "调用方为这一次办理生成的唯一值（如 UUID）。同一键、同一请求重发时不再办理，返回当初的应答。"));
        operation.Parameters.Add(Header("On-Behalf-Of", "代哪位医务人员办理：姓名（可加工号），UTF-8 百分号编码。仅用于接口密钥，记入审计日志。"));
        return Task.CompletedTask;
    }

    /// <summary>What our refusals carry beyond RFC 9457.</summary>
    private static Task Explain(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        if (context.JsonTypeInfo.Type != typeof(ProblemDetails)) return Task.CompletedTask;
        schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
        foreach (var (name, said) in Problem) schema.Properties[name] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = said };
        schema.Properties["citation"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object | JsonSchemaType.Null,
            Description = "依据的条款或规则",
            Properties = Citation.ToDictionary(part => part.Key, part => (IOpenApiSchema)new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = part.Value })
        };
        return Task.CompletedTask;
    }

    private static OpenApiParameter Header(string name, string description) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String }
    };
}
