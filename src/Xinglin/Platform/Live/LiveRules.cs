namespace Xinglin.Platform.Live;

/// <summary>Parameters of pages that follow what happens, set under <c>Xinglin:Live</c>; custom, measured against what a node holds open.</summary>
public sealed class LiveRules
{
    public const string Section = "Xinglin:Live";

    /// <summary>Streams that one person may hold open on a node. A page in the background gives its stream up.</summary>
    public int StreamsPerUser { get; set; } = 4;

    /// <summary>Minutes after which a stream ends and the page asks anew, with whatever session it then has.</summary>
    public int StreamMinutes { get; set; } = 5;

    /// <summary>Seconds between signs of life, shorter than proxies' patience.</summary>
    public int HeartbeatSeconds { get; set; } = 25;
}
