namespace Xinglin.Platform;

/// <summary>
/// Parameters of the API, set under <c>Xinglin:Api</c>. No standard names these numbers; the defaults are custom among public APIs and
/// leave a hospital's system room without letting a mistake in it stop the others.
/// </summary>
public sealed class ApiRules
{
    public const string Section = "Xinglin:Api";

    /// <summary>Requests that one client may make in a minute where its own limit says nothing else; counted on each node.</summary>
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>Days after which a client's secret ends where its maker says nothing else.</summary>
    public int SecretValidDays { get; set; } = 365;

    /// <summary>Days that the old secret goes on working beside a new one.</summary>
    public int RotationOverlapDays { get; set; } = 7;

    /// <summary>Hours that an answer is kept for a request that comes again under the same key.</summary>
    public int IdempotencyHours { get; set; } = 24;
}
