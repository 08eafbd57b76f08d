using Microsoft.EntityFrameworkCore;

namespace Xinglin.Platform.Database;

/// <summary>PostgreSQL, for more than one machine.</summary>
public sealed class PostgresXinglinDb(DbContextOptions<PostgresXinglinDb> options) : XinglinDb(options);
