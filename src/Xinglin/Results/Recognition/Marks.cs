using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Results.Recognition;

/// <summary>
/// How far a mark reaches (国卫医发〔2022〕6号: the letters HR with the area before them).
/// </summary>
/// <param name="Code">「鲁HR」</param>
/// <param name="Divisions">Beginnings of division codes (GB/T 2260) of the area; empty for the whole country.</param>
public sealed record MarkScope(string Code, string Name, IReadOnlyList<string> Divisions, string Source)
{
    public bool Covers(string? division) => Divisions.Count == 0 || (division is not null && Divisions.Any(part => division.StartsWith(part, StringComparison.Ordinal)));

    /// <summary>The ones that come with the program; an installation adds its city's.</summary>
    public static readonly IReadOnlyList<MarkScope> BuiltIn =
    [
        new("全国HR", "全国", [], "国卫医发〔2022〕6号"),
        new("京津冀鲁HR", "京津冀鲁区域", ["11", "12", "13", "37"], "京津冀鲁临床检验结果互认（山东 2019 年加入）"),
        new("京津冀HR", "京津冀区域", ["11", "12", "13"], "京津冀临床检验结果互认"),
        new("鲁HR", "山东省", ["37"], "国卫医发〔2022〕6号，省级质控组织"),
        new("泰安HR", "泰安市", ["3709"], "国卫医发〔2022〕6号，市级质控组织")
    ];
}

/// <summary>A scope that this installation added.</summary>
public sealed class AddedScope : Aggregate
{
    private AddedScope() { }

    internal AddedScope(MarkScope content, string by, DateTimeOffset at)
    {
        Id = Guid.CreateVersion7(at);
        (Code, Content, AddedBy, AddedAt) = (content.Code, content, by, at);
    }

    public string Code { get; private init; } = "";
    public MarkScope Content { get; private init; } = null!;
    public string AddedBy { get; private init; } = "";
    public DateTimeOffset AddedAt { get; private init; }
}

/// <summary>How a laboratory did in an assessment by others (室间质评).</summary>
public enum ExternalAssessment { Passed, Failed, NotTakenPart }

/// <summary>Whether its own control (室内质控) holds.</summary>
public enum InternalControl { InControl, OutOfControl }

/// <summary>A time within a cycle in which results carry no mark.</summary>
/// <param name="From">From this moment on; it may lie before the moment at which somebody wrote it down.</param>
/// <param name="Until">From this moment on they do again; null while it lasts.</param>
public sealed record Suspension(DateTimeOffset From, DateTimeOffset? Until, string Because, string By)
{
    public bool Covers(DateTimeOffset moment) => From <= moment && (Until is null || moment < Until);
}

/// <summary>
/// One item of one department over one quality cycle. Where both controls hold it carries the mark of its scope; failing either, or
/// while suspended, it carries none (国卫医发〔2022〕6号: who has not taken part or not passed may not mark).
/// </summary>
public sealed class QualityCycle : Aggregate
{
    private QualityCycle() { }

    internal QualityCycle(Guid organizationId, string department, string itemCode, string cycle, string scope, DateOnly from, DateOnly until, ExternalAssessment external, InternalControl control, string assessor, string by, DateTimeOffset at)
    {
        Id = Guid.CreateVersion7(at);
        (OrganizationId, Department, ItemCode, Cycle, Scope, From, Until, External, Internal, Assessor, EnteredBy, EnteredAt) = (organizationId, department, itemCode, cycle, scope, from, until, external, control, assessor, by, at);
    }

    public Guid OrganizationId { get; private init; }
    public string Department { get; private init; } = "";
    public string ItemCode { get; private init; } = "";

    /// <summary>「2026 年第 1 次」</summary>
    public string Cycle { get; private init; } = "";
    public string Scope { get; private init; } = "";
    public DateOnly From { get; private init; }
    public DateOnly Until { get; private init; }
    public ExternalAssessment External { get; private set; }
    public InternalControl Internal { get; private set; }

    /// <summary>Who assessed, with the number of the certificate.</summary>
    public string Assessor { get; private set; } = "";
    public string EnteredBy { get; private init; } = "";
    public DateTimeOffset EnteredAt { get; private init; }

    /// <summary>In the order in which they were written down; a later one leaves the earlier ones as they are.</summary>
    public IReadOnlyList<Suspension> Suspensions { get; private set; } = [];

    public bool Qualifies => External == ExternalAssessment.Passed && Internal == InternalControl.InControl;

    public Suspension? SuspendedAt(DateTimeOffset moment) => Suspensions.FirstOrDefault(each => each.Covers(moment));

    public bool IsSuspendedAt(DateTimeOffset moment) => SuspendedAt(moment) is not null;

    public bool Spans(DateTimeOffset moment) => ChinaTime.DateIn(moment) is var day && day >= From && day <= Until;

    internal void Suspend(string reason, DateTimeOffset from, string by) => Suspensions = [.. Suspensions, new(from, null, reason, by)];

    /// <summary>Ends all that last.</summary>
    internal void Resume(DateTimeOffset from) => Suspensions = [.. Suspensions.Select(each => each.Until is null ? each with { Until = from } : each)];

    internal void Correct(ExternalAssessment external, InternalControl control, string assessor) => (External, Internal, Assessor) = (external, control, assessor);

    public string State(DateTimeOffset now) => !Qualifies ? "不合格，无标识" : IsSuspendedAt(now) ? "已暂停" : ChinaTime.DateIn(now) > Until ? "已过期" : ChinaTime.DateIn(now) < From ? "未开始" : "有效";
}

internal sealed class QualityMap : IEntityTypeConfiguration<QualityCycle>, IEntityTypeConfiguration<AddedScope>
{
    public void Configure(EntityTypeBuilder<QualityCycle> map)
    {
        map.ToTable("result_quality");
        map.Ignore(cycle => cycle.Qualifies);
        map.Property(cycle => cycle.Department).HasMaxLength(80);
        map.Property(cycle => cycle.ItemCode).HasMaxLength(40);
        map.Property(cycle => cycle.Cycle).HasMaxLength(60);
        map.Property(cycle => cycle.Scope).HasMaxLength(20);
        map.Property(cycle => cycle.From).HasColumnName("valid_from");
        map.Property(cycle => cycle.Until).HasColumnName("valid_until");
        map.Property(cycle => cycle.Internal).HasColumnName("internal_control");
        map.Property(cycle => cycle.External).HasColumnName("external_assessment");
        map.Property(cycle => cycle.Assessor).HasMaxLength(120);
        map.Property(cycle => cycle.EnteredBy).HasMaxLength(80);
        map.Property(cycle => cycle.Suspensions).AsJson();
        map.HasIndex(cycle => new { cycle.OrganizationId, cycle.Department, cycle.ItemCode, cycle.Cycle, cycle.Scope }).IsUnique();
        map.HasIndex(cycle => new { cycle.OrganizationId, cycle.ItemCode, cycle.Until });
    }

    public void Configure(EntityTypeBuilder<AddedScope> map)
    {
        map.ToTable("result_mark_scope");
        map.Property(scope => scope.Code).HasMaxLength(20);
        map.Property(scope => scope.Content).AsJson();
        map.Property(scope => scope.AddedBy).HasMaxLength(80);
        map.HasIndex(scope => scope.Code).IsUnique();
    }
}

public static class QualityWords
{
    public static string Show(this ExternalAssessment assessment) => assessment switch
    {
        ExternalAssessment.Passed => "合格",
        ExternalAssessment.Failed => "不合格",
        _ => "未参加"
    };

    public static string Show(this InternalControl control) => control == InternalControl.InControl ? "在控" : "失控";
}
