using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Xinglin.Platform.Database;

/// <summary>
/// The one database model, made of every module's map (<c>IEntityTypeConfiguration</c> beside the thing it maps). Its two heirs
/// exist because each engine has a migration set of its own.
/// </summary>
public abstract class XinglinDb(DbContextOptions options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

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
    /// <exception cref="Refused">An aggregate was changed by someone else since it was read.</exception>
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
    }

    private void CountVersions()
    {
        foreach (var entry in ChangeTracker.Entries<Aggregate>())
            if (entry.State == EntityState.Modified)
                entry.Entity.Version++;
    }
}
