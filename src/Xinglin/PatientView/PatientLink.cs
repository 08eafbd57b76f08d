using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.PatientView;

/// <summary>Who holds a link.</summary>
public enum LinkHolder { Patient, Guardian }

public enum LinkState { Open, Locked, Expired, Withdrawn }

/// <summary>
/// A way for one patient, or the guardian, to the own data, given by one institution. Of token, code and session only hashes are kept. The
/// counters are moved in the database at the moment of an attempt (<see cref="EntryDesk"/>), so that attempts at the same time all count.
/// </summary>
public sealed class PatientLink : Aggregate
{
    private PatientLink() { }

    internal PatientLink(Guid patientId, string patientNumber, Guid organizationId, string organization, LinkHolder holder, string tokenHash, DateTimeOffset at, DateTimeOffset expiresAt, string by)
    {
        Id = Guid.CreateVersion7(at);
        (PatientId, PatientNumber, OrganizationId, Organization, Holder, TokenHash) = (patientId, patientNumber, organizationId, organization, holder, tokenHash);
        (IssuedAt, ExpiresAt, IssuedBy) = (at, expiresAt, by);
    }

    public Guid PatientId { get; private init; }
    public string PatientNumber { get; private init; } = "";

    /// <summary>Who gave it; the link never shows more than this institution itself may see.</summary>
    public Guid OrganizationId { get; private init; }
    public string Organization { get; private init; } = "";
    public LinkHolder Holder { get; private init; }
    public string TokenHash { get; private init; } = "";
    public DateTimeOffset IssuedAt { get; private init; }
    public string IssuedBy { get; private init; } = "";
    public DateTimeOffset ExpiresAt { get; private init; }

    public string CodeHash { get; private set; } = "";
    public DateTimeOffset CodeExpiresAt { get; private set; }
    public DateTimeOffset? CodeUsedAt { get; private set; }

    /// <summary>How many codes the patient had sent on that day.</summary>
    public int CodesSent { get; private set; }
    public DateOnly? CodesSentOn { get; private set; }

    /// <summary>Wrong tries in a row; the last one that is allowed locks.</summary>
    public int FailedAttempts { get; private set; }
    public DateTimeOffset? LockedAt { get; private set; }

    /// <summary>The one session that is open; a new code ends it.</summary>
    public string? SessionHash { get; private set; }
    public DateTimeOffset? SessionUntil { get; private set; }
    public DateTimeOffset? LastUsedAt { get; private set; }

    public DateTimeOffset? WithdrawnAt { get; private set; }
    public string? WithdrawnBy { get; private set; }

    public LinkState State(DateTimeOffset now) =>
        WithdrawnAt is not null ? LinkState.Withdrawn : ExpiresAt <= now ? LinkState.Expired : LockedAt is not null ? LinkState.Locked : LinkState.Open;

    /// <summary>As the audit trail names whoever uses it: a number, no name.</summary>
    public string HolderName => $"{Holder.Show()} {PatientNumber}";

    public AuditSubject Subject => new("patient", PatientId, PatientNumber);

    /// <summary>The code before counts no more; a lock is taken off, because a person who gives a code has looked at who asks.</summary>
    internal void GiveCode(string codeHash, DateTimeOffset expiresAt)
    {
        (CodeHash, CodeExpiresAt, CodeUsedAt) = (codeHash, expiresAt, null);
        (FailedAttempts, LockedAt, SessionHash, SessionUntil) = (0, null, null, null);
    }

    /// <summary>The patient had a code sent; the wrong tries before stay counted.</summary>
    /// <exception cref="Refused">Too many on this day.</exception>
    internal void SendCode(string codeHash, DateTimeOffset expiresAt, DateOnly today, int most)
    {
        if (CodesSentOn != today) (CodesSent, CodesSentOn) = (0, today);
        if (CodesSent >= most) throw new Refused(RefusalKind.Conflict, "patient-view.codes-used-up", $"今天已经发过 {most} 次验证码。", "请明天再试，或给医院打电话。");
        CodesSent++;
        (CodeHash, CodeExpiresAt, CodeUsedAt) = (codeHash, expiresAt, null);
    }

    internal void Withdraw(string by, DateTimeOffset at) => (WithdrawnAt, WithdrawnBy, SessionHash, SessionUntil) = (at, by, null, null);
}

public static class LinkWords
{
    public static string Show(this LinkHolder holder) => holder == LinkHolder.Guardian ? "监护人" : "患者本人";

    public static string Show(this LinkState state) => state switch
    {
        LinkState.Open => "可用",
        LinkState.Locked => "已锁定",
        LinkState.Expired => "已过期",
        _ => "已收回"
    };

    /// <summary>Colour of the state's tag; see StatusTag.</summary>
    public static string Tone(this LinkState state) => state switch
    {
        LinkState.Open => "green",
        LinkState.Locked => "red",
        _ => "secondary"
    };
}

internal sealed class PatientLinkMap : IEntityTypeConfiguration<PatientLink>
{
    public void Configure(EntityTypeBuilder<PatientLink> map)
    {
        map.ToTable("patient_view_link");
        map.Ignore(link => link.Subject);
        map.Ignore(link => link.HolderName);
        map.Property(link => link.PatientNumber).HasMaxLength(20);
        map.Property(link => link.Organization).HasMaxLength(120);
        map.Property(link => link.TokenHash).HasMaxLength(64).KeptSecret();
        map.Property(link => link.IssuedBy).HasMaxLength(80);
        map.Property(link => link.CodeHash).HasMaxLength(64).KeptSecret();
        map.Property(link => link.SessionHash).HasMaxLength(64).KeptSecret();
        map.Property(link => link.WithdrawnBy).HasMaxLength(80);
        map.HasIndex(link => link.TokenHash).IsUnique();
        map.HasIndex(link => new { link.PatientId, link.OrganizationId });
    }
}
