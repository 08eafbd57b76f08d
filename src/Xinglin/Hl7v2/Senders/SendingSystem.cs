using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Hl7v2.Parsing;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Hl7v2.Senders;

/// <summary>
/// A laboratory's or department's system that sends HL7 v2. MLLP knows no sign-in: who sends is decided by what the message calls itself
/// (MSH-4, MSH-3) together with the address that it comes from.
/// </summary>
public sealed class SendingSystem : Aggregate
{
    public const int NameLength = 40;
    public const int IdentifierLength = 120;
    public const int DepartmentLength = 80;
    public const int FolderLength = 40;
    public const int ReasonLength = 200;

    private SendingSystem() { }

    internal SendingSystem(Guid organizationId, string createdBy, DateTimeOffset at)
    {
        Id = Guid.CreateVersion7(at);
        (OrganizationId, CreatedBy, CreatedAt) = (organizationId, createdBy, at);
    }

    public Guid OrganizationId { get; private init; }
    public string Name { get; private set; } = "";

    /// <summary>MSH-3.1.</summary>
    public string Application { get; private set; } = "";

    /// <summary>MSH-4.1.</summary>
    public string Facility { get; private set; } = "";

    /// <summary>Where a message does not name its producer (OBX-15); quality marks hang on it.</summary>
    public string Department { get; private set; } = "";

    /// <summary>Classes of its equipment by section (OBR-24), empty for all, where a message does not name one (OBX-18).</summary>
    public IReadOnlyDictionary<string, string> Equipment { get; private set; } = new Dictionary<string, string>();

    /// <summary>Where MSH-18 says nothing.</summary>
    public SenderCharset Charset { get; private set; }

    /// <summary>Addresses and networks it may call from by MLLP; empty where it only sends files.</summary>
    public IReadOnlyList<string> Networks { get; private set; } = [];

    /// <summary>Its subfolder; null where it sends no files.</summary>
    public string? Folder { get; private set; }

    /// <summary>Why it was stopped; null while it may send.</summary>
    public string? SuspendedBecause { get; private set; }
    public string CreatedBy { get; private init; } = "";
    public DateTimeOffset CreatedAt { get; private init; }

    public bool Suspended => SuspendedBecause is not null;

    public Encoding Encoding => Charset == SenderCharset.Utf8 ? Parsing.Charset.Utf8 : Parsing.Charset.Gb18030;

    public bool MayCallFrom(IPAddress address)
    {
        var real = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Networks.Any(network => IPNetwork.TryParse(network, out var range) && range.Contains(real));
    }

    internal void Describe(SenderFacts facts) =>
        (Name, Application, Facility, Department, Charset, Networks, Folder, Equipment) = (facts.Name, facts.Application, facts.Facility, facts.Department, facts.Charset, facts.Networks, facts.Folder, facts.Classes);

    internal void Suspend(string reason) => SuspendedBecause = reason;

    internal void Resume() => SuspendedBecause = null;
}

public enum SenderCharset { Gb18030, Utf8 }

/// <summary>What an administrator writes down of a sender.</summary>
public sealed record SenderFacts(string Name, string Application, string Facility, string Department, SenderCharset Charset, IReadOnlyList<string> Networks, string? Folder)
{
    /// <summary>As <see cref="SendingSystem.Equipment"/>.</summary>
    public IReadOnlyDictionary<string, string> Classes { get; init; } = new Dictionary<string, string>();
}

/// <summary>Somebody who called and is not known: no word of what was sent, only how it called itself and from where.</summary>
public sealed class UnknownSender(Guid id, string application, string facility)
{
    public Guid Id { get; private set; } = id;
    public string Application { get; private set; } = application;
    public string Facility { get; private set; } = facility;
    public int Count { get; private set; }
    public string? LastAddress { get; private set; }
    public string Why { get; private set; } = "";
    public DateTimeOffset FirstAt { get; private set; }
    public DateTimeOffset LastAt { get; private set; }

    internal void Called(string? address, string why, DateTimeOffset at)
    {
        if (Count++ == 0) FirstAt = at;
        (LastAddress, Why, LastAt) = (address, why, at);
    }
}

internal sealed class SenderMap : IEntityTypeConfiguration<SendingSystem>, IEntityTypeConfiguration<UnknownSender>
{
    public void Configure(EntityTypeBuilder<SendingSystem> map)
    {
        map.ToTable("hl7v2_sender");
        map.Property(sender => sender.Id).ValueGeneratedNever();
        map.Ignore(sender => sender.Encoding);
        map.Property(sender => sender.Name).HasMaxLength(SendingSystem.NameLength);
        map.Property(sender => sender.Application).HasMaxLength(SendingSystem.IdentifierLength);
        map.Property(sender => sender.Facility).HasMaxLength(SendingSystem.IdentifierLength);
        map.Property(sender => sender.Department).HasMaxLength(SendingSystem.DepartmentLength);
        map.Property(sender => sender.Networks).AsJson();
        map.Property(sender => sender.Equipment).AsJson();
        map.Property(sender => sender.Folder).HasMaxLength(SendingSystem.FolderLength);
        map.Property(sender => sender.SuspendedBecause).HasMaxLength(SendingSystem.ReasonLength);
        map.Property(sender => sender.CreatedBy).HasMaxLength(80);
        map.HasIndex(sender => new { sender.Facility, sender.Application }).IsUnique();
        map.HasIndex(sender => sender.Folder).IsUnique();
    }

    public void Configure(EntityTypeBuilder<UnknownSender> map)
    {
        map.ToTable("hl7v2_unknown_sender").NotAudited();
        map.Property(unknown => unknown.Id).ValueGeneratedNever();
        map.Property(unknown => unknown.Application).HasMaxLength(SendingSystem.IdentifierLength);
        map.Property(unknown => unknown.Facility).HasMaxLength(SendingSystem.IdentifierLength);
        map.Property(unknown => unknown.LastAddress).HasMaxLength(64);
        map.Property(unknown => unknown.Why).HasMaxLength(100);
        map.HasIndex(unknown => new { unknown.Facility, unknown.Application }).IsUnique();
    }
}
