namespace Xinglin.Webhooks;

/// <summary>
/// Parameters of webhooks, set under <c>Xinglin:Webhooks</c>. The times follow what the Standard Webhooks specification recommends; the
/// addresses are closed until the operator opens them.
/// </summary>
public sealed class WebhookRules
{
    public const string Section = "Xinglin:Webhooks";

    /// <summary>Networks inside the house that may be called, such as <c>10.0.0.0/8;192.168.0.0/16</c>; private, link-local and loopback addresses are refused otherwise.</summary>
    public string AllowedNetworks { get; set; } = "";

    /// <summary>Whether http is allowed to addresses other than this machine's own.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>Seconds that a receiver may take to answer.</summary>
    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>Attempts after which one delivery is given up; with the growing wait about a day.</summary>
    public int MostAttempts { get; set; } = 30;

    /// <summary>Failures in a row after which a subscription pauses and its office is told.</summary>
    public int PauseAfterFailures { get; set; } = 20;

    /// <summary>Days that the old secret signs beside the new one.</summary>
    public int RotationOverlapDays { get; set; } = 7;

    /// <summary>Days that the log of deliveries is kept.</summary>
    public int LogDays { get; set; } = 30;
}
