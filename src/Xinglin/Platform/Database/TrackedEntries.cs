using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Xinglin.Platform.Database;

/// <summary>What a unit of work holds, for interceptors: whoever saves has looked for changes already, and once is enough.</summary>
public static class TrackedEntries
{
    public static IReadOnlyList<EntityEntry<T>> Tracked<T>(this DbContext db) where T : class
    {
        var before = db.ChangeTracker.AutoDetectChangesEnabled;
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try { return [.. db.ChangeTracker.Entries<T>()]; }
        finally { db.ChangeTracker.AutoDetectChangesEnabled = before; }
    }
}
