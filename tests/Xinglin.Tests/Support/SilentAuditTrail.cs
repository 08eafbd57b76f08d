using Xinglin.Platform;

namespace Xinglin.Tests.Support;

/// <summary>Keeps nothing; for a host in which nobody records.</summary>
internal sealed class SilentAuditTrail : IAuditTrail
{
    public void Record(string action, AuditSubject subject, string? details, AuditOutcome outcome)
    {
    }

    public Task RecordNow(string action, AuditSubject subject, string? details, AuditOutcome outcome, CancellationToken ct) => Task.CompletedTask;
}
