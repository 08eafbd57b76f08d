using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Results.Alerts;

public enum AlertKind
{
    /// <summary>危急值: somebody who treats the patient must act at once.</summary>
    Critical,

    /// <summary>A report that a doctor relied on was corrected.</summary>
    Revised,

    /// <summary>A report that a doctor relied on was declared void.</summary>
    Voided,

    /// <summary>What a doctor relied on was another item than the laboratory's code was taken for.</summary>
    Remapped
}

/// <summary>Something about a result that a person must acknowledge by a time. While it is open it has one owner and one clock.</summary>
public sealed class ResultAlert : Aggregate
{
    private ResultAlert() { }

    internal ResultAlert(Guid id, AlertKind kind, Guid ownerId, string owner, Guid? doctorId, string? doctor, Guid patientId, Guid reportId, string report, string from, string words, string key, DateTimeOffset at, DateTimeOffset due, string dueSource)
    {
        Id = id;
        (Kind, OwnerId, Owner, DoctorId, Doctor, PatientId, ReportId, Report, From, Words, Key) = (kind, ownerId, owner, doctorId, doctor, patientId, reportId, report, from, words, key);
        (RaisedAt, DueAt, DueSource, NextAlarmAt) = (at, due, dueSource, due > at ? at + (due - at) * 0.75 : at);
    }

    public AlertKind Kind { get; private init; }

    /// <summary>The institution whose doctor must acknowledge.</summary>
    public Guid OwnerId { get; private init; }
    public string Owner { get; private init; } = "";

    /// <summary>The doctor who relied on the report; null where any doctor of the owner may.</summary>
    public Guid? DoctorId { get; private init; }
    public string? Doctor { get; private init; }
    public Guid PatientId { get; private init; }
    public Guid ReportId { get; private init; }

    /// <summary>The report's number, as its sender calls it.</summary>
    public string Report { get; private init; } = "";

    /// <summary>Who made the report.</summary>
    public string From { get; private init; } = "";

    /// <summary>What is critical, or what changed and why; sealed.</summary>
    public string Words { get; private init; } = "";

    /// <summary>What may be raised only once.</summary>
    public string Key { get; private init; } = "";
    public DateTimeOffset RaisedAt { get; private init; }
    public DateTimeOffset DueAt { get; private init; }
    public string DueSource { get; private init; } = "";

    /// <summary>0 running, 1 reminded, 2 late and told to medical affairs, 3 told to the directors.</summary>
    public int Escalation { get; private set; }
    public DateTimeOffset? NextAlarmAt { get; private set; }
    public DateTimeOffset? AcknowledgedAt { get; private set; }
    public string? AcknowledgedBy { get; private set; }

    /// <summary>What was done; sealed.</summary>
    public string? Action { get; private set; }

    public bool IsOpen => AcknowledgedAt is null;

    internal void Acknowledge(string by, string action, DateTimeOffset at) => (AcknowledgedBy, Action, AcknowledgedAt, NextAlarmAt) = (by, action, at, null);

    /// <summary>A reminder at three quarters of the time, medical affairs when it is late, the directors when as much time again has passed.</summary>
    internal (int Escalation, DateTimeOffset? Next) AfterAlarm(DateTimeOffset at) => Escalation switch
    {
        0 when at < DueAt => (1, DueAt),
        0 or 1 => (2, DueAt + (DueAt - RaisedAt)),
        _ => (3, null)
    };
}

internal sealed class ResultAlertMap : IEntityTypeConfiguration<ResultAlert>
{
    public void Configure(EntityTypeBuilder<ResultAlert> map)
    {
        map.ToTable("result_alert");
        map.Ignore(alert => alert.IsOpen);
        map.Property(alert => alert.Owner).HasMaxLength(120);
        map.Property(alert => alert.Doctor).HasMaxLength(80);
        map.Property(alert => alert.Report).HasMaxLength(80);
        map.Property(alert => alert.From).HasMaxLength(120).HasColumnName("from_name");
        map.Property(alert => alert.Words).KeptSecret();
        map.Property(alert => alert.Key).HasMaxLength(120);
        map.Property(alert => alert.DueSource).HasMaxLength(160);
        map.Property(alert => alert.AcknowledgedBy).HasMaxLength(80);
        map.Property(alert => alert.Action).KeptSecret();
        map.HasIndex(alert => alert.Key).IsUnique();
        map.HasIndex(alert => new { alert.OwnerId, alert.AcknowledgedAt, alert.DueAt });
        map.HasIndex(alert => alert.PatientId);
        map.HasIndex(alert => alert.NextAlarmAt).HasFilter("next_alarm_at IS NOT NULL");
    }
}

public static class AlertWords
{
    public static string Show(this AlertKind kind) => kind switch
    {
        AlertKind.Critical => "危急值",
        AlertKind.Revised => "引用的报告已修订",
        AlertKind.Remapped => "引用的结果项目对照有误",
        _ => "引用的报告已作废"
    };
}
