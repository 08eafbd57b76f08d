namespace Xinglin.Agreements.Reading;

/// <summary>National figures against which a target may be out of all proportion. Each with its year and source.</summary>
internal static class Baselines
{
    private sealed record Baseline(string Indicator, int Year, decimal Value, string Source);

    private const decimal FarFactor = 1.5m;
    private const decimal FarPoints = 20m;

    private static readonly Baseline[] Table =
    [
        new("health-literacy", 2024, 31.87m, "国家卫生健康委 2024 年中国居民健康素养监测"),
    ];

    public static IEnumerable<ReadingFinding> Far(IEnumerable<Target> targets) =>
        from target in targets
        join baseline in Table on target.Indicator equals baseline.Indicator
        where target.Unit == "%" && target.Value > baseline.Value * FarFactor && target.Value - baseline.Value > FarPoints
        select new ReadingFinding("target-far-from-baseline", "warning",
            $"目标“{target.Name} {target.Value:0.##}%”与全国 {baseline.Year} 年水平 {baseline.Value:0.##}%（{baseline.Source}）相差过大，请核对口径。", target.Span);
}
