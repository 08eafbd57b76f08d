using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Xinglin.Platform;

/// <summary>
/// A date known to the year, the month or the day. What was left blank stays blank: an agreement
/// that says "2022 年 9 月 日" is "2022-09" and never the first of September.
/// </summary>
public readonly record struct PartialDate : IComparable<PartialDate>
{
    /// <exception cref="ArgumentOutOfRangeException">The parts are no date of the calendar, or a day is given without a month.</exception>
    public PartialDate(int year, int? month = null, int? day = null)
    {
        if (!IsValid(year, month, day)) throw new ArgumentOutOfRangeException(nameof(year), $"{year}-{month}-{day} is not a date.");
        Year = year;
        Month = month;
        Day = day;
    }

    public int Year { get; }
    public int? Month { get; }
    public int? Day { get; }

    /// <summary>The first day it can mean.</summary>
    public DateOnly EarliestDay => new(Year, Month ?? 1, Day ?? 1);

    /// <summary>The last day it can mean.</summary>
    public DateOnly LatestDay => new(Year, Month ?? 12, Day ?? DateTime.DaysInMonth(Year, Month ?? 12));

    /// <summary>Years 1900 to 2199; a day needs a month.</summary>
    public static bool IsValid(int year, int? month = null, int? day = null) =>
        year is >= 1900 and <= 2199
        && month is null or (>= 1 and <= 12)
        && (day is null || (month is { } m && day >= 1 && year is >= 1900 and <= 2199 && day <= DateTime.DaysInMonth(year, m)));

    public static bool TryCreate(int year, int? month, int? day, out PartialDate date)
    {
        var valid = IsValid(year, month, day);
        date = valid ? new(year, month, day) : default;
        return valid;
    }

    /// <summary>Reads "2022", "2022-09" or "2022-09-01" and nothing else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PartialDate date)
    {
        date = default;
        if (text is null || text.Length is not (4 or 7 or 10)) return false;
        var parts = text.Split('-');
        if (parts.Length > 3 || parts[0].Length != 4 || parts.Skip(1).Any(part => part.Length != 2)) return false;
        var numbers = new int?[3];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
            numbers[i] = number;
        }
        return TryCreate(numbers[0]!.Value, numbers[1], numbers[2], out date);
    }

    /// <exception cref="FormatException">The text is not a partial date.</exception>
    public static PartialDate Parse(string text) =>
        TryParse(text, out var date) ? date : throw new FormatException($"'{text}' is not a date of the form 2022, 2022-09 or 2022-09-01.");

    public int CompareTo(PartialDate other) =>
        EarliestDay.CompareTo(other.EarliestDay) is not 0 and var order ? order : LatestDay.CompareTo(other.LatestDay);

    public override string ToString() => (Month, Day) switch
    {
        (null, _) => $"{Year:D4}",
        (_, null) => $"{Year:D4}-{Month:D2}",
        _ => $"{Year:D4}-{Month:D2}-{Day:D2}",
    };
}
