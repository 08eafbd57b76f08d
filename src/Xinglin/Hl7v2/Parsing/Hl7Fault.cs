namespace Xinglin.Hl7v2.Parsing;

/// <summary>Where something stands, as ERR-2 names it (HL7 v2.5.1 §2.14.5.2): 「OBX[3]-5.1」. Null fields mean the whole segment.</summary>
/// <param name="Occurrence">Which segment of that name, from 1.</param>
public sealed record Hl7Place(string Segment, int Occurrence = 1, int? Field = null, int? Component = null)
{
    public override string ToString() =>
        $"{Segment}{(Occurrence > 1 ? $"[{Occurrence}]" : "")}{(Field is { } field ? $"-{field}" : "")}{(Component is { } component ? $".{component}" : "")}";
}

/// <summary>What is wrong with a message.</summary>
/// <param name="Code">HL7 table 0357.</param>
/// <param name="Words">Chinese, for whoever mends it.</param>
public sealed record Hl7Fault(string Code, string Words, Hl7Place? Place = null)
{
    public const string SegmentSequence = "100";
    public const string RequiredField = "101";
    public const string DataType = "102";
    public const string TableValue = "103";
    public const string MessageType = "200";
    public const string EventCode = "201";
    public const string ProcessingId = "202";
    public const string VersionId = "203";
    public const string UnknownKey = "204";
    public const string DuplicateKey = "205";
    public const string Internal = "207";

    public override string ToString() => Place is null ? Words : $"{Place}：{Words}";
}
