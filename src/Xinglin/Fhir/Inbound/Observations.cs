using System.Globalization;
using Hl7.Fhir.Model;
using Xinglin.Results.Contract;
using Type = Hl7.Fhir.Model.OperationOutcome.IssueType;

namespace Xinglin.Fhir.Inbound;

/// <param name="Findings">What was seen, where an observation says it in words.</param>
/// <param name="Absent">Which items came to no result, and why.</param>
internal sealed record Observed(IReadOnlyList<ValueIn> Values, string? Findings, string? Absent);

/// <summary>
/// The observations of a report as its lines: panels and components flattened in their order, susceptibilities put under the organism
/// that they were tested on. An item without a result is no line, since nothing may ever be relied on that is not there; it is named in words.
/// </summary>
internal sealed class Observations(DiagnosticReport report, References sent, string path, ReportKind? kind, List<Fault> faults)
{
    private const int Most = 1000;

    private readonly List<ValueIn> values = [];
    private readonly List<string> absent = [];
    private readonly List<string> findings = [];
    private readonly HashSet<Observation> seen = new(ReferenceEqualityComparer.Instance);
    private ILookup<Observation, Observation>? derived;

    public Observed Read()
    {
        derived = sent.All<Observation>(report)
            .SelectMany(each => each.DerivedFrom.Select(from => (From: sent.Find<Observation>(each, from) ?? sent.Find<Observation>(report, from), Each: each)))
            .Where(pair => pair.From is not null).ToLookup(pair => pair.From!, pair => pair.Each);
        var roots = new List<Observation>();
        foreach (var (index, reference) in report.Result.Index())
            if (sent.Find<Observation>(report, reference) is { } observation) roots.Add(observation);
            else faults.Add(new($"{path}.result[{index}]", Type.NotFound, "找不到所引用的 Observation；须包含在报告中（contained）或同一 Bundle 中。"));
        // A tested drug may be listed before its organism; the organism takes it.
        foreach (var root in roots.OrderBy(IsDrug)) Take(root);
        return new Observed(values, Elements.First(string.Join('\n', findings)), absent.Count == 0 ? null : $"未得出结果：{string.Join("；", absent)}");
    }

    private void Take(Observation observation)
    {
        if (seen.Count >= Most || !seen.Add(observation)) return;
        var place = sent.PathOf(observation);
        switch (observation.Status)
        {
            case ObservationStatus.Cancelled or ObservationStatus.EnteredInError:
                absent.Add($"{observation.Code.Words() ?? "项目"}（已取消）");
                return;
            case ObservationStatus.Registered or ObservationStatus.Preliminary or ObservationStatus.Unknown or null:
                faults.Add(new($"{place}.status", Type.BusinessRule, "已发布的报告中不能有未完成的结果。"));
                return;
        }

        if (Translation.IsFindings(observation) && observation.Value is FhirString { Value: { } seenWords })
        {
            findings.Add(seenWords);
            return;
        }

        var members = Members(observation);
        var drugs = members.Where(IsDrug).Where(seen.Add).Select(each => Drug(each.Code, each.Interpretation, each.Value, sent.PathOf(each)))
            .Concat(IsMicrobiology ? observation.Component.Where(each => Elements.Sensitivity(each.Interpretation) is not null).Select((each, index) => Drug(each.Code, each.Interpretation, each.Value, $"{place}.component[{index}]")) : [])
            .OfType<Susceptibility>().ToList();
        var parts = observation.Component.Where(each => !IsMicrobiology || Elements.Sensitivity(each.Interpretation) is null).ToList();
        var isGroup = observation.Value is null && observation.DataAbsentReason is null && (members.Count > 0 || parts.Count > 0);
        if (!isGroup)
            Line(place, observation.Code, observation.Value, observation.DataAbsentReason, observation.ReferenceRange, observation.Interpretation, observation.Method.Words(), drugs);
        else if (drugs.Count > 0) faults.Add(new($"{place}.value", Type.Required, "药敏结果所属的菌种须在 value 中写明。"));
        foreach (var (index, part) in parts.Index())
            Line($"{place}.component[{index}]", part.Code, part.Value, part.DataAbsentReason, part.ReferenceRange, part.Interpretation, observation.Method.Words(), []);
        foreach (var member in members.Where(each => !IsDrug(each))) Take(member);
    }

    private List<Observation> Members(Observation observation) =>
    [
        .. observation.HasMember.Select(each => sent.Find<Observation>(observation, each) ?? sent.Find<Observation>(report, each)).OfType<Observation>()
            .Concat(derived![observation].Where(IsDrug)).Distinct<Observation>(ReferenceEqualityComparer.Instance)
    ];

    private void Line(
        string place, CodeableConcept? code, DataType? value, CodeableConcept? reasonAbsent, List<Observation.ReferenceRangeComponent> ranges, List<CodeableConcept> interpretations, string? method, IReadOnlyList<Susceptibility> drugs)
    {
        var (local, name) = (code.LocalCode() ?? code.Words(), code.Words());
        if (local is null || name is null)
        {
            faults.Add(new($"{place}.code", Type.Required, "项目须有 code。"));
            return;
        }

        if (value is null && reasonAbsent is not null)
        {
            absent.Add($"{name}（{AbsentWords(reasonAbsent)}）");
            return;
        }

        if (Written(value, $"{place}.value", name) is not { } written) return;
        values.Add(new ValueIn(local, name, written.Text, written.Unit, ranges.Words(), Elements.Flag(interpretations), method, drugs.Count == 0 ? null : drugs));
    }

    private (string? Text, string? Unit)? Written(DataType? value, string place, string name)
    {
        switch (value)
        {
            case null when kind is ReportKind.Laboratory or ReportKind.Microbiology:
                return Wrong($"{name}没有结果；没有得出结果的请写 dataAbsentReason。");
            case null: return (null, null);
            case Quantity quantity: return quantity.Words() is { } number ? (number, quantity.UnitWords()) : Wrong($"{name}的数值为空。");
            case CodeableConcept concept: return concept.Words() is { } words ? (words, null) : Wrong($"{name}的结果为空。");
            case FhirString { Value: { } text }: return (text, null);
            case Integer { Value: { } whole }: return (whole.ToString(CultureInfo.InvariantCulture), null);
            case FhirBoolean { Value: { } yes }: return (yes ? "是" : "否", null);
            case Hl7.Fhir.Model.Range range:
                return (range.Low.Words(), range.High.Words()) switch
                {
                    ({ } low, { } high) => ($"{low}-{high}", range.Low.UnitWords() ?? range.High.UnitWords()),
                    ({ } low, null) => ($"≥{low}", range.Low.UnitWords()),
                    (null, { } high) => ($"≤{high}", range.High.UnitWords()),
                    _ => Wrong($"{name}的范围为空。")
                };
            case Ratio ratio: return ratio.Numerator.Words() is { } over && ratio.Denominator.Words() is { } under ? ($"{over}:{under}", null) : Wrong($"{name}的比值不完整。");
            case FhirDateTime { Value: { } at }: return (at, null);
            case Time { Value: { } clock }: return (clock, null);
            case SampledData: return Wrong($"{name}是采样数据；波形请作为附件或影像链接发送。");
            default: return Wrong($"{name}的结果类型 {value.TypeName} 不能接收。");
        }

        (string?, string?)? Wrong(string words)
        {
            faults.Add(new(place, value is SampledData ? Type.NotSupported : Type.Value, words));
            return null;
        }
    }

    private Susceptibility? Drug(CodeableConcept? code, List<CodeableConcept> interpretations, DataType? value, string place)
    {
        var result = Elements.Sensitivity(interpretations)!;
        if (code.Words() is not { } drug) faults.Add(new($"{place}.code", Type.Required, "药敏结果须写明药物。"));
        else if (result is not ("S" or "I" or "R")) faults.Add(new($"{place}.interpretation", Type.CodeInvalid, $"药敏结果 {result} 不能接收，须为 S、I 或 R。"));
        else return new Susceptibility(drug, result, value is Quantity measured ? $"{measured.Words()} {measured.UnitWords()}".Trim() : (value as FhirString)?.Value);
        return null;
    }

    private bool IsMicrobiology => kind == ReportKind.Microbiology;

    private bool IsDrug(Observation observation) => IsMicrobiology && Elements.Sensitivity(observation.Interpretation) is not null;

    private static string AbsentWords(CodeableConcept reason) => reason.Coding.Where(each => each.System is null or Systems.DataAbsent).Select(each => each.Code).FirstOrDefault() switch
    {
        "unknown" or "asked-unknown" => "未知",
        "not-performed" => "未做",
        "error" => "检测出错",
        "unsupported" => "标本不适用",
        "not-applicable" => "不适用",
        "masked" => "不公开",
        "temp-unknown" => "暂缺",
        _ => reason.Words() ?? "原因未说明"
    };
}
