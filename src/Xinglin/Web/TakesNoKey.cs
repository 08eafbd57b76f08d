namespace Xinglin.Web;

/// <summary>
/// Marks an endpoint of a standard whose messages say themselves which they are, so that one that comes twice counts once; an
/// <c>Idempotency-Key</c> sent with it is passed over. What it does may then have a unit of work of its own.
/// </summary>
public sealed class TakesNoKey;
