using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform.Database;

namespace Xinglin.Fhir.Hooks;

/// <summary>A card that was shown for one draft order, by which feedback finds back to the check; a card's id has no room for it. No clinical content.</summary>
/// <param name="items">Codes of the items for which a result stands.</param>
internal sealed class ShownCard(Guid id, Guid organizationId, Guid clientId, Guid patientId, Guid checkId, IReadOnlyList<string> items, DateTimeOffset at)
{
    public Guid Id { get; private set; } = id;
    public Guid OrganizationId { get; private set; } = organizationId;
    public Guid ClientId { get; private set; } = clientId;
    public Guid PatientId { get; private set; } = patientId;
    public Guid CheckId { get; private set; } = checkId;
    public IReadOnlyList<string> Items { get; private set; } = items;
    public DateTimeOffset At { get; private set; } = at;

    /// <summary>What was decided, to know a repetition from a contradiction: <c>accepted</c> or the reason's code; null while open.</summary>
    public string? Decided { get; internal set; }
}

internal sealed class ShownCardMap : IEntityTypeConfiguration<ShownCard>
{
    public void Configure(EntityTypeBuilder<ShownCard> map)
    {
        map.ToTable("fhir_card").NotAudited();
        map.Property(card => card.Id).ValueGeneratedNever();
        map.Property(card => card.Items).AsJson();
        map.Property(card => card.Decided).HasMaxLength(12);
    }
}
