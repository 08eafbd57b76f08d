using Hl7.Fhir.Model;
using Xinglin.Results.Contract;

namespace Xinglin.Fhir.Inbound;

/// <summary>HL7 table 0074 (diagnostic service section) and the kind of report that each of its sections makes.</summary>
internal static class ReportKinds
{
    private static readonly Dictionary<string, ReportKind> BySection = new()
    {
        ["LAB"] = ReportKind.Laboratory,
        ["CH"] = ReportKind.Laboratory,
        ["HM"] = ReportKind.Laboratory,
        ["SR"] = ReportKind.Laboratory,
        ["IMM"] = ReportKind.Laboratory,
        ["TX"] = ReportKind.Laboratory,
        ["BLB"] = ReportKind.Laboratory,
        ["BG"] = ReportKind.Laboratory,
        ["GE"] = ReportKind.Laboratory,
        ["MB"] = ReportKind.Microbiology,
        ["MCB"] = ReportKind.Microbiology,
        ["MYC"] = ReportKind.Microbiology,
        ["VR"] = ReportKind.Microbiology,
        ["PAR"] = ReportKind.Microbiology,
        ["RAD"] = ReportKind.Imaging,
        ["RX"] = ReportKind.Imaging,
        ["CT"] = ReportKind.Imaging,
        ["NMR"] = ReportKind.Imaging,
        ["NMS"] = ReportKind.Imaging,
        ["RUS"] = ReportKind.Imaging,
        ["OUS"] = ReportKind.Imaging,
        ["VUS"] = ReportKind.Imaging,
        ["CUS"] = ReportKind.Imaging,
        ["XRC"] = ReportKind.Imaging,
        ["EC"] = ReportKind.Ecg,
        ["SP"] = ReportKind.Pathology,
        ["CP"] = ReportKind.Pathology,
        ["PAT"] = ReportKind.Pathology
    };

    public static ReportKind? Of(IEnumerable<CodeableConcept> categories)
    {
        foreach (var coding in categories.SelectMany(category => category.Coding))
            if (coding.System is null or Systems.DiagnosticService && coding.Code is { } code && BySection.TryGetValue(code, out var kind)) return kind;
        return null;
    }

    /// <summary>The broad section of a kind, for reports that go out.</summary>
    public static string Section(ReportKind kind) => kind switch
    {
        ReportKind.Microbiology => "MB",
        ReportKind.Imaging => "RAD",
        ReportKind.Ecg => "EC",
        ReportKind.Pathology => "SP",
        _ => "LAB"
    };

    /// <summary>What a search by category means; null for a section that nothing is kept under.</summary>
    public static ReportKind? Find(string section) => BySection.TryGetValue(section, out var kind) ? kind : null;
}
