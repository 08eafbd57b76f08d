using Xinglin.Platform;

namespace Xinglin.Tests.Support;

internal sealed class SilentAudit : IAuditTrail
{
    public void Record(string action, AuditSubject subject, string? details = null, AuditOutcome outcome = AuditOutcome.Done) { }

    public Task RecordNow(string action, AuditSubject subject, string? details = null, AuditOutcome outcome = AuditOutcome.Done, CancellationToken ct = default) =>
        Task.CompletedTask;
}

internal sealed class SilentNotices : INotices
{
    public Task Tell(Guid organization, string role, string title, string link, string key, CancellationToken ct = default) => Task.CompletedTask;
}
