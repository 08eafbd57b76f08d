namespace Xinglin.Platform.Database;

/// <summary>A moment as a parameter of SQL written by hand: each engine keeps it in a form of its own.</summary>
public static class SqlMoment
{
    public static object Moment(this XinglinDb db, DateTimeOffset at) => db is SqliteXinglinDb ? at.UtcDateTime : at;
}
