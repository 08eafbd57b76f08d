namespace Xinglin.Results;

public enum AgeUnit { Years, Months, Days }

/// <summary>How old somebody is on a day, in completed days, months and years.</summary>
public readonly record struct Age(int Days, int Months, int Years)
{
    /// <summary>Null where the birth date is not known, or lies after the day.</summary>
    public static Age? On(DateOnly? birthDate, DateOnly day)
    {
        if (birthDate is not { } born || born > day) return null;
        var months = (day.Year - born.Year) * 12 + day.Month - born.Month;
        if (born.AddMonths(months) > day) months--;
        return new Age(day.DayNumber - born.DayNumber, months, months / 12);
    }

    public int In(AgeUnit unit) => unit switch { AgeUnit.Days => Days, AgeUnit.Months => Months, _ => Years };
}

/// <summary>Who is meant by a range or a limit: from one age to another, the last included, each counted in its own unit.</summary>
/// <param name="To">Up to 5 months means until the day on which six are completed; null without an end.</param>
public readonly record struct AgeGroup(int From, AgeUnit FromUnit, int? To, AgeUnit ToUnit)
{
    public static readonly AgeGroup Everybody;

    public bool IsEverybody => From == 0 && To is null;

    /// <param name="age">Null where it is not known: only what holds for everybody fits then.</param>
    public bool Fits(Age? age) => age is { } known ? known.In(FromUnit) >= From && (To is null || known.In(ToUnit) <= To) : IsEverybody;

    /// <summary>「18–59 岁」, 「1 岁」, 「0–28 天」, 「28 天–5 个月」, 「60 岁起」; empty for everybody.</summary>
    public string Show() => this switch
    {
        { IsEverybody: true } => "",
        { To: { } to } when FromUnit == ToUnit && From == to => $"{to} {Show(ToUnit)}",
        { To: { } to } when FromUnit == ToUnit || From == 0 => $"{From}–{to} {Show(ToUnit)}",
        { To: { } to } => $"{From} {Show(FromUnit)}–{to} {Show(ToUnit)}",
        _ => $"{From} {Show(FromUnit)}起"
    };

    private static string Show(AgeUnit unit) => unit switch { AgeUnit.Days => "天", AgeUnit.Months => "个月", _ => "岁" };
}
