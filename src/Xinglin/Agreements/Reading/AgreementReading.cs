using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Xinglin.Agreements.Reading;

/// <summary>
/// What the reader found in one text: candidates for people to confirm, each with the place it was read from.
/// The words of every field are those of agreement-reading.schema.json.
/// </summary>
public sealed record AgreementReading(
    DocumentFacts Document,
    IReadOnlyList<Party> Parties,
    IReadOnlyList<Basis> Bases,
    AgreementTerm Term,
    Copies Copies,
    IReadOnlyList<Duty> Duties,
    IReadOnlyList<Target> Targets,
    IReadOnlyList<Target> Examples,
    IReadOnlyList<ReadingFinding> Findings)
{
    public static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Where the parties and the facts of the term were read. For people who check them against the text; not part of the published JSON.</summary>
    [JsonIgnore]
    public ReadingPlaces Places { get; init; } = ReadingPlaces.None;

    public string ToJson() => JsonSerializer.Serialize(this, JsonOptions);
}

/// <summary>Kind: agreement, template, charter or other. Complete is false when the text breaks off.</summary>
public sealed record DocumentFacts(string Kind, string? Title, bool Complete, int CopiesOfText);

/// <summary>Role: lead, member or other. 甲方 and 乙方 say nothing about it.</summary>
public sealed record Party(string Label, string Role, string Name);

/// <summary>A policy document by its 文号, brackets normalised to 〔〕.</summary>
public sealed record Basis(string Number);

/// <summary>From and To are partial dates: a blank day stays blank.</summary>
public sealed record AgreementTerm(string? From, string? To, int? Years, string? StartsOn, string? Renewal, Amount? Notice, bool SurvivingDuties);

public sealed record Copies(int? Total, int? Each);

/// <summary>A number with its unit, in the unit's word of the text or of the schema.</summary>
public sealed record Amount(decimal Value, string Unit);

/// <summary>By is "12-31" or a plain day of the month; words without a number never become one.</summary>
public sealed record Schedule(string? Every, string? By, Amount? Within);

/// <summary>Where facts were read; null where the text does not say it in one place.</summary>
/// <param name="Parties">Of each party in turn, its name where it is introduced.</param>
/// <param name="Bases">Of each basis in turn, its 文号 where it is first cited.</param>
public sealed record ReadingPlaces(IReadOnlyList<TextSpan?> Parties, IReadOnlyList<TextSpan> Bases, TermPlaces Term, TextSpan? Copies)
{
    public static readonly ReadingPlaces None = new([], [], new(null, null, null, null, null), null);
}

/// <summary>The sentences that say each part of the term. Period is the one with the end (a day, else the years), or with the beginning where there is no end.</summary>
public sealed record TermPlaces(TextSpan? Period, TextSpan? StartsOn, TextSpan? Renewal, TextSpan? Notice, TextSpan? SurvivingDuties);

/// <summary>A half-open range of UTF-16 units of the source text, written as [start,end].</summary>
[JsonConverter(typeof(SpanConverter))]
public readonly record struct TextSpan(int Start, int End);

public sealed record Duty(
    string Path,
    IReadOnlyList<string> Bearer,
    IReadOnlyList<string> Counterparty,
    string Kind,
    IReadOnlyList<string> Kinds,
    string Modality,
    Amount? Quantity,
    Schedule? Schedule,
    IReadOnlyList<string> Vague,
    IReadOnlyList<string> Items,
    bool OpenList,
    string Text,
    TextSpan Span);

public sealed record Target(string Indicator, string Name, string Comparator, decimal Value, string Unit, TextSpan Span);

public sealed record ReadingFinding(string Code, string Severity, string Message, TextSpan? Span = null);

internal sealed class SpanConverter : JsonConverter<TextSpan>
{
    public override TextSpan Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        var ends = JsonSerializer.Deserialize<int[]>(ref reader, options);
        return ends is [var start, var end] ? new(start, end) : throw new JsonException("A span is [start,end].");
    }

    public override void Write(Utf8JsonWriter writer, TextSpan span, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(span.Start);
        writer.WriteNumberValue(span.End);
        writer.WriteEndArray();
    }
}
