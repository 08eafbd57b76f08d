namespace Xinglin.Platform;

/// <summary>What an audit entry is about.</summary>
/// <param name="Type">Lower-case kind of thing: <c>agreement</c>, <c>organization</c>, <c>user</c>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">As people know it at that moment: number or name. Never clinical content.</param>
public sealed record AuditSubject(string Type, Guid? Id, string? Name = null);

public enum AuditOutcome { Done, Refused, Failed }

/// <summary>
/// Records who did or read what. An entry joins the unit of work that is open and is written in the same transaction as the
/// change it tells of; a change without a recorded entry gets a plain one. For an act that changes nothing (a read of sensitive
/// data, a refused attempt) call <see cref="RecordNow"/>.
/// </summary>
public interface IAuditTrail
{
    /// <param name="action">Module and business verb: <c>agreement.sealed</c>, <c>user.signed-in</c>.</param>
    /// <param name="details">Short facts that are safe to keep: reasons, counts, clause numbers. No secrets, no clinical text.</param>
    void Record(string action, AuditSubject subject, string? details = null, AuditOutcome outcome = AuditOutcome.Done);

    /// <summary>Writes an entry with the transaction that is open, or before the answer of the request leaves, or else at once.</summary>
    Task RecordNow(string action, AuditSubject subject, string? details = null, AuditOutcome outcome = AuditOutcome.Done, CancellationToken ct = default);
}
