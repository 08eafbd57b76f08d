using System.Globalization;
using System.Text.RegularExpressions;
using Xinglin.Hl7v2.Parsing;
using Xinglin.Results.Contract;

namespace Xinglin.Hl7v2.Translation;

/// <summary>What an OBX says, by its type (HL7 v2.5.1 §7.4.2; table 0125).</summary>
internal static partial class ValueReading
{
    private const int MostRepetitions = 50;
    private const int LongestValue = 400;

    public static bool IsFile(Observation observation) => observation.Type is "ED" or "RP";

    public static bool IsText(Observation observation) => observation.Type is "TX" or "FT" or "ST";

    /// <summary>OBX-5 in words, all repetitions; null where there is none.</summary>
    public static string? Text(Observation observation, List<Hl7Fault> faults)
    {
        var segment = observation.Segment;
        var values = Enumerable.Range(1, Math.Min(segment.Repetitions(5), MostRepetitions)).Select(repetition => One(observation, repetition, faults)).OfType<string>().ToList();
        if (values.Count == 0) return observation.Status == "X" ? "不能得出结果" : null;
        return string.Join(observation.Type is "TX" or "FT" ? "\n" : "；", values);
    }

    private static string? One(Observation observation, int repetition, List<Hl7Fault> faults)
    {
        var segment = observation.Segment;
        switch (observation.Type)
        {
            case "NM":
                var number = segment.Whole(5, repetition);
                if (number is not null && !Number().IsMatch(number)) faults.Add(new(Hl7Fault.DataType, $"类型为 NM，内容不是数字", segment.At(5)));
                return number;
            case "SN":
                return Structured(segment, repetition);
            case "ST" or "TX" or "FT":
                return segment.Whole(5, repetition);
            case "CE" or "CWE" or "CNE" or "CF":
                return segment.Text(5, 2, repetition) ?? segment.Text(5, 5, repetition) ?? segment.Text(5, 9, repetition) ?? segment.Text(5, 1, repetition);
            case "IS" or "ID":
                return segment.Whole(5, repetition);
            case "DT" or "TM" or "TS" or "DTM":
                return segment.Text(5, 1, repetition);
            default:
                faults.Add(new(Hl7Fault.TableValue, observation.Type.Length == 0 ? "没有写明结果的类型" : $"不支持的结果类型“{Cut(observation.Type, 10)}”", segment.At(2)));
                return null;
        }
    }

    /// <summary>SN: comparator, number, separator or suffix, number: 「&lt;0.01」, 「1:128」, 「2+」.</summary>
    private static string? Structured(Hl7Segment segment, int repetition)
    {
        var text = string.Concat(Enumerable.Range(1, 4).Select(component => segment.Text(5, component, repetition)));
        return text.Length == 0 ? null : text;
    }

    /// <summary>OBX-6. 「10^9/L」 is read as it is meant where the sender did not escape it.</summary>
    public static string? Unit(Hl7Segment segment) =>
        segment.Text(6) is "10" && segment.Text(6, 2) is { } power && Power().IsMatch(power) ? $"10^{power}" : segment.Text(6) ?? segment.Text(6, 2);

    /// <summary>OBX-17.</summary>
    public static string? Method(Hl7Segment segment) => segment.Text(17, 2) ?? segment.Text(17);

    /// <summary>A line of a laboratory's report.</summary>
    public static ValueIn Line(Observation observation, string? code, List<Hl7Fault> faults)
    {
        var segment = observation.Segment;
        if (observation.Code is null) faults.Add(new(Hl7Fault.RequiredField, "没有项目代码", segment.At(3)));
        var text = Text(observation, faults);
        if (text is null) faults.Add(new(Hl7Fault.RequiredField, "没有结果", segment.At(5)));
        else if (text.Length > LongestValue) faults.Add(new(Hl7Fault.DataType, $"结果超过 {LongestValue} 个字", segment.At(5)));
        return new ValueIn(code ?? observation.Code ?? "", observation.Name ?? observation.Code ?? "", text, Unit(segment), segment.Whole(7), Tables.Flag(segment.Text(8)), Method(segment));
    }

    public static string Cut(string text, int most) => text.Length <= most ? text : text[..most];

    [GeneratedRegex(@"^(<=|>=|[<>≤≥])?\s*[-+]?\d{1,15}(\.\d{1,10})?$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^-?\d{1,2}/")]
    private static partial Regex Power();
}
