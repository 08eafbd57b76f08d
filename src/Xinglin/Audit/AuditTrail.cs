using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Audit;

/// <summary>Holds what was recorded until the unit of work is saved; <see cref="AuditInterceptor"/> writes it.</summary>
internal sealed class AuditTrail(CurrentUser user, IServiceScopeFactory scopes) : IAuditTrail
{
    private readonly List<AuditDraft> recorded = [];

    public void Record(string action, AuditSubject subject, string? details, AuditOutcome outcome) =>
        recorded.Add(new AuditDraft(action, subject, details, outcome));

    public Task RecordNow(string action, AuditSubject subject, string? details, AuditOutcome outcome, CancellationToken ct) =>
        scopes.As(user, async services =>
        {
            services.GetRequiredService<IAuditTrail>().Record(action, subject, details, outcome);
            await services.GetRequiredService<XinglinDb>().SaveChangesAsync(ct);
        });

    public List<AuditDraft> Take()
    {
        List<AuditDraft> taken = [.. recorded];
        recorded.Clear();
        return taken;
    }
}
