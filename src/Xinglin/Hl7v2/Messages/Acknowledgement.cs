using System.Text;
using Xinglin.Hl7v2.Parsing;
using Xinglin.Platform;

namespace Xinglin.Hl7v2.Messages;

/// <summary>HL7 table 0008.</summary>
internal enum AckCode
{
    /// <summary>Accepted: it is committed.</summary>
    AA,

    /// <summary>Its content is at fault: it is kept in quarantine.</summary>
    AE,

    /// <summary>Rejected before its content was looked at, or the program could not keep it: send it again or not at all.</summary>
    AR
}

/// <param name="Faults">None with AA.</param>
internal sealed record Answer(AckCode Code, string? Words, IReadOnlyList<Hl7Fault> Faults)
{
    public static readonly Answer Accepted = new(AckCode.AA, null, []);

    public static Answer Rejected(params IReadOnlyList<Hl7Fault> faults) => new(AckCode.AR, faults[0].Words, faults);
}

/// <summary>Writes the answer (HL7 v2.5.1 §2.9, §2.14.5, §2.14.8) in the version, separators and character set of the message.</summary>
internal static class Acknowledgement
{
    private const int MostErrors = 20;

    /// <summary>
    /// In the original mode one answer. In the enhanced mode (MSH-15 or MSH-16 given) what the sender asked for: the commit's answer, then the
    /// application's, both true when they are sent, because nothing is left to be done.
    /// </summary>
    /// <returns>None, one or two messages.</returns>
    public static IReadOnlyList<byte[]> Write(Hl7Message? message, Answer answer, DateTimeOffset now)
    {
        if (message is null) return [Bytes(null, answer, answer.Code.ToString(), now)];
        var (accept, application) = (message.Header.Text(15), message.Header.Text(16));
        if (accept is null && application is null) return [Bytes(message, answer, answer.Code.ToString(), now)];
        var answers = new List<byte[]>();
        if (Wanted(accept ?? "NE", answer.Code)) answers.Add(Bytes(message, answer, "C" + answer.Code.ToString()[1], now));
        if (Wanted(application ?? "NE", answer.Code)) answers.Add(Bytes(message, answer, answer.Code.ToString(), now));
        return answers;
    }

    /// <summary>HL7 table 0155.</summary>
    private static bool Wanted(string condition, AckCode code) => condition.ToUpperInvariant() switch
    {
        "NE" => false,
        "ER" => code != AckCode.AA,
        "SU" => code == AckCode.AA,
        _ => true
    };

    private static byte[] Bytes(Hl7Message? message, Answer answer, string code, DateTimeOffset now)
    {
        var notation = message?.Notation ?? Notation.Standard;
        var header = message?.Header;
        var version = header?.Text(12) ?? "2.4";
        string Safe(string? text) => text is null ? "" : Escapes.Write(text, notation);
        string Same(int field) => header is null ? "" : header.Raw(field).ToString();
        var (f, c) = (notation.Field, notation.Component);
        var type = version.StartsWith("2.3", StringComparison.Ordinal) ? "ACK" : version is "2.4" ? $"ACK{c}R01" : $"ACK{c}R01{c}ACK";
        var text = new StringBuilder();
        text.Append("MSH").Append(f).Append(notation.EncodingCharacters).Append(f)
            .AppendJoin(f, "XINGLIN", Same(6), Same(3), Same(4), Hl7Time.Write(now), "", type, Guid.CreateVersion7(now).ToString("n")[..20], header is null ? "P" : Same(11), version, "", "", "", "", "", Charset.Name(notation.Encoding)).Append('\r');
        text.Append("MSA").Append(f).AppendJoin(f, code, Safe(message?.ControlId), Safe(answer.Words)).Append('\r');
        foreach (var fault in answer.Faults.Take(MostErrors)) text.Append(Error(fault, version, notation)).Append('\r');
        return notation.Encoding.GetBytes(text.ToString());
    }

    /// <summary>Before 2.5 place and code stand together in ERR-1 (ELD); since then in ERR-2 and ERR-3, with words for people in ERR-8.</summary>
    private static string Error(Hl7Fault fault, string version, Notation notation)
    {
        var (c, place) = (notation.Component, fault.Place);
        string Safe(string text) => Escapes.Write(text, notation);
        var position = place is null ? "" : string.Join(c, place.Segment, place.Occurrence, place.Field).TrimEnd(c);
        if (string.CompareOrdinal(version, "2.5") < 0)
            return $"ERR{notation.Field}{(place is null ? $"{c}{c}" : string.Join(c, place.Segment, place.Occurrence, place.Field))}{c}{fault.Code}{notation.Subcomponent}{Safe(fault.Words)}{notation.Subcomponent}HL70357";
        if (place?.Component is { } component) position += $"{c}1{c}{component}";
        return string.Join(notation.Field, "ERR", "", position, $"{fault.Code}{c}{c}HL70357", "E", "", "", "", Safe(fault.Words));
    }
}
