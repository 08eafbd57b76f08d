namespace Xinglin.Agreements;

public enum PartyRole { Lead, Member, Other }

/// <summary>How a party sealed. Neither is a 可靠电子签名 (电子签名法 第十三条), and pages say so.</summary>
public enum SealKind
{
    /// <summary>A signed-in person confirmed here; kept with who, when and the document's hash. Shown as 「系统确认」.</summary>
    SystemConfirmation,

    /// <summary>A scan of the sealed paper was handed in, with the date that stands on it.</summary>
    Scan
}

/// <summary>One party's seal under one document.</summary>
/// <param name="SealedOn">The date of the seal: today for a confirmation, the paper's date for a scan.</param>
/// <param name="DocumentHash">SHA-256 of the document that was sealed, hexadecimal.</param>
public sealed record Seal(SealKind Kind, DateOnly SealedOn, DateTimeOffset RecordedAt, string By, string DocumentHash, Guid? ScanFileId);

/// <summary>A side of an agreement. Until the text names a real organisation (or a person says which one is meant) it has none.</summary>
public sealed class AgreementParty
{
    private AgreementParty() { }

    internal AgreementParty(Guid id, int position, string label, PartyRole role, string name, Guid? organizationId) =>
        (Id, Position, Label, Role, Name, OrganizationId) = (id, position, label, role, name, organizationId);

    public Guid Id { get; private set; }
    public int Position { get; private set; }

    /// <summary>What the text calls it: 甲方, 牵头单位, 支援方.</summary>
    public string Label { get; internal set; } = "";
    public PartyRole Role { get; internal set; }

    /// <summary>The full name in the text; it stays as sealed when the organisation is renamed later.</summary>
    public string Name { get; internal set; } = "";
    public Guid? OrganizationId { get; internal set; }

    /// <summary>Of label, role, name and organisation by the drafting office; not the party's own agreement to the text.</summary>
    public FactConfirmation Confirmation { get; private set; } = new();

    public DateTimeOffset? AgreedAt { get; internal set; }
    public string? AgreedBy { get; internal set; }
    public Seal? Seal { get; internal set; }

    /// <summary>A supervising or filing authority neither agrees nor seals.</summary>
    public bool Seals => Role != PartyRole.Other;

    /// <summary>Who seals must be a house of the directory; a supervising or filing authority need not.</summary>
    public bool LacksOrganization => Seals && OrganizationId is null;

    /// <summary>「甲方（云川市中医医院）」</summary>
    public string Called => $"{Label}（{Name}）";

    public string RoleName => Role switch { PartyRole.Lead => "牵头单位", PartyRole.Member => "成员单位", _ => "其他（监督、备案等）" };
}
