using Xinglin.Platform;

namespace Xinglin.Audit;

/// <summary>
/// One act, as it is kept. Entries are appended to one of <see cref="AuditHead.Strands"/> strands; within a strand each carries
/// the hash of the one before (GB/T 22239-2019 8.1.4.3: records are protected against deletion, change and overwriting).
/// </summary>
public sealed record AuditEntry
{
    public required int Strand { get; init; }

    /// <summary>Counts up from 1 without gaps within the strand.</summary>
    public required long Number { get; init; }
    public required Guid Id { get; init; }
    public required DateTimeOffset Moment { get; init; }
    public Guid? UserId { get; init; }
    public required string UserName { get; init; }
    public Guid? OrganizationId { get; init; }
    public string? OrganizationName { get; init; }
    public string? RemoteAddress { get; init; }
    public required string Action { get; init; }
    public required string SubjectType { get; init; }
    public Guid? SubjectId { get; init; }
    public string? SubjectName { get; init; }
    public required AuditOutcome Outcome { get; init; }
    public string? Details { get; init; }

    /// <summary>JSON list of <see cref="FieldChange"/>; null where nothing was changed.</summary>
    public string? Changes { get; init; }
    public required string PreviousHash { get; init; }
    public string Hash { get; init; } = "";
}

/// <summary>The end of a strand: what its last entry must be. Its row lock lets one transaction at a time append.</summary>
public sealed class AuditHead
{
    public const int Strands = 8;
    public static readonly string Beginning = new('0', 64);

    public required int Strand { get; init; }
    public long Number { get; init; }
    public string Hash { get; init; } = Beginning;

    /// <summary>Made with the audit key, so that a tail cannot be cut off and the head rewritten to match; empty before the first use.</summary>
    public string Seal { get; init; } = "";
}

/// <summary>A changed field. <see cref="Hidden"/> says that it changed and that neither value is kept.</summary>
public sealed record FieldChange(string Table, string Id, string Field, string? Before, string? After, bool Hidden = false);
