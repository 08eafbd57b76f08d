namespace Xinglin.Hl7v2.Parsing;

/// <summary>A message as it was written: segments in their order. Values are unescaped when they are asked for.</summary>
public sealed class Hl7Message
{
    internal Hl7Message(Notation notation, IReadOnlyList<Hl7Segment> segments) => (Notation, Segments) = (notation, segments);

    public Notation Notation { get; }
    public IReadOnlyList<Hl7Segment> Segments { get; }
    public Hl7Segment Header => Segments[0];
    public string? ControlId => Header.Text(10);
    public string? Version => Header.Text(12);

    /// <summary>The message again, each segment ended by a carriage return.</summary>
    public string Write() => string.Concat(Segments.Select(segment => segment + "\r"));
}

/// <summary>A segment. Fields, components and repetitions count from 1, as the standard counts them; MSH-1 is the separator itself.</summary>
public sealed class Hl7Segment
{
    private readonly string text;
    private readonly List<int> separators;
    private readonly Notation notation;
    private readonly int shift;

    internal Hl7Segment(string text, int occurrence, Notation notation, List<int> separators)
    {
        (this.text, Occurrence, this.notation, this.separators) = (text, occurrence, notation, separators);
        Name = text.Length >= 3 ? text[..3] : text;
        shift = Name is "MSH" or "FHS" or "BHS" ? 1 : 0;
    }

    public string Name { get; }

    /// <summary>Which segment of its name, from 1.</summary>
    public int Occurrence { get; }

    public int FieldCount => separators.Count + shift;

    public Hl7Place At(int field, int? component = null) => new(Name, Occurrence, field, component);

    /// <summary>As it is written; empty where there is none.</summary>
    public ReadOnlySpan<char> Raw(int field)
    {
        if (shift == 1 && field == 1) return text.AsSpan(3, Math.Min(1, text.Length - 3));
        var place = field - 1 - shift;
        if (place < 0 || place >= separators.Count) return [];
        var begin = separators[place] + 1;
        return text.AsSpan(begin, (place + 1 < separators.Count ? separators[place + 1] : text.Length) - begin);
    }

    public int Repetitions(int field) => Raw(field) is { IsEmpty: false } raw ? raw.Count(notation.Repetition) + 1 : 0;

    /// <summary>The sender says expressly that there is nothing (<c>""</c>, §2.5.3).</summary>
    public bool IsNull(int field) => Raw(field) is "\"\"";

    /// <summary>A part of a field, trimmed; null where it is empty or expressly nothing.</summary>
    public string? Text(int field, int component = 1, int repetition = 1, int subcomponent = 1) =>
        Value(Part(Part(Part(Raw(field), notation.Repetition, repetition), notation.Component, component), notation.Subcomponent, subcomponent));

    /// <summary>A repetition of a field whose type has no parts; separators that the sender forgot to escape stay in it.</summary>
    public string? Whole(int field, int repetition = 1) => Value(Part(Raw(field), notation.Repetition, repetition));

    /// <summary>A component with what is in it.</summary>
    public string? Component(int field, int component, int repetition = 1) => Value(Part(Part(Raw(field), notation.Repetition, repetition), notation.Component, component));

    public override string ToString() => text;

    private string? Value(ReadOnlySpan<char> raw) => raw.IsEmpty || raw is "\"\"" ? null : Escapes.Read(raw, notation).Trim() is { Length: > 0 } value ? value : null;

    private static ReadOnlySpan<char> Part(ReadOnlySpan<char> whole, char separator, int place)
    {
        for (; place > 1; place--)
        {
            var end = whole.IndexOf(separator);
            if (end < 0) return [];
            whole = whole[(end + 1)..];
        }

        var last = whole.IndexOf(separator);
        return last < 0 ? whole : whole[..last];
    }
}
