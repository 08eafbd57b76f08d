using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Audit;

/// <summary>Holds what was recorded until the unit of work is saved; <see cref="AuditInterceptor"/> writes it.</summary>
internal sealed class AuditTrail(CurrentUser user, IServiceScopeFactory scopes, IServiceProvider own, IHttpContextAccessor accessor) : IAuditTrail
{
    private readonly List<AuditDraft> recorded = [];

    public void Record(string action, AuditSubject subject, string? details, AuditOutcome outcome) =>
        recorded.Add(new AuditDraft(action, subject, details, outcome));

    public void Record(IEnumerable<AuditDraft> drafts) => recorded.AddRange(drafts);

    /// <summary>Within an open transaction the entry goes with it: on SQLite a second writer would wait for this one for ever.</summary>
    public async Task RecordNow(string action, AuditSubject subject, string? details, AuditOutcome outcome, CancellationToken ct)
    {
        var draft = new AuditDraft(action, subject, details, outcome);
        // Asked for late: the unit of work itself is made with this trail.
        if (own.GetRequiredService<XinglinDb>().Database.CurrentTransaction is not null)
        {
            recorded.Add(draft);
            return;
        }

        if (accessor.HttpContext?.Features.Get<RequestEntries>()?.Take(user, draft) == true) return;
        await scopes.As(user, async services =>
        {
            services.GetRequiredService<AuditTrail>().Record([draft]);
            await services.GetRequiredService<XinglinDb>().SaveChangesAsync(ct);
        });
    }

    public List<AuditDraft> Take()
    {
        List<AuditDraft> taken = [.. recorded];
        recorded.Clear();
        return taken;
    }
}
