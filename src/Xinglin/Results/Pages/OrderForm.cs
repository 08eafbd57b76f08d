using System.Globalization;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Results.Contract;

namespace Xinglin.Results.Pages;

/// <summary>What a doctor wants to order, as typed.</summary>
internal sealed class OrderForm
{
    public List<string> Items { get; set => field = value ?? []; } = [];
    public string? Other { get; set; }
    public string? TransfusedAt { get; set; }
    public string? OperatedAt { get; set; }
    public string? DrugAt { get; set; }
    public string? Drug { get; set; }
    public string? Method { get; set; }
    public string? SignedBy { get; set; }
    public string? Relation { get; set; }
    public bool Informed { get; set; }

    /// <summary>Why something recorded is withdrawn.</summary>
    public string? Reason { get; set; }

    /// <exception cref="Refused">A time is none.</exception>
    public OrderQuestion Read(Guid patientId)
    {
        var since = new List<SinceThen>();
        if (ReportForm.At("输血时间", TransfusedAt) is { } transfused) since.Add(new SinceThen("transfusion", transfused));
        if (ReportForm.At("手术时间", OperatedAt) is { } operated) since.Add(new SinceThen("operation", operated));
        if (ReportForm.At("用药时间", DrugAt) is { } drug) since.Add(new SinceThen("drug", drug, Drug));
        return new OrderQuestion(patientId, [.. Items, .. (Other ?? "").Split([',', '，', '、'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            string.IsNullOrWhiteSpace(SignedBy) ? null : new SignedConsent(SignedBy.Trim(), Relation ?? "", Informed), string.IsNullOrWhiteSpace(Method) ? null : Method.Trim(), since);
    }
}
