using System.Text.Json;
using System.Text.Json.Serialization;

namespace Xinglin.Fhir.Hooks;

/// <summary>CDS Hooks 2.0, Calling a CDS Service. Context and prefetch stay as they came until a service reads them.</summary>
public sealed record HookRequest(string? Hook, string? HookInstance, JsonElement Context, JsonElement Prefetch);

/// <summary>CDS Hooks 2.0, Card attributes.</summary>
/// <param name="Summary">Under 140 characters.</param>
/// <param name="Indicator"><c>info</c>, <c>warning</c> or <c>critical</c>.</param>
public sealed record Card(
    string Uuid, string Summary, string Detail, string Indicator, CardSource Source, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<CardSuggestion>? Suggestions = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SelectionBehavior = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<CardCoding>? OverrideReasons = null, IReadOnlyList<CardLink>? Links = null);

public sealed record CardSource(string Label, string Url);

public sealed record CardSuggestion(string Label, string Uuid, bool IsRecommended, IReadOnlyList<CardAction> Actions);

/// <param name="ResourceId"><c>ServiceRequest/id</c> of the draft order.</param>
public sealed record CardAction(string Type, string Description, string ResourceId);

public sealed record CardCoding(string Code, string System, string Display);

public sealed record CardLink(string Label, string Url, string Type = "absolute");

public sealed record HookAnswer(IReadOnlyList<Card> Cards);

public sealed record HookFeedback(IReadOnlyList<CardFeedback>? Feedback);

/// <param name="Outcome"><c>accepted</c> or <c>overridden</c>.</param>
/// <param name="Extension">Ours, as the standard lets a vendor have one.</param>
public sealed record CardFeedback(string? Card, string? Outcome, IReadOnlyList<AcceptedSuggestion>? AcceptedSuggestions, OverrideReason? OverrideReason, FeedbackExtension? Extension = null);

/// <param name="Told">The patient or family was told why it is repeated (国卫医发〔2022〕6号), which the standard has no place for. Left out, nobody was told.</param>
public sealed record FeedbackExtension([property: JsonPropertyName("xinglin-told")] bool Told = false);

public sealed record AcceptedSuggestion(string? Id);

public sealed record OverrideReason(CardCoding? Reason, string? UserComment);
