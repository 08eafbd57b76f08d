using Xinglin.Platform;

namespace Xinglin.Tests.Support;

/// <summary>Stands in for the audit trail where the program has none.</summary>
public sealed class AuditNotes : IAuditTrail
{
    public void Record(string action, AuditSubject subject, string? details, AuditOutcome outcome) { }

    public Task RecordNow(string action, AuditSubject subject, string? details, AuditOutcome outcome, CancellationToken ct) => Task.CompletedTask;
}
