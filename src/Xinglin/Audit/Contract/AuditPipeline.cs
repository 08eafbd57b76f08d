namespace Xinglin.Audit.Contract;

public static class AuditPipeline
{
    /// <summary>From here on inwards, what a request reads is in the trail before its answer leaves. Stands inside of what turns failures into answers.</summary>
    public static IApplicationBuilder UseAuditBeforeAnswer(this IApplicationBuilder app) => app.UseMiddleware<AuditBeforeAnswer>();
}
