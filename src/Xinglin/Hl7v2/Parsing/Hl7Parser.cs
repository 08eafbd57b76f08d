using System.Text;

namespace Xinglin.Hl7v2.Parsing;

/// <summary>Reads messages of versions 2.3 to 2.5.1. Whatever comes, it answers with faults and does not throw; it keeps the text once and the places of the separators.</summary>
public static class Hl7Parser
{
    private const int MostSegments = 20_000;
    private const int MostFields = 400;

    /// <param name="fallback">Where MSH-18 does not say.</param>
    /// <param name="message">Also where there are faults, as far as a header could be read, so that it can be answered.</param>
    /// <returns>There are no faults.</returns>
    public static bool TryParse(ReadOnlySpan<byte> bytes, Encoding fallback, out Hl7Message? message, out IReadOnlyList<Hl7Fault> faults)
    {
        var found = new List<Hl7Fault>();
        faults = found;
        message = null;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) bytes = bytes[3..];
        while (bytes.Length > 0 && bytes[0] is (byte)'\r' or (byte)'\n' or (byte)' ') bytes = bytes[1..];
        if (!bytes.StartsWith("MSH"u8))
        {
            found.Add(new(Hl7Fault.SegmentSequence, "消息不是以 MSH 段开头", new("MSH")));
            return false;
        }

        var (text, encoding) = Decode(bytes, fallback, found);
        message = Read(text, encoding, found);
        return found.Count == 0;
    }

    /// <summary>A message that was decoded before, such as one that a person mends.</summary>
    public static bool TryParse(string text, Encoding encoding, out Hl7Message? message, out IReadOnlyList<Hl7Fault> faults) =>
        TryParse(encoding.GetBytes(text), encoding, out message, out faults);

    private static (string, Encoding) Decode(ReadOnlySpan<byte> bytes, Encoding fallback, List<Hl7Fault> faults)
    {
        var utf8 = Charset.Decode(bytes, Charset.Utf8);
        var gbk = utf8 is null ? Charset.Decode(bytes, Charset.Gb18030) : null;
        // The header's own field is ASCII in each of them.
        var legible = utf8 ?? gbk ?? Encoding.Latin1.GetString(bytes);
        var declared = Charset.Find(Declared(legible), out var unknown);
        if (unknown) faults.Add(new(Hl7Fault.TableValue, $"不支持的字符集“{Short(Declared(legible)!)}”，请用 UNICODE UTF-8 或 GB 18030-2000", new("MSH", 1, 18)));
        var surely = utf8 is not null && Charset.SurelyUtf8(utf8);
        if (declared is null)
        {
            if (fallback == Charset.Utf8 || surely) return utf8 is not null ? (utf8, Charset.Utf8) : gbk is not null ? (gbk, Charset.Gb18030) : Undecodable(legible, faults);
            return Charset.Decode(bytes, fallback) is { } own ? (own, fallback) : utf8 is not null ? (utf8, Charset.Utf8) : Undecodable(legible, faults);
        }

        if (declared != Charset.Utf8 && surely)
        {
            faults.Add(new(Hl7Fault.TableValue, $"声明的字符集是 {Charset.Name(declared)}，内容却是 UTF-8", new("MSH", 1, 18)));
            return (utf8!, Charset.Utf8);
        }

        if (Charset.Decode(bytes, declared) is { } text) return (text, declared);
        faults.Add(new(Hl7Fault.TableValue, $"内容不能按声明的字符集 {Charset.Name(declared)} 读出{(gbk is null ? "" : "，它像是 GB 18030")}", new("MSH", 1, 18)));
        return gbk is not null ? (gbk, Charset.Gb18030) : (legible, Encoding.Latin1);
    }

    private static (string, Encoding) Undecodable(string legible, List<Hl7Fault> faults)
    {
        faults.Add(new(Hl7Fault.TableValue, "内容既不是 UTF-8 也不是 GB 18030，不能读出", new("MSH", 1, 18)));
        return (legible, Encoding.Latin1);
    }

    private static string? Declared(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var header = end < 0 ? text[..Math.Min(text.Length, 4000)] : text[..end];
        if (Notation.Read(header, Encoding.Latin1) is not { } notation) return null;
        return Segment(header, 1, notation, null)?.Text(18);
    }

    private static Hl7Message? Read(string text, Encoding encoding, List<Hl7Fault> faults)
    {
        if (Notation.Read(text, encoding) is not { } notation)
        {
            faults.Add(new(Hl7Fault.SegmentSequence, "MSH-1、MSH-2 没有给出可用的分隔符，通常为 |^~\\&", new("MSH", 1, 2)));
            return null;
        }

        var segments = new List<Hl7Segment>();
        var occurrences = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in Lines(text, notation.Field))
        {
            if (segments.Count == MostSegments)
            {
                faults.Add(new(Hl7Fault.SegmentSequence, $"一条消息最多 {MostSegments} 个段"));
                break;
            }

            if (!IsSegment(line, notation.Field))
            {
                faults.Add(new(Hl7Fault.SegmentSequence, $"第 {segments.Count + 1} 段不是以三位段名开头，消息可能被截断，或正文里有没有转义的换行"));
                continue;
            }

            // ADD goes on with the last field of the segment before it (§2.10.2.1).
            var name = line[..3];
            if (name == "ADD" && segments.Count > 1)
            {
                var last = segments[^1];
                if (Segment(last + (line.Length > 4 ? line[4..] : ""), last.Occurrence, notation, faults) is { } longer) segments[^1] = longer;
                continue;
            }

            if (name == "MSH" && segments.Count > 0)
            {
                faults.Add(new(Hl7Fault.SegmentSequence, "一条消息里出现了第二个 MSH 段", new("MSH", 2)));
                break;
            }

            occurrences[name] = occurrences.GetValueOrDefault(name) + 1;
            if (Segment(line, occurrences[name], notation, faults) is { } segment) segments.Add(segment);
        }

        if (segments.Count == 0 || segments[0].Name != "MSH") return null;
        if (segments.Find(segment => segment.Name == "DSC" && segment.Text(1) is not null) is { } broken)
            faults.Add(new(Hl7Fault.SegmentSequence, "消息分成了几条发送，不能合并；请在一条消息内发送整份报告", broken.At(1)));
        return new Hl7Message(notation, segments);
    }

    /// <summary>Ended by \r, \n or both. Where \r ends segments, a \n before something that is no segment belongs to the text.</summary>
    private static IEnumerable<string> Lines(string text, char field)
    {
        var carriage = text.Contains('\r', StringComparison.Ordinal);
        foreach (var part in text.Split('\r', StringSplitOptions.RemoveEmptyEntries))
        {
            var line = part.Trim('\n');
            var begin = 0;
            // A run of \n is looked at once: what follows decides for all of it.
            for (int end = line.IndexOf('\n', StringComparison.Ordinal), next; end >= 0; end = line.IndexOf('\n', next))
            {
                next = end + line.AsSpan(end).IndexOfAnyExcept('\n');
                if (carriage && !IsSegment(line.AsSpan(next), field)) continue;
                yield return line[begin..end];
                begin = next;
            }

            if (!line.AsSpan(begin).Trim().IsEmpty) yield return line[begin..];
        }
    }

    private static bool IsSegment(ReadOnlySpan<char> line, char field) =>
        line.Length >= 3 && char.IsAsciiLetterUpper(line[0]) && Named(line[1]) && Named(line[2]) && (line.Length == 3 || line[3] == field);

    private static bool Named(char character) => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character);

    private static Hl7Segment? Segment(string line, int occurrence, Notation notation, List<Hl7Fault>? faults)
    {
        var separators = new List<int>();
        for (var place = line.IndexOf(notation.Field, StringComparison.Ordinal); place >= 0; place = line.IndexOf(notation.Field, place + 1))
        {
            separators.Add(place);
            if (separators.Count <= MostFields) continue;
            faults?.Add(new(Hl7Fault.SegmentSequence, $"一个段最多 {MostFields} 个字段", new(line[..3], occurrence)));
            return null;
        }

        return new Hl7Segment(line, occurrence, notation, separators);
    }

    private static string Short(string text) => text.Length > 30 ? text[..30] + "…" : text;
}
