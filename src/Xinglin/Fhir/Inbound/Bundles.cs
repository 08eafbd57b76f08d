using Hl7.Fhir.Model;
using Type = Hl7.Fhir.Model.OperationOutcome.IssueType;

namespace Xinglin.Fhir.Inbound;

/// <summary>The reports of a Bundle, each with the place of its entry. What they refer to comes along and is not kept by itself.</summary>
internal static class Bundles
{
    private const int MostEntries = 2000;

    /// <summary>What is kept only as a part of the report that refers to it.</summary>
    private static readonly HashSet<string> Companions =
        ["Observation", "Patient", "Specimen", "ServiceRequest", "Practitioner", "PractitionerRole", "Organization", "ImagingStudy", "Endpoint", "Media", "Provenance", "Encounter", "MessageHeader"];

    public static (IReadOnlyList<(int Entry, Translated Report)> Reports, IReadOnlyList<Fault> Faults) Read(Bundle bundle)
    {
        var faults = new List<Fault>();
        if (bundle.Type is not (Bundle.BundleType.Transaction or Bundle.BundleType.Batch or Bundle.BundleType.Message))
            faults.Add(new("Bundle.type", Type.NotSupported, "Bundle 的 type 须为 transaction、batch 或 message。"));
        if (bundle.Entry.Count > MostEntries) faults.Add(new("Bundle.entry", Type.TooCostly, $"一个 Bundle 最多 {MostEntries} 个 entry，请分批发送。"));
        if (faults.Count > 0) return ([], faults);
        var sent = new References(bundle);
        var reports = new List<(int, Translated)>();
        foreach (var (index, entry) in bundle.Entry.Index())
        {
            if (entry.Request?.Method is { } method && method is not (Bundle.HTTPVerb.POST or Bundle.HTTPVerb.PUT))
                faults.Add(new($"Bundle.entry[{index}].request.method", Type.NotSupported, $"不支持 {method}；报告不能删除，作废请以 entered-in-error 发送。"));
            else if (entry.Resource is DiagnosticReport report)
            {
                var translated = Translation.Of(report, sent);
                if (entry.Request?.IfNoneExist is { Length: > 0 } condition && !Conditions.IsOwnNumber(condition, translated.Number))
                    faults.Add(new($"Bundle.entry[{index}].request.ifNoneExist", Type.NotSupported, Conditions.NotSupported));
                reports.Add((index, translated));
            }
            else if (entry.Resource is null) faults.Add(new($"Bundle.entry[{index}].resource", Type.Required, "entry 须有 resource。"));
            else if (!Companions.Contains(entry.Resource.TypeName)) faults.Add(new($"Bundle.entry[{index}].resource", Type.NotSupported, $"不接收 {entry.Resource.TypeName}。"));
        }

        if (bundle.Type == Bundle.BundleType.Message && bundle.Entry.FirstOrDefault()?.Resource is not MessageHeader { Id: not null })
            faults.Add(new("Bundle.entry[0]", Type.Required, "消息的第一个 entry 须为带 id 的 MessageHeader，应答按这个 id 对应。"));
        if (reports.Count == 0 && faults.Count == 0) faults.Add(new("Bundle.entry", Type.Required, "Bundle 中没有 DiagnosticReport。"));
        if (reports.Where(each => each.Item2.Number is not null).GroupBy(each => each.Item2.Number).FirstOrDefault(group => group.Count() > 1) is { } twice && bundle.Type != Bundle.BundleType.Batch)
            faults.Add(new("Bundle.entry", Type.Duplicate, $"报告号 {twice.Key} 在同一 Bundle 中出现了不止一次。"));
        return (reports, faults);
    }
}
