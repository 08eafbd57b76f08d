using System.Globalization;
using Xinglin.Platform;
using Xinglin.Results.Reports;

namespace Xinglin.Results.Pages;

/// <summary>Where things lie in a trend chart of fixed size; pure, so that what is drawn can be tested.</summary>
internal sealed class TrendPlot
{
    public const int Width = 640;
    public const int Height = 220;
    private const int Left = 56, Right = 16, Top = 14, Bottom = 30;

    private readonly decimal low, high;
    private readonly long first, last;

    public TrendPlot(ResultSeries series)
    {
        Points = [.. series.Points.Where(point => point.Own is not null).Select(point => (point, point.Own!.Value))];
        var values = Points.Select(point => point.Value).Concat(Points.SelectMany(point => new[] { point.Point.Range?.Low, point.Point.Range?.High }).OfType<decimal>()).ToList();
        var (least, most) = (values.Min(), values.Max());
        var room = most == least ? Math.Max(Math.Abs(most) * 0.1m, 1) : (most - least) * 0.1m;
        (low, high) = (least - room, most + room);
        (first, last) = (Points.Min(point => point.Point.Report.EffectiveAt.Ticks), Points.Max(point => point.Point.Report.EffectiveAt.Ticks));
        Range = Points[^1].Point.Range;
        Unit = series.Item?.Unit;
    }

    public IReadOnlyList<(ResultPoint Point, decimal Value)> Points { get; }

    /// <summary>That of the newest point.</summary>
    public Items.ReferenceRange? Range { get; }
    public string? Unit { get; }

    public static int PlotLeft => Left;
    public static int PlotRight => Width - Right;
    public static int PlotTop => Top;
    public static int PlotBottom => Height - Bottom;

    public string X(DateTimeOffset at) => Text(last == first ? (PlotLeft + PlotRight) / 2.0 : PlotLeft + 10 + (double)(at.Ticks - first) / (last - first) * (PlotRight - PlotLeft - 20));

    public string Y(decimal value) => Text(PlotBottom - (double)((Math.Clamp(value, low, high) - low) / (high - low)) * (PlotBottom - PlotTop));

    public string Line => string.Join(' ', Points.Select(point => $"{X(point.Point.Report.EffectiveAt)},{Y(point.Value)}"));

    /// <summary>The bands of what is usual: one, and where the patient's age brings another range, the next from the first sample under it. An open side goes to the edge.</summary>
    public IEnumerable<(string X, string Width, string Y, string Height)> Bands
    {
        get
        {
            List<int> starts = [0, .. Enumerable.Range(1, Points.Count - 1).Where(place => Points[place].Point.Range != Points[place - 1].Point.Range)];
            foreach (var (index, start) in starts.Index())
            {
                if (Points[start].Point.Range is not { } range) continue;
                var (left, right) = (start == 0 ? PlotLeft : Number(X(Points[start].Point.Report.EffectiveAt)), index + 1 < starts.Count ? Number(X(Points[starts[index + 1]].Point.Report.EffectiveAt)) : PlotRight);
                var (top, bottom) = (Number(Y(range.High ?? high)), Number(Y(range.Low ?? low)));
                yield return (Text(left), Text(Math.Max(0, right - left)), Text(top), Text(Math.Max(0, bottom - top)));
            }
        }
    }

    /// <summary>Four round-ish marks on the value axis.</summary>
    public IEnumerable<decimal> Ticks
    {
        get
        {
            var step = Step((high - low) / 4);
            for (var tick = Math.Ceiling(low / step) * step; tick <= high; tick += step) yield return tick;
        }
    }

    public string Describe(string name) =>
        $"{name}共 {Points.Count} 次，{ChinaTime.Show(ChinaTime.DateIn(Points[0].Point.Report.EffectiveAt))} 为 {Points[0].Value:0.###}，{ChinaTime.Show(ChinaTime.DateIn(Points[^1].Point.Report.EffectiveAt))} 为 {Points[^1].Value:0.###} {Unit}{(Range is { } range ? $"；参考区间 {range.Show()}" : "")}。逐次数值见下表。";

    private static decimal Step(decimal wanted)
    {
        var power = (decimal)Math.Pow(10, Math.Floor(Math.Log10((double)wanted)));
        var rest = wanted / power;
        return (rest <= 1 ? 1 : rest <= 2 ? 2 : rest <= 5 ? 5 : 10) * power;
    }

    private static double Number(string place) => double.Parse(place, CultureInfo.InvariantCulture);

    private static string Text(double place) => place.ToString("0.#", CultureInfo.InvariantCulture);
}
