using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Xinglin.Platform.Database;

/// <summary>SQLite in one file, WAL. Moments are kept as UTC text, which sorts as time does.</summary>
public sealed class SqliteXinglinDb(DbContextOptions<SqliteXinglinDb> options) : XinglinDb(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        base.ConfigureConventions(conventions);
        conventions.Properties<DateTimeOffset>().HaveConversion<UtcText>();
    }

    private sealed class UtcText() : ValueConverter<DateTimeOffset, DateTime>(
        moment => moment.UtcDateTime,
        stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));
}
