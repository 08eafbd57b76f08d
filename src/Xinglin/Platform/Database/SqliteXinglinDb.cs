using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Xinglin.Platform.Database;

/// <summary>SQLite in one file, WAL. Moments are kept as UTC text, which sorts as time does.</summary>
public sealed class SqliteXinglinDb(DbContextOptions<SqliteXinglinDb> options) : XinglinDb(options)
{
    /// <summary>As text without an offset: the same moment written with one is another text, equal to none of the model's.</summary>
    public override object Stored(DateTimeOffset moment) => moment.UtcDateTime;

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        base.ConfigureConventions(conventions);
        conventions.Properties<DateTimeOffset>().HaveConversion<UtcText>();
    }

    private sealed class UtcText() : ValueConverter<DateTimeOffset, DateTime>(
        moment => moment.UtcDateTime,
        stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));
}
