namespace Xinglin.Webhooks.Pages;

/// <summary>What the office fills in; the events are check boxes, read from the posted form itself.</summary>
public sealed class WebhookForm
{
    public string? Name { get; set; }
    public string? Url { get; set; }
    public int? Seen { get; set; }
    public IReadOnlyList<string> Events { get; set => field = value ?? []; } = [];

    /// <summary>Where each refusal of the desk shows.</summary>
    internal static readonly (string Code, string Field)[] FieldOf =
        [("webhook.name", "Name"), ("webhook.url", "Url"), ("webhook.http", "Url"), ("webhook.address-inside", "Url"), ("webhook.events", "Events")];

    internal static WebhookForm Of(WebhookSubscription subscription) =>
        new() { Name = subscription.Name, Url = subscription.Url, Seen = subscription.Version, Events = subscription.Events };

    internal WebhookForm WithEvents(IFormCollection posted)
    {
        Events = [.. posted["event"].OfType<string>()];
        return this;
    }
}
