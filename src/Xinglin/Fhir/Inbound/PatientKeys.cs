using Hl7.Fhir.Model;
using Xinglin.Patients.Contract;
using Xinglin.Platform;

namespace Xinglin.Fhir.Inbound;

/// <summary>By what a patient may be looked up, and the looking up.</summary>
internal static class PatientKeys
{
    /// <summary>National numbers first, then cards, then the sender's own; HL7 table 0203.</summary>
    private static readonly string[] BySurety = ["NI", "NNCHN", "PPN", "HC", "JHN", "SS", "MR", "PI", "PT"];

    public static (Guid? Id, IReadOnlyList<string> Numbers) Of(ResourceReference? subject, Patient? patient)
    {
        List<Identifier> identifiers = [.. patient?.Identifier ?? [], .. subject?.Identifier is { } logical ? [logical] : Array.Empty<Identifier>()];
        var own = Elements.First([.. identifiers.Where(each => each.System == Systems.Patient).Select(each => each.Value), patient?.Id, subject?.Reference?.Split('/')[^1]]);
        return (Guid.TryParse(own, out var id) ? id : null, [.. identifiers.Where(each => each.System != Systems.Patient && !string.IsNullOrWhiteSpace(each.Value)).OrderBy(Surety).Select(each => each.Value!.Trim()).Distinct()]);
    }

    /// <summary>The one patient that a number leads to. The program's own id is tried first but need not be one: senders have ids of their own in that place.</summary>
    /// <exception cref="Refused">Nobody is found, or several.</exception>
    public static async Task<PatientRef> Find(this IPatients patients, Guid? id, IReadOnlyList<string> numbers, CancellationToken ct)
    {
        if (id is { } own && (await patients.Known([own], ct)).GetValueOrDefault(own) is { } known) return known;
        var many = false;
        foreach (var number in numbers.Take(10))
        {
            var found = await patients.Find(number, 10, ct);
            var exact = found.Where(each => each.Number == number).ToList();
            var meant = exact.Count > 0 ? exact : [.. found];
            if (meant is [var only]) return only;
            many |= meant.Count > 1;
        }

        throw many
            ? new Refused(RefusalKind.Conflict, "result.patient-ambiguous", "患者标识对应不止一位患者。", "请使用本机构的患者编号（P 开头）或证件号码。")
            : new Refused(RefusalKind.NotFound, "fhir.patient-unknown", "没有找到这些标识对应的患者。", "请先登记患者；若患者属于其他机构，须先有转诊等依据。");
    }

    private static int Surety(Identifier identifier) =>
        identifier.Type?.Coding.Select(coding => Array.IndexOf(BySurety, coding.Code)).Where(place => place >= 0).DefaultIfEmpty(BySurety.Length).Min() ?? BySurety.Length;
}
