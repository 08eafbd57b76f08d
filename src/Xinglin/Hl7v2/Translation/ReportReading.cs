using Xinglin.Hl7v2.Parsing;
using Xinglin.Platform;
using Xinglin.Results.Contract;

namespace Xinglin.Hl7v2.Translation;

/// <summary>What a message brings.</summary>
/// <param name="Numbers">The report numbers it speaks of, those that it announces without a result too.</param>
internal sealed record Translated(IReadOnlyList<DeliveredReport> Reports, IReadOnlyList<string> Numbers, IReadOnlyList<Hl7Fault> Faults);

/// <summary>
/// ORU^R01 into reports. Orders that share a filler number are one report. A status that is not final (OBR-25) brings no report: the sender
/// is thanked and nothing is kept, because only verified results may be relied on.
/// </summary>
internal static class ReportReading
{
    private const string NoReason = "发送方更正（OBR-25 为 C），未写明原因";

    /// <param name="department">Where the message names none: the sending system's.</param>
    /// <param name="equipment">Classes by section (OBR-24), empty for all, where the message does not name one (OBX-18).</param>
    public static Translated Read(Hl7Message message, string department, IReadOnlyDictionary<string, string>? equipment = null)
    {
        var faults = new List<Hl7Fault>();
        var (reports, numbers) = (new List<DeliveredReport>(), new List<string>());
        foreach (var patient in OrderGroups.Of(message, faults))
        {
            var own = patient.Orders.Where(order => !order.IsChild).ToList();
            foreach (var order in own.Where(order => order.Filler is null)) faults.Add(new(Hl7Fault.RequiredField, "没有报告号（执行方申请号）", order.Order.At(3)));
            foreach (var group in own.Where(order => order.Filler is not null).GroupBy(order => order.Filler!, StringComparer.Ordinal))
            {
                numbers.Add(group.Key);
                if (One(group.Key, [.. group], Children(patient, [.. group]), patient, department, equipment, faults) is { } report) reports.Add(report is VoidedReport ended ? ended with { At = Hl7Time.Read(message.Header.Text(7)) } : report);
            }

            foreach (var stray in patient.Orders.Where(order => order.IsChild && !own.Any(parent => IsParent(patient, parent, order))))
                faults.Add(new(Hl7Fault.UnknownKey, "上级申请不在本消息中", stray.Order.At(29)));
        }

        return new Translated(reports, numbers, faults);
    }

    /// <summary>A line that counts (OBX-11, table 0085). Deleted and wrong ones are left out; in a final report nothing is still to be verified.</summary>
    public static bool Stands(Observation observation, List<Hl7Fault> faults)
    {
        switch (observation.Status.ToUpperInvariant())
        {
            case "F" or "C" or "U" or "X":
                return true;
            case "":
                faults.Add(new(Hl7Fault.RequiredField, "没有结果状态，消息可能被截断", observation.Segment.At(11)));
                return false;
            case "D" or "W" or "N" or "O":
                return false;
            case "P" or "R" or "S" or "I" or "B":
                faults.Add(new(Hl7Fault.TableValue, "报告是最终结果，这一项却还没有审核", observation.Segment.At(11)));
                return false;
            default:
                faults.Add(new(Hl7Fault.TableValue, $"不认识的结果状态“{ValueReading.Cut(observation.Status, 10)}”", observation.Segment.At(11)));
                return false;
        }
    }

    private static List<OrderGroup> Children(PatientGroup patient, List<OrderGroup> parents) =>
        [.. patient.Orders.Where(order => order.IsChild && parents.Any(parent => IsParent(patient, parent, order)))];

    /// <summary>By the parent's number, else the order that stands before the child.</summary>
    private static bool IsParent(PatientGroup patient, OrderGroup parent, OrderGroup child) => child.ParentFiller is { } filler
        ? parent.Filler == filler
        : patient.Orders.TakeWhile(order => order != child).LastOrDefault(order => !order.IsChild) == parent;

    private static DeliveredReport? One(string number, List<OrderGroup> orders, List<OrderGroup> children, PatientGroup patient, string department, IReadOnlyDictionary<string, string>? equipment, List<Hl7Fault> faults)
    {
        var first = orders[0];
        var statuses = new List<OrderStatus>();
        foreach (var order in orders.Concat(children))
        {
            if (Tables.Status(order.Order.Text(25)) is { } status) statuses.Add(status);
            else faults.Add(new(order.Order.Text(25) is null ? Hl7Fault.RequiredField : Hl7Fault.TableValue, "结果状态应为 F、C、X、P 等（表 0123）", order.Order.At(25)));
        }

        if (statuses.Count < orders.Count + children.Count || statuses.Contains(OrderStatus.NotFinal)) return null;
        var observations = orders.Concat(children).SelectMany(order => order.Observations).ToList();
        if (statuses.TrueForAll(status => status == OrderStatus.Cancelled) || (observations.Count > 0 && observations.TrueForAll(each => each.Status is "D" or "W")))
            return new VoidedReport(number, ValueReading.Cut(Notes(orders.SelectMany(order => order.Notes)) ?? "发送方作废（OBR-25 为 X 或结果全部删除），未写明原因", 400), null);
        if (Tables.Kind(first.Order.Text(24)) is not { } kind)
        {
            faults.Add(new(Hl7Fault.TableValue, $"不认识的检查检验部门“{ValueReading.Cut(first.Order.Text(24)!, 10)}”（表 0074）", first.Order.At(24)));
            return null;
        }

        if (children.Count > 0 && kind == ReportKind.Laboratory) kind = ReportKind.Microbiology;
        var onMaterial = kind is ReportKind.Laboratory or ReportKind.Microbiology or ReportKind.Pathology;
        var corrects = statuses.Contains(OrderStatus.Corrected);
        var taken = Moment(first.Specimen is { } specimen && specimen.Text(17) is not null ? (specimen, 17) : (first.Order, 7), required: true, faults);
        var reported = orders.Select(order => Moment((order.Order, 22), required: true, faults)).Max();
        var content = onMaterial && kind != ReportKind.Pathology ? Laboratory(kind, orders, children, faults) : Examination(orders, faults);
        var files = observations.Where(each => each.Type == "ED" && each.Status is not ("D" or "W")).Select(each => FileReading.Embedded(each, faults)).OfType<DeliveredFile>().ToList();
        var people = People(first, kind);
        var report = new ReportIn(number, 1, null, null, PatientReading.Name(patient.Patient, faults), kind, Title(orders), ValueReading.Cut(Department(observations) ?? department, 80),
            onMaterial ? taken : null, onMaterial ? null : taken, reported ?? default, content.Values, Specimen(first), content.Method, EquipmentReading.Class(observations) ?? EquipmentReading.Configured(equipment, first.Order.Text(24)),
            Person(first.Order, 16) ?? (first.Common is { } common ? Person(common, 12) : null) ?? (patient.Visit is { } visit ? Person(visit, 7) : null), people.Reported, people.Reviewed,
            content.Findings, content.Conclusion, content.Images, corrects ? ValueReading.Cut(Notes(orders.SelectMany(order => order.Notes)) ?? NoReason, 400) : null);
        return new StandingReport(report, PatientReading.Numbers(patient.Patient, faults), corrects, files);
    }

    private sealed record Content(IReadOnlyList<ValueIn> Values, IReadOnlyList<ImageIn> Images, string? Findings, string? Conclusion, string? Method);

    private static Content Laboratory(ReportKind kind, List<OrderGroup> orders, List<OrderGroup> children, List<Hl7Fault> faults)
    {
        List<ValueIn> values;
        if (kind == ReportKind.Microbiology)
        {
            values = Microbiology.Lines(orders, children, faults);
        }
        else
        {
            var lines = orders.SelectMany(order => order.Observations).Where(each => Stands(each, faults) && !ValueReading.IsFile(each)).ToList();
            var often = lines.GroupBy(line => line.Code).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet();
            // What is measured more than once is told apart by its sub-id.
            values = [.. lines.Select(line => ValueReading.Line(line, often.Contains(line.Code) && line.SubId is { } sub ? $"{line.Code}.{sub}" : null, faults))];
        }

        var notes = Notes(orders.Concat(children).SelectMany(order => order.Observations).Where(each => each.Notes.Count > 0).Select(each => $"{each.Name ?? each.Code}：{Notes(each.Notes)}"));
        return new Content(values, Images(orders, faults), notes, Notes(orders.SelectMany(order => order.Notes)), values.Select(value => value.Method).OfType<string>().FirstOrDefault());
    }

    /// <summary>The examination is the item; its texts are what was seen and what is thought of it; what was measured stays a line of its own.</summary>
    private static Content Examination(List<OrderGroup> orders, List<Hl7Fault> faults)
    {
        var (findings, conclusion, measured) = (new List<string>(), new List<string>(), new List<ValueIn>());
        foreach (var observation in orders.SelectMany(order => order.Observations).Where(each => Stands(each, faults) && !ValueReading.IsFile(each)))
        {
            if (observation.Code == ImageStudy) continue;
            if (!ValueReading.IsText(observation) || observation.Segment.Text(6) is not null)
            {
                measured.Add(ValueReading.Line(observation, null, faults));
            }
            else if (ValueReading.Text(observation, faults) is { } text)
            {
                (IsConclusion(observation) ? conclusion : findings).Add(text);
            }
        }

        conclusion.AddRange(orders.SelectMany(order => order.Notes).Select(note => Notes([note])).OfType<string>());
        var items = orders.Select(order => new ValueIn(order.Order.Text(4) ?? order.Order.Text(4, 4) ?? "", order.Order.Text(4, 2) ?? order.Order.Text(4) ?? "")).DistinctBy(item => item.Code);
        return new Content([.. items, .. measured], Images(orders, faults), Joined(findings), Joined(conclusion), null);
    }

    /// <summary>DICOM's concept 「Study Instance UID」.</summary>
    private const string ImageStudy = "110180";

    /// <summary>HL7's suffix IMP, LOINC's impressions and final diagnosis, or by its name.</summary>
    private static bool IsConclusion(Observation observation) =>
        observation.Code is { } code && (code.EndsWith("IMP", StringComparison.OrdinalIgnoreCase) || code.EndsWith("&GDT", StringComparison.OrdinalIgnoreCase) || code is "19005-8" or "22637-3" or "18844-1" or "IMPRESSION" or "CONCLUSION")
        || observation.Segment.Text(3, 1, 1, 2) is "IMP"
        || (observation.Name is { } name && new[] { "结论", "诊断", "印象", "意见", "提示" }.Any(name.Contains));

    private static List<ImageIn> Images(List<OrderGroup> orders, List<Hl7Fault> faults)
    {
        var observations = orders.SelectMany(order => order.Observations).Where(each => each.Status is not ("D" or "W")).ToList();
        var study = observations.Find(each => each.Code == ImageStudy)?.Segment.Whole(5);
        return [.. observations.Where(each => each.Type == "RP").Select(each => FileReading.Pointer(each, study, faults)).OfType<ImageIn>()];
    }

    private static DateTimeOffset? Moment((Hl7Segment Segment, int Field) at, bool required, List<Hl7Fault> faults)
    {
        var written = at.Segment.Text(at.Field);
        if (written is null && !required) return null;
        if (Hl7Time.Read(written) is { } moment) return moment;
        faults.Add(written is null ? new(Hl7Fault.RequiredField, "没有时间", at.Segment.At(at.Field)) : new(Hl7Fault.DataType, "时间应写到分钟，如 202611251305", at.Segment.At(at.Field)));
        return null;
    }

    private static string Title(List<OrderGroup> orders) =>
        ValueReading.Cut(string.Join("、", orders.Select(order => order.Order.Text(4, 2) ?? order.Order.Text(4, 5) ?? order.Order.Text(4)).OfType<string>().Distinct()), 80);

    /// <summary>SPM-4, else OBR-15.1.</summary>
    private static string? Specimen(OrderGroup order)
    {
        var text = order.Specimen is { } specimen ? specimen.Text(4, 2) ?? specimen.Text(4) : order.Order.Text(15, 1, 1, 2) ?? order.Order.Text(15);
        return text is null ? null : ValueReading.Cut(text, 40);
    }

    /// <summary>OBX-15, the producer.</summary>
    private static string? Department(List<Observation> observations) =>
        observations.Select(each => each.Segment.Text(15, 2) ?? each.Segment.Text(15)).OfType<string>().FirstOrDefault();

    /// <summary>OBR-32 answers for the result; it was made by the technician (OBR-34) in a laboratory, by the assistant (OBR-33) elsewhere.</summary>
    private static (string? Reported, string? Reviewed) People(OrderGroup order, ReportKind kind)
    {
        var reviewed = Interpreter(order.Order, 32);
        var reported = Interpreter(order.Order, kind is ReportKind.Laboratory or ReportKind.Microbiology ? 34 : 33)
            ?? order.Observations.Select(each => Person(each.Segment, 16)).OfType<string>().FirstOrDefault() ?? reviewed;
        return (reported, reviewed);
    }

    /// <summary>XCN: family and given name.</summary>
    private static string? Person(Hl7Segment segment, int field)
    {
        var name = string.Concat(segment.Text(field, 2), segment.Text(field, 3));
        return name.Length > 0 ? ValueReading.Cut(name, 80) : segment.Text(field) is { } id ? ValueReading.Cut(id, 80) : null;
    }

    /// <summary>NDL: the name is in the parts of its first component.</summary>
    private static string? Interpreter(Hl7Segment segment, int field)
    {
        var name = string.Concat(segment.Text(field, 1, 1, 2), segment.Text(field, 1, 1, 3));
        return name.Length > 0 ? ValueReading.Cut(name, 80) : Person(segment, field);
    }

    private static string? Notes(IEnumerable<Hl7Segment> notes) =>
        Notes(notes.SelectMany(note => Enumerable.Range(1, Math.Min(note.Repetitions(3), 20)).Select(repetition => note.Whole(3, repetition))).OfType<string>());

    private static string? Notes(IEnumerable<string> texts) => Joined([.. texts]);

    private static string? Joined(List<string> texts) => texts.Count == 0 ? null : string.Join("\n", texts);
}
