using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Audit;

/// <summary>Holds what was recorded until the unit of work is saved; <see cref="AuditInterceptor"/> writes it.</summary>
internal sealed class AuditTrail(CurrentUser user, IServiceScopeFactory scopes, IServiceProvider own) : IAuditTrail
{
    private readonly List<AuditDraft> recorded = [];

    public void Record(string action, AuditSubject subject, string? details, AuditOutcome outcome) =>
        recorded.Add(new AuditDraft(action, subject, details, outcome));

    /// <summary>Within an open transaction the entry goes with it: on SQLite a second writer would wait for this one for ever.</summary>
    public async Task RecordNow(string action, AuditSubject subject, string? details, AuditOutcome outcome, CancellationToken ct)
    {
        // Asked for late: the unit of work itself is made with this trail.
        if (own.GetRequiredService<XinglinDb>().Database.CurrentTransaction is not null)
        {
            Record(action, subject, details, outcome);
            return;
        }

        await scopes.As(user, async services =>
        {
            services.GetRequiredService<IAuditTrail>().Record(action, subject, details, outcome);
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
