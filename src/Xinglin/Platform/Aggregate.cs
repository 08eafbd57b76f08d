namespace Xinglin.Platform;

/// <summary>
/// Something that is changed as a whole. <see cref="Version"/> grows with each save and guards against two people saving over
/// each other; the API shows it as the ETag.
/// </summary>
public abstract class Aggregate
{
    public Guid Id { get; protected init; }

    public int Version { get; internal set; } = 1;

    /// <exception cref="Refused">The caller saw another version than the stored one.</exception>
    public void MustBeAt(int? seenVersion, string what)
    {
        if (seenVersion is { } seen && seen != Version) throw Refused.Overtaken(what);
    }
}
