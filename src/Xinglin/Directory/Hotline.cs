using Xinglin.Platform;

namespace Xinglin.Directory;

/// <summary>
/// A referral telephone number of an organisation. Publishing it is a duty in most agreements, so who checked it last and when is kept.
/// </summary>
public sealed class Hotline : Aggregate
{
    public Hotline(Guid id, Guid organizationId, string number, string label, string hours)
    {
        Id = id;
        OrganizationId = organizationId;
        (Number, Label, Hours) = (number, label, hours);
    }

    public Guid OrganizationId { get; private init; }
    public string Number { get; private set; }
    public string Label { get; private set; }

    /// <summary>In the normal form of <see cref="OpeningHours"/>.</summary>
    public string Hours { get; private set; }
    public string? Person { get; private set; }
    public string? PersonTitle { get; private set; }
    public int Position { get; private set; } = 1;
    public bool Published { get; private set; }
    public DateTimeOffset? PublishedAt { get; private set; }
    public DateTimeOffset? LastCheckedAt { get; private set; }
    public string? LastCheckedBy { get; private set; }

    public HotlineFacts Facts => new(Number, Label, Hours, Person, PersonTitle, Position);

    internal void Describe(HotlineFacts facts)
    {
        if (facts.Number != Number) (LastCheckedAt, LastCheckedBy) = (null, null);
        (Number, Label, Hours) = (facts.Number, facts.Label, facts.Hours);
        (Person, PersonTitle, Position) = (facts.Person, facts.PersonTitle, facts.Position);
    }

    internal void Publish(DateTimeOffset at) => (Published, PublishedAt) = (true, at);

    internal void Withdraw() => (Published, PublishedAt) = (false, null);

    internal void MarkChecked(DateTimeOffset at, string by) => (LastCheckedAt, LastCheckedBy) = (at, by);
}
