using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform;

namespace Xinglin.Referrals.Capacity;

/// <summary>What an institution's own report gives as the length of a wait.</summary>
public enum WaitMeasure { Median, Mean }

/// <summary>How long ordinary patients of a department waited in a month, out of the institution's own registers.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Days">From asking for it to the clinic, the examination or the bed; in days.</param>
/// <param name="Cases">How many patients the figure rests on.</param>
/// <param name="Source">The register or report that it was taken from.</param>
public sealed record WaitFacts(string Department, DateOnly Month, PlaceKind Kind, WaitMeasure Measure, decimal Days, int Cases, string Source)
{
    /// <summary>Everything that is wrong with it.</summary>
    public IEnumerable<string> Examine(DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(Department) || Department.Trim().Length > PlaceQuota.DepartmentLength) yield return $"请填写科室（{PlaceQuota.DepartmentLength} 字以内）";
        if (Month.Day != 1 || Month > today || Month < today.AddYears(-10)) yield return "月份应在近十年内，且不晚于本月";
        if (Days is < 0 or > 3650) yield return "等候天数应在 0 到 3650 之间";
        if (Cases is < 1 or > 10_000_000) yield return "例数至少是 1";
        if (string.IsNullOrWhiteSpace(Source) || Source.Trim().Length > PlaceQuota.SourceLength) yield return $"请写明数据来源（{PlaceQuota.SourceLength} 字以内）";
    }
}

/// <summary>A kept figure; entering it anew corrects it, and the audit trail keeps what it was.</summary>
public sealed class OrdinaryWait : Aggregate
{
    private OrdinaryWait() { }

    internal OrdinaryWait(Guid organization, string department, DateOnly month, PlaceKind kind)
    {
        Id = Guid.CreateVersion7();
        (OrganizationId, Department, Month, Kind) = (organization, department, month, kind);
    }

    public Guid OrganizationId { get; private init; }
    public string Department { get; private init; } = "";
    public DateOnly Month { get; private init; }
    public PlaceKind Kind { get; private init; }
    public WaitMeasure Measure { get; private set; }
    public decimal Days { get; private set; }
    public int Cases { get; private set; }
    public string Source { get; private set; } = "";
    public string By { get; private set; } = "";
    public DateTimeOffset At { get; private set; }

    internal void Set(WaitFacts facts, string by, DateTimeOffset at) =>
        (Measure, Days, Cases, Source, By, At) = (facts.Measure, facts.Days, facts.Cases, facts.Source.Trim(), by, at);
}

internal sealed class OrdinaryWaitMap : IEntityTypeConfiguration<OrdinaryWait>
{
    public void Configure(EntityTypeBuilder<OrdinaryWait> map)
    {
        map.ToTable("referral_ordinary_wait");
        map.Property(wait => wait.Id).ValueGeneratedNever();
        map.Property(wait => wait.Department).HasMaxLength(PlaceQuota.DepartmentLength);
        map.Property(wait => wait.Source).HasMaxLength(PlaceQuota.SourceLength);
        map.Property(wait => wait.Days).HasPrecision(8, 2);
        map.Property(wait => wait.By).HasMaxLength(80);
        map.HasIndex(wait => new { wait.OrganizationId, wait.Month, wait.Department, wait.Kind }).IsUnique();
    }
}

public static class WaitMeasureNames
{
    public static string Show(this WaitMeasure measure) => measure == WaitMeasure.Mean ? "平均" : "中位";
}
