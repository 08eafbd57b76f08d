using Xinglin.Agreements.Contract;

namespace Xinglin.Agreements;

/// <summary>A clause's values in the words people read.</summary>
public static class ClauseWords
{
    public static string Show(Modality modality) => modality switch
    {
        Modality.Shall => "应当",
        Modality.Actively => "积极配合",
        Modality.May => "可以",
        Modality.Progressive => "逐步推进",
        _ => "条件允许时"
    };

    public static string Show(Every every) => every switch
    {
        Every.Day => "每日",
        Every.Week => "每周",
        Every.Month => "每月",
        Every.Quarter => "每季度",
        Every.HalfYear => "每半年",
        _ => "每年"
    };

    public static string Show(ClauseState state) => state switch
    {
        ClauseState.Candidate => "待确认",
        ClauseState.Confirmed => "已确认",
        _ => "不采用"
    };

    public static string Tone(ClauseState state) => state switch
    {
        ClauseState.Candidate => "yellow",
        ClauseState.Confirmed => "green",
        _ => "secondary"
    };

    /// <summary>What of a draft is still to be confirmed: 「3 项签约方与期限，22 条条款」; empty where nothing is.</summary>
    /// <param name="candidates">Clauses that are undecided.</param>
    public static string ShowOpen(Agreement agreement, int candidates)
    {
        var facts = agreement.UnconfirmedFacts.Count;
        return (facts, candidates) switch
        {
            (0, 0) => "",
            (0, _) => $"{candidates} 条条款",
            (_, 0) => $"{facts} 项签约方与期限",
            _ => $"{facts} 项签约方与期限，{candidates} 条条款"
        };
    }

    /// <summary>「每年 1 次，12-31 前」; null for a standing duty.</summary>
    public static string? ShowSchedule(ClauseContent content)
    {
        if (content.Every is not { } every) return content.Times is { } only ? $"共 {only} 次" : null;
        var times = content.Times is { } count ? $" {count} 次" : "";
        return $"{Show(every)}{times}{(content.DueBy is { } due ? $"，{ShowDueBy(due, every)}" : "")}";
    }

    /// <summary>「12-31 前」, 「5 日前」, 「首月 10 日前」, 「末月 25 日前」</summary>
    private static string ShowDueBy(string due, Every every) => (every, ClauseContent.MonthAndDay(due, every)) switch
    {
        (Every.Month, _) => $"{due} 日前",
        (Every.Quarter or Every.HalfYear, (1, var day)) => $"首月 {day} 日前",
        (Every.Quarter, (3, var day)) => $"末月 {day} 日前",
        (Every.HalfYear, (6, var day)) => $"末月 {day} 日前",
        (Every.Quarter or Every.HalfYear, (var month, var day)) => $"第 {month} 个月 {day} 日前",
        _ => $"{due} 前"
    };

    /// <summary>「24 小时内」; null where the clause has no time limit.</summary>
    public static string? ShowWithin(ClauseContent content) => content.WithinMinutes is { } minutes ? ShowWithin(minutes) : null;

    public static string ShowWithin(int minutes) =>
        minutes % 1440 == 0 ? $"{minutes / 1440} 天内" : minutes % 60 == 0 ? $"{minutes / 60} 小时内" : $"{minutes} 分钟内";
}
