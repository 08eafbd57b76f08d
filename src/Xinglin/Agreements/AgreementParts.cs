namespace Xinglin.Agreements;

/// <summary>The text an agreement was read from, as decoded, and the file it came in. A table of its own so that lists never load it.</summary>
public sealed class AgreementSource
{
    private AgreementSource() { }

    internal AgreementSource(Guid agreementId, string fileName, string sha256, string text, FactPlaces places) =>
        (AgreementId, FileName, Sha256, Text, Places) = (agreementId, fileName, sha256, text, places);

    public Guid AgreementId { get; private set; }
    public string FileName { get; private set; } = "";
    public string Sha256 { get; private set; } = "";
    public string Text { get; private set; } = "";

    /// <summary>Null for a text that was read before places were kept.</summary>
    public FactPlaces? Places { get; private set; }
}

/// <summary>
/// A text that was sent to the parties, word for word, under its SHA-256. It is kept for ever: what is agreed to and sealed is this
/// text, not one that later words of the program would make of the same clauses.
/// </summary>
public sealed class AgreementText
{
    private AgreementText() { }

    internal AgreementText(Guid agreementId, string text, string codesSha256, DateTimeOffset circulatedAt) =>
        (AgreementId, Sha256, Text, CodesSha256, CirculatedAt) = (agreementId, Platform.Sha256.Of(text), text, codesSha256, circulatedAt);

    public Guid AgreementId { get; private set; }
    public string Sha256 { get; private set; } = "";
    public string Text { get; private set; } = "";

    /// <summary><see cref="AgreementCodes"/> of the clauses that the text was written from.</summary>
    public string CodesSha256 { get; private set; } = "";
    public DateTimeOffset CirculatedAt { get; private set; }
}

/// <summary>The text of an agreement as a person sees it.</summary>
/// <param name="IsClosed">It was sent to the parties and cannot change any more.</param>
/// <param name="IsIntact">A closed text is still the one whose hash the parties have.</param>
/// <param name="ClausesMatch">The clauses that drive the program are still those under the closed text.</param>
public sealed record AgreementDocumentView(string Text, string Sha256, bool IsClosed, bool IsIntact, bool ClausesMatch);

/// <summary>A figure that the parties commit themselves to, or one that the text merely quotes from elsewhere. Only the former is ever scored.</summary>
public sealed class AgreementTarget
{
    private AgreementTarget() { }

    internal AgreementTarget(Guid id, Guid agreementId, int position, string indicator, string name, string comparator, decimal value, string unit, bool isExample, int? spanStart, int? spanEnd) =>
        (Id, AgreementId, Position, Indicator, Name, Comparator, Value, Unit, IsExample, SpanStart, SpanEnd) =
        (id, agreementId, position, indicator, name, comparator, value, unit, isExample, spanStart, spanEnd);

    public Guid Id { get; private set; }
    public Guid AgreementId { get; private set; }
    public int Position { get; private set; }

    /// <summary>Code of the indicator's definition.</summary>
    public string Indicator { get; internal set; } = "";
    public string Name { get; internal set; } = "";

    /// <summary><c>&gt;=</c>, <c>&lt;=</c> or <c>=</c>.</summary>
    public string Comparator { get; internal set; } = ">=";
    public decimal Value { get; internal set; }
    public string Unit { get; internal set; } = "%";
    public bool IsExample { get; internal set; }
    public ClauseState State { get; internal set; }
    public string? DecidedBy { get; internal set; }
    public int? SpanStart { get; private set; }
    public int? SpanEnd { get; private set; }

    internal AgreementTarget CopyFor(Guid agreementId, Guid id) =>
        new(id, agreementId, Position, Indicator, Name, Comparator, Value, Unit, IsExample, null, null);

    public string Show() => $"{Name} {Comparator switch { ">=" => "≥", "<=" => "≤", _ => "=" }} {Value:0.##}{Unit}";
}

/// <summary>Something about the text that a person should know before confirming; the codes are those of the reader's schema.</summary>
public sealed class AgreementFinding
{
    private AgreementFinding() { }

    internal AgreementFinding(Guid id, Guid agreementId, int position, string code, string severity, string message, int? spanStart, int? spanEnd) =>
        (Id, AgreementId, Position, Code, Severity, Message, SpanStart, SpanEnd) = (id, agreementId, position, code, severity, message, spanStart, spanEnd);

    public Guid Id { get; private set; }
    public Guid AgreementId { get; private set; }
    public int Position { get; private set; }
    public string Code { get; private set; } = "";
    public string Severity { get; private set; } = "";
    public string Message { get; private set; } = "";
    public int? SpanStart { get; private set; }
    public int? SpanEnd { get; private set; }

    /// <summary>Who took note of it, and what is done about it.</summary>
    public string? HandledBy { get; internal set; }
    public string? Handling { get; internal set; }
}

/// <summary>A line of an agreement's story, for people; the audit trail is kept apart.</summary>
public sealed class AgreementEvent
{
    private AgreementEvent() { }

    internal AgreementEvent(Guid id, Guid agreementId, DateTimeOffset at, string by, string? organization, string title, string? detail) =>
        (Id, AgreementId, At, By, Organization, Title, Detail) = (id, agreementId, at, by, organization, title, detail);

    public Guid Id { get; private set; }
    public Guid AgreementId { get; private set; }
    public DateTimeOffset At { get; private set; }
    public string By { get; private set; } = "";
    public string? Organization { get; private set; }
    public string Title { get; private set; } = "";
    public string? Detail { get; private set; }
}
