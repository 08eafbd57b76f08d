namespace Xinglin.Results;

/// <summary>Keeps in memory the newest of what this node has read from the database, with the stamp by which a later reader knows whether it still holds.</summary>
/// <typeparam name="TStamp">Grows with every change on whatever node.</typeparam>
public sealed class Newest<TStamp, T> where TStamp : notnull where T : class
{
    private volatile Kept? newest;

    internal T? Get(TStamp stamp) => newest is { } kept && kept.Stamp.Equals(stamp) ? kept.Value : null;

    internal T Keep(TStamp stamp, T value)
    {
        newest = new Kept(stamp, value);
        return value;
    }

    private sealed record Kept(TStamp Stamp, T Value);
}
