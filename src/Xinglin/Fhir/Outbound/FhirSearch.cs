using System.Globalization;
using Hl7.Fhir.Model;
using Xinglin.Fhir.Inbound;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Results.Contract;
using Type = Hl7.Fhir.Model.OperationOutcome.IssueType;

namespace Xinglin.Fhir.Outbound;

/// <summary>Reads and searches over <see cref="IReportReading"/>, which decides who may see what and has each reading audited. A search is always for one patient.</summary>
internal sealed class FhirSearch(IReportReading reading, IPatients patients, PublicAddress address)
{
    private const int Most = 50;

    /// <exception cref="Refused">There is none, or this caller may not see it.</exception>
    public async Task<DiagnosticReport> Report(string id, CancellationToken ct) => FhirIds.Parse(id) is var (patient, report)
        ? Writing.Report(await reading.Read(patient, report, ct))
        : throw Refused.NotFound("这份报告");

    public Task<(Bundle? Found, IReadOnlyList<Fault> Faults)> Reports(IQueryCollection query, CancellationToken ct) =>
        Search("DiagnosticReport", query, ["category"], report => [(Writing.Report(report), FhirIds.Of(report.PatientId, report.Id))], ct);

    public Task<(Bundle? Found, IReadOnlyList<Fault> Faults)> Observations(IQueryCollection query, CancellationToken ct)
    {
        var code = query["code"].ToString().Split('|')[^1];
        return Search("Observation", query, ["code"], report =>
            [.. report.Values.Index().Where(each => code.Length == 0 || code == each.Item.LocalCode || code == each.Item.ItemCode || code == each.Item.Loinc).Select(each => ((Resource)Writing.Observation(report, each.Item, each.Index), (string?)null))], ct);
    }

    private async Task<(Bundle? Found, IReadOnlyList<Fault> Faults)> Search(
        string type, IQueryCollection query, string[] own, Func<ReportResponse, IEnumerable<(Resource Resource, string? Id)>> write, CancellationToken ct)
    {
        var faults = new List<Fault>();
        string[] known = ["patient", "subject", "patient.identifier", "date", "_count", "_offset", "_format", .. own];
        faults.AddRange(query.Keys.Where(key => !known.Contains(key)).Select(key => new Fault(key, Type.NotSupported, $"不支持查询参数 {key}。")));
        var (from, until) = Dates.Range(query["date"], faults);
        ReportKind? kind = null;
        if (query["category"].ToString().Split('|')[^1] is { Length: > 0 } section && (kind = ReportKinds.Find(section)) is null) faults.Add(new("category", Type.CodeInvalid, $"没有 {section} 这一类报告。"));
        var (count, offset) = (Number(query, "_count", 20, faults), Number(query, "_offset", 0, faults));
        var reference = Elements.First(query["patient"], query["subject"])?.Split('/')[^1];
        var identifier = query["patient.identifier"].ToString().Split('|')[^1];
        if (reference is null && identifier.Length == 0) faults.Add(new("patient", Type.Required, "须给出 patient 或 patient.identifier。"));
        if (faults.Count > 0) return (null, faults);

        var patient = await patients.Find(Guid.TryParse(reference, out var id) ? id : null, [.. new[] { identifier }.Where(each => each.Length > 0)], ct);
        count = Math.Clamp(count, 1, Most);
        var (reports, more) = await reading.Find(new ReportQuery(patient.Id, kind, from, until, offset, count), ct);
        var root = address.Of("/fhir");
        var bundle = new Bundle
        {
            Type = Bundle.BundleType.Searchset,
            Entry = [.. reports.SelectMany(write).Select(each => new Bundle.EntryComponent { FullUrl = each.Id is null ? null : $"{root}/{type}/{each.Id}", Resource = each.Resource, Search = new() { Mode = Bundle.SearchEntryMode.Match } })]
        };
        bundle.Link.Add(new() { Relation = "self", Url = Link(root, type, query, patient.Id, offset, count) });
        if (more) bundle.Link.Add(new() { Relation = "next", Url = Link(root, type, query, patient.Id, offset + count, count) });
        return (bundle, []);
    }

    /// <summary>A link names the patient by the program's own id: a document's number must not stand in addresses, which are logged.</summary>
    private static string Link(string root, string type, IQueryCollection query, Guid patient, int offset, int count)
    {
        var kept = query.Where(each => each.Key is "date" or "category" or "code").SelectMany(each => each.Value.Select(value => $"&{each.Key}={Uri.EscapeDataString(value ?? "")}"));
        return $"{root}/{type}?patient={patient}{string.Concat(kept)}&_count={count}&_offset={offset}";
    }

    private static int Number(IQueryCollection query, string key, int otherwise, List<Fault> faults)
    {
        if (query[key].ToString() is not { Length: > 0 } text) return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 100_000) return number;
        faults.Add(new(key, Type.Value, $"{key} 须为不大于 100000 的整数。"));
        return otherwise;
    }
}
