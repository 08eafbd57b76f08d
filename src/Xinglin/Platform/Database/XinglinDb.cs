using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Xinglin.Platform.Database;

/// <summary>
/// The one database model, made of every module's map (<c>IEntityTypeConfiguration</c> beside the thing it maps). Its two heirs
/// exist because each engine has a migration set of its own.
/// </summary>
public abstract class XinglinDb(DbContextOptions options) : DbContext(options), IDataProtectionKeyContext
{
    // SQLITE_CONSTRAINT_UNIQUE and SQLITE_CONSTRAINT_PRIMARYKEY (sqlite.org/rescode.html).
    private const int SqliteUnique = 2067;
    private const int SqlitePrimaryKey = 1555;

    /// <summary>Code of the refusal when someone else was faster with what may be there only once.</summary>
    public const string Taken = "taken";

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>A moment as this engine's columns hold it, for SQL that is not made from the model.</summary>
    public virtual object Stored(DateTimeOffset moment) => moment;

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<DataProtectionKey>().NotAudited().ToTable("platform_data_protection_key");
        model.ApplyConfigurationsFromAssembly(typeof(XinglinDb).Assembly);

        foreach (var type in model.Model.GetEntityTypes())
            if (typeof(Aggregate).IsAssignableFrom(type.ClrType))
                type.FindProperty(nameof(Aggregate.Version))!.IsConcurrencyToken = true;
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        conventions.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);

    /// <summary>Only the framework's key ring saves without awaiting; the program itself uses <see cref="SaveChangesAsync(bool, CancellationToken)"/>.</summary>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        CountVersions();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    /// <summary>Saves, counting up the version of each changed aggregate.</summary>
    /// <exception cref="Refused">
    /// <c>overtaken</c>: an aggregate was changed by someone else since it was read. <see cref="Taken"/>: someone else was faster with what
    /// may be there only once.
    /// </exception>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken ct = default)
    {
        CountVersions();
        try
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw Refused.Overtaken("这条记录");
        }
        catch (DbUpdateException exception) when (IsTaken(exception))
        {
            throw new Refused(RefusalKind.Conflict, Taken, "相同名称或编号的记录刚刚由他人保存，本次没有保存。",
                "请回到列表核对：修改已有的记录，或换一个名称、编号后重新提交。");
        }
    }

    /// <summary>A unique index or primary key stands against it.</summary>
    private static bool IsTaken(DbUpdateException exception) => exception.InnerException switch
    {
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is SqliteUnique or SqlitePrimaryKey,
        _ => false
    };

    private void CountVersions()
    {
        foreach (var entry in ChangeTracker.Entries<Aggregate>())
            if (entry.State == EntityState.Modified)
                entry.Entity.Version++;
    }
}
