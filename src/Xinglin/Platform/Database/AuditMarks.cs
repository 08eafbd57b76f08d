using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Xinglin.Platform.Database;

/// <summary>What a map says to the audit trail about its table.</summary>
public static class AuditMarks
{
    private const string Exempt = "Xinglin:NotAudited";
    private const string Secret = "Xinglin:Secret";

    /// <summary>The program's own housekeeping: a change of this table is nobody's act and leaves no entry.</summary>
    public static EntityTypeBuilder<T> NotAudited<T>(this EntityTypeBuilder<T> map) where T : class
    {
        map.Metadata.SetAnnotation(Exempt, true);
        return map;
    }

    /// <summary>That the value changed is recorded, the value itself never.</summary>
    public static PropertyBuilder<T> KeptSecret<T>(this PropertyBuilder<T> property)
    {
        property.Metadata.SetAnnotation(Secret, true);
        return property;
    }

    internal static bool IsAudited(this IReadOnlyEntityType type) => type.FindAnnotation(Exempt) is null;

    internal static bool IsKeptSecret(this IReadOnlyProperty property) => property.FindAnnotation(Secret) is not null;
}
