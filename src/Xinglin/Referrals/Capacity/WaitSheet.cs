using System.Globalization;
using Xinglin.Platform;

namespace Xinglin.Referrals.Capacity;

/// <summary>
/// Reads ordinary waits as they are pasted from a spreadsheet: one line each, columns separated by tab or comma:
/// 科室, 月份 (2026-10), 类别 (门诊号, 检查号, 床位), 口径 (中位, 平均), 等候天数, 例数, 来源. A line of headings is passed over.
/// </summary>
public static class WaitSheet
{
    public const int MostLines = 2000;

    /// <summary>Every line gives a figure or is named with its number and what is wrong with it.</summary>
    public static IReadOnlyList<WaitFacts> Read(string text, DateOnly today, List<string> faults)
    {
        var read = new List<WaitFacts>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            var cells = line.Split(['\t', ',', '，'], 7, StringSplitOptions.TrimEntries);
            if (number == 1 && cells[0] == "科室") continue;
            if (Line(cells) is not { } facts)
            {
                faults.Add($"第 {number} 行读不出来，应为：科室、月份、类别、口径、等候天数、例数、来源");
                continue;
            }

            var wrong = facts.Examine(today).ToList();
            if (wrong.Count > 0) faults.Add($"第 {number} 行：{string.Join("，", wrong)}");
            else if (read.Any(each => (each.Department, each.Month, each.Kind) == (facts.Department, facts.Month, facts.Kind))) faults.Add($"第 {number} 行：与前面的行是同一科室、月份和类别");
            else read.Add(facts);
            if (number > MostLines)
            {
                faults.Add($"一次最多 {MostLines} 行");
                break;
            }
        }

        return read;
    }

    private static WaitFacts? Line(string[] cells)
    {
        if (cells.Length < 7 || !DateOnly.TryParseExact(cells[1] + "-1", ["yyyy-M-d", "yyyy年M月-d", "yyyy/M-d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)) return null;
        if (Named<PlaceKind>(cells[2], PlaceKindNames.Show) is not { } kind || Named<WaitMeasure>(cells[3], WaitMeasureNames.Show) is not { } measure) return null;
        return decimal.TryParse(cells[4], NumberStyles.Number, CultureInfo.InvariantCulture, out var days) && int.TryParse(cells[5], NumberStyles.None, CultureInfo.InvariantCulture, out var cases)
            ? new WaitFacts(cells[0], month, kind, measure, days, cases, cells[6])
            : null;
    }

    private static T? Named<T>(string word, Func<T, string> show) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (show(value) == word || Words.Of(value) == word) return value;
        return null;
    }
}
