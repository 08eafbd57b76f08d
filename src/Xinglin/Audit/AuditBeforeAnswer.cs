namespace Xinglin.Audit;

/// <summary>
/// What a request did beside its unit of work (read, was refused) is written in one commit before the first byte of the answer leaves:
/// nobody sees what the trail does not tell of, and a page that opens three things waits once for the disk. Where that commit fails,
/// the reader gets the failure and not the data.
/// </summary>
internal sealed class AuditBeforeAnswer(RequestDelegate next)
{
    public async Task Invoke(HttpContext context, IServiceScopeFactory scopes)
    {
        var entries = new RequestEntries(scopes);
        var outward = context.Response.Body;
        context.Features.Set(entries);
        context.Response.Body = new AnswerAfter(entries, outward);
        try { await next(context); }
        finally
        {
            // Back first: a writer may still hold what must not leave after a failure.
            context.Response.Body = outward;
            // Whoever hangs up before the answer is told of all the same.
            await entries.Write();
        }
    }
}
