using Xinglin.Platform;
using Xinglin.Results.Contract;

namespace Xinglin.Results.Reports;

public enum ReportState { Current, Replaced, Voided }

/// <summary>When and how it was made: what recognition asks for, in the clear.</summary>
public sealed record ReportFacts(
    ReportKind Kind, string Title, string Department, DateTimeOffset? SampledAt, DateTimeOffset? ExaminedAt, DateTimeOffset ReportedAt,
    string? Specimen, string? Method, string? EquipmentClass, string? OrderedBy);

/// <summary>
/// One edition of a report. It never changes but for its state; a correction is a further edition. What was measured and written is
/// sealed in <see cref="Content"/>; only what recognition looks for stands beside it in <see cref="ReportValue"/>. The patient leads
/// the key of all tables here, so that they can be partitioned and spread by patient.
/// </summary>
public sealed class Report : Aggregate
{
    private Report() { }

    internal Report(Guid patientId, Guid id, Guid organizationId, string organization, string number, int edition, ReportFacts facts, string content, string by, DateTimeOffset at)
    {
        Id = id;
        (PatientId, OrganizationId, Organization, Number, Edition, Content, ReceivedBy, ReceivedAt, StateAt) = (patientId, organizationId, organization, number, edition, content, by, at, at);
        (Kind, Title, Department, SampledAt, ExaminedAt, ReportedAt, Specimen, Method, EquipmentClass, OrderedBy) =
            (facts.Kind, facts.Title, facts.Department, facts.SampledAt, facts.ExaminedAt, facts.ReportedAt, facts.Specimen, facts.Method, facts.EquipmentClass, facts.OrderedBy);
    }

    public Guid PatientId { get; private init; }

    /// <summary>The sender, whose laboratory made it.</summary>
    public Guid OrganizationId { get; private init; }
    public string Organization { get; private init; } = "";
    public string Number { get; private init; } = "";
    public int Edition { get; private init; }
    public ReportState State { get; private set; }
    public DateTimeOffset StateAt { get; private set; }
    public ReportKind Kind { get; private init; }
    public string Title { get; private init; } = "";
    public string Department { get; private init; } = "";
    public DateTimeOffset? SampledAt { get; private init; }
    public DateTimeOffset? ExaminedAt { get; private init; }
    public DateTimeOffset ReportedAt { get; private init; }
    public string? Specimen { get; private init; }
    public string? Method { get; private init; }
    public string? EquipmentClass { get; private init; }
    public string? OrderedBy { get; private init; }

    /// <summary>JSON of <see cref="ReportContent"/>, sealed.</summary>
    public string Content { get; private init; } = "";

    /// <summary>Why it was voided; sealed.</summary>
    public string? StateReason { get; private set; }
    public string ReceivedBy { get; private init; } = "";
    public DateTimeOffset ReceivedAt { get; private init; }

    /// <summary>There is something to look at: a link to the archive or an attached file.</summary>
    public bool HasImages { get; internal set; }

    /// <summary>The moment that results are ordered by: the sample, else the examination, else the report.</summary>
    public DateTimeOffset EffectiveAt => SampledAt ?? ExaminedAt ?? ReportedAt;

    public string Reference => Edition == 1 ? Number : $"{Number} 第{Edition}版";

    internal void End(ReportState state, DateTimeOffset at, string? reason = null) => (State, StateAt, StateReason) = (state, at, reason);
}

/// <summary>A line as it is sealed in the report.</summary>
/// <param name="Number">Null where the value is no number.</param>
/// <param name="Comparator">「&lt;」, 「≥」 …; null mostly.</param>
public sealed record ValueLine(
    string Code, string Name, string? Text, decimal? Number, string? Comparator, string? Unit, string? Reference, ResultFlag Flag, string? Method,
    IReadOnlyList<Susceptibility>? Susceptibilities);

/// <summary>What is sealed: everything that says how the patient is.</summary>
public sealed record ReportContent(
    IReadOnlyList<ValueLine> Values, string? Findings, string? Conclusion, IReadOnlyList<ImageIn> Images, string? ReportedBy, string? ReviewedBy, string? Reason);

/// <summary>
/// That a report holds a result of an item: what is asked for at the moment of ordering, and nothing of what the result is.
/// </summary>
public sealed class ReportValue(
    Guid patientId, Guid id, Guid reportId, Guid organizationId, int position, string localCode, string localName, string? itemCode, Guid? mappingId, bool secret, DateTimeOffset effectiveAt)
{
    public Guid PatientId { get; private set; } = patientId;
    public Guid Id { get; private set; } = id;
    public Guid ReportId { get; private set; } = reportId;
    public Guid OrganizationId { get; private set; } = organizationId;

    /// <summary>The line in the report's content, from 0.</summary>
    public int Position { get; private set; } = position;
    public string LocalCode { get; private set; } = localCode;
    public string LocalName { get; private set; } = localName;

    /// <summary>Null while nobody has said what the local code means.</summary>
    public string? ItemCode { get; private set; } = itemCode;

    /// <summary>The edition of the mapping that decided.</summary>
    public Guid? MappingId { get; private set; } = mappingId;

    /// <summary>Data level 5: not shown in lists.</summary>
    public bool Secret { get; private set; } = secret;
    public DateTimeOffset EffectiveAt { get; private set; } = effectiveAt;

    /// <summary>The report that it belongs to stands.</summary>
    public bool Current { get; private set; } = true;

    internal void End() => Current = false;
}

/// <summary>
/// Which edition stands under a sender's number. Its key makes a number unique within the sender whichever patient it is for, and
/// handing in idempotent.
/// </summary>
public sealed class ReportKey
{
    private ReportKey() { }

    internal ReportKey(Guid senderId, Report report, string fingerprint)
    {
        (SenderId, Number, PatientId) = (senderId, report.Number, report.PatientId);
        Stand(report, fingerprint);
    }

    public Guid SenderId { get; private init; }
    public string Number { get; private init; } = "";
    public Guid PatientId { get; private init; }
    public Guid ReportId { get; private set; }
    public int Edition { get; private set; }
    public bool Voided { get; private set; }

    /// <summary>Keyed hash of what was handed in, to know a repetition from a contradiction.</summary>
    public string Fingerprint { get; private set; } = "";

    /// <summary>Of two that correct at once one is overtaken.</summary>
    public int Changes { get; private set; }

    internal void Stand(Report report, string fingerprint)
    {
        (ReportId, Edition, Fingerprint) = (report.Id, report.Edition, fingerprint);
        Changes++;
    }

    internal void Void()
    {
        Voided = true;
        Changes++;
    }
}

/// <summary>A picture, tracing or PDF that was attached to a report.</summary>
public sealed class ReportAttachment(Guid patientId, Guid id, Guid reportId, Guid fileId, string title, string by, DateTimeOffset at)
{
    public Guid PatientId { get; private set; } = patientId;
    public Guid Id { get; private set; } = id;
    public Guid ReportId { get; private set; } = reportId;
    public Guid FileId { get; private set; } = fileId;
    public string Title { get; private set; } = title;
    public string By { get; private set; } = by;
    public DateTimeOffset At { get; private set; } = at;
}

public static class ReportWords
{
    public static string Show(this ReportKind kind) => kind switch
    {
        ReportKind.Laboratory => "检验",
        ReportKind.Microbiology => "微生物",
        ReportKind.Imaging => "影像",
        ReportKind.Ecg => "心电",
        _ => "病理"
    };

    public static string Show(this ReportState state) => state switch
    {
        ReportState.Current => "有效",
        ReportState.Replaced => "已修订",
        _ => "已作废"
    };

    public static string Tone(this ReportState state) => state switch
    {
        ReportState.Current => "green",
        ReportState.Replaced => "yellow",
        _ => "red"
    };

    public static string Show(this ResultFlag flag) => flag switch
    {
        ResultFlag.Normal => "",
        ResultFlag.Low => "↓ 偏低",
        ResultFlag.High => "↑ 偏高",
        ResultFlag.Abnormal => "异常",
        ResultFlag.Critical => "危急值",
        _ => ""
    };

    public static string Tone(this ResultFlag flag) => flag switch
    {
        ResultFlag.Critical => "red",
        ResultFlag.Low or ResultFlag.High or ResultFlag.Abnormal => "yellow",
        _ => "secondary"
    };
}
