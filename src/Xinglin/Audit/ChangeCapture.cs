using System.Collections;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Audit;

/// <summary>
/// One changed row of a save. Taken before the save, when the values before are still known; added rows are read after it, when
/// the database has given them their keys.
/// </summary>
internal sealed class ChangeCapture
{
    private const int LongestValue = 500;
    private static readonly string[] SecretNames =
        ["password", "secret", "token", "securitystamp", "concurrencystamp", "authenticatorkey", "recoverycode", "keyhash", "privatekey"];

    private readonly EntityEntry entry;
    private readonly EntityState state;
    private readonly List<FieldChange> before;

    private ChangeCapture(EntityEntry entry)
    {
        (this.entry, state) = (entry, entry.State);
        before = state == EntityState.Added ? [] : [.. Fields()];
    }

    public static List<ChangeCapture> Take(DbContext db) =>
    [
        .. db.ChangeTracker.Entries()
            .Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && entry.Metadata.IsAudited())
            .Select(entry => new ChangeCapture(entry))
    ];

    public IEnumerable<FieldChange> Changes => state == EntityState.Added ? Fields() : before;

    /// <summary>The thing that the row belongs to: itself, or the aggregate or owner that its required key points to.</summary>
    public (string Table, Guid? Id) Root
    {
        get
        {
            if (!IsRoot(entry.Metadata)
                && entry.Metadata.GetForeignKeys().FirstOrDefault(key =>
                    key.Properties.Count == 1 && (key.IsOwnership || key.IsRequired && IsRoot(key.PrincipalEntityType))) is { } foreign)
                return (Table(foreign.PrincipalEntityType), entry.Property(foreign.Properties[0].Name).CurrentValue as Guid?);
            return (Table(entry.Metadata), entry.Metadata.FindPrimaryKey() is { Properties: [var only] }
                ? entry.Property(only.Name).CurrentValue as Guid? : null);
        }
    }

    /// <summary>What happened to the root, as far as this row tells.</summary>
    public string Verb => Root.Table != Table(entry.Metadata) ? "changed" : state switch
    {
        EntityState.Added => "added",
        EntityState.Deleted => "removed",
        _ => "changed"
    };

    private static bool IsRoot(IReadOnlyEntityType type) => typeof(Aggregate).IsAssignableFrom(type.ClrType);

    private static string Table(IReadOnlyEntityType type) => type.GetTableName() ?? type.ShortName();

    private IEnumerable<FieldChange> Fields()
    {
        var table = Table(entry.Metadata);
        var id = string.Join('/', entry.Metadata.FindPrimaryKey()?.Properties.Select(key => Text(entry.Property(key.Name).CurrentValue)) ?? []);
        foreach (var property in entry.Properties.Concat(entry.ComplexProperties.SelectMany(Inner)))
        {
            var was = state == EntityState.Added ? null : property.OriginalValue;
            var became = state == EntityState.Deleted ? null : property.CurrentValue;
            if (state == EntityState.Modified ? !property.IsModified || Equals(was, became) : was is null && became is null) continue;
            if (property.Metadata.IsPrimaryKey()) continue;
            var (textBefore, textAfter) = (Text(was), Text(became));
            if (state == EntityState.Modified && textBefore == textAfter && was is not byte[]) continue;
            var hidden = IsSecret(property.Metadata, table) || was is byte[] || became is byte[]
                || textBefore?.Length > LongestValue || textAfter?.Length > LongestValue;
            yield return hidden
                ? new FieldChange(table, id, property.Metadata.Name, null, null, Hidden: true)
                : new FieldChange(table, id, property.Metadata.Name, textBefore, textAfter);
        }
    }

    private static IEnumerable<PropertyEntry> Inner(ComplexPropertyEntry complex) =>
        complex.Properties.Concat(complex.ComplexProperties.SelectMany(Inner));

    private static bool IsSecret(IReadOnlyProperty property, string table) =>
        property.IsKeptSecret()
        || !property.IsForeignKey() && (
            SecretNames.Any(name => property.Name.Contains(name, StringComparison.OrdinalIgnoreCase))
            || property.Name == "Value" && table.Contains("token", StringComparison.Ordinal));

    private static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        byte[] => "",
        DateTimeOffset moment => moment.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        DateOnly day => ChinaTime.Show(day),
        IFormattable plain => plain.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable many => JsonSerializer.Serialize(many),
        _ => value.ToString()
    };
}
