using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Terminology.Contract;

namespace Xinglin.Terminology;

public enum CodeTableState
{
    /// <summary>Imported and shown, not yet used.</summary>
    Draft,
    InUse,

    /// <summary>Another took its place; what was written with it keeps its codes.</summary>
    Replaced
}

/// <summary>One imported edition of a code system. At most one of a system is in use.</summary>
public sealed class CodeTable : Aggregate
{
    public const int LabelLength = 80;

    private CodeTable() { }

    internal CodeTable(string system, string label, int count, string importedBy, DateTimeOffset at)
    {
        Id = Guid.CreateVersion7(at);
        (System, Label, Count, ImportedBy, ImportedAt) = (system, label, count, importedBy, at);
    }

    public string System { get; private init; } = "";

    /// <summary>Which edition, in the words of who imported it: 「国家临床版 2.0，2025 年更新」.</summary>
    public string Label { get; private init; } = "";
    public CodeTableState State { get; private set; }
    public int Count { get; private init; }
    public string ImportedBy { get; private init; } = "";
    public DateTimeOffset ImportedAt { get; private init; }
    public DateTimeOffset? InUseSince { get; private set; }

    public AuditSubject Subject => new("code-table", Id, $"{CodeSystems.Find(System)?.Name} {Label}");

    internal void Use(DateTimeOffset at) => (State, InUseSince) = (CodeTableState.InUse, at);

    internal void Replace() => State = CodeTableState.Replaced;
}

/// <summary>A line of a table.</summary>
public sealed class CodeEntry(Guid tableId, string code, string name, string initials)
{
    public const int CodeLength = 40, NameLength = 200;

    public Guid TableId { get; private set; } = tableId;
    public string Code { get; private set; } = code;
    public string Name { get; private set; } = name;
    public string Initials { get; private set; } = initials;
}

public static class CodeTableStateNames
{
    public static string Show(this CodeTableState state) => state switch
    {
        CodeTableState.Draft => "待启用",
        CodeTableState.InUse => "使用中",
        _ => "已停用"
    };

    /// <summary>Colour of the state's tag; see StatusTag.</summary>
    public static string Tone(this CodeTableState state) => state switch
    {
        CodeTableState.Draft => "yellow",
        CodeTableState.InUse => "green",
        _ => "secondary"
    };
}

internal sealed class CodeTableMap : IEntityTypeConfiguration<CodeTable>, IEntityTypeConfiguration<CodeEntry>
{
    public void Configure(EntityTypeBuilder<CodeTable> map)
    {
        map.ToTable("terminology_table");
        map.Ignore(table => table.Subject);
        map.Property(table => table.System).HasMaxLength(40);
        map.Property(table => table.Label).HasMaxLength(CodeTable.LabelLength);
        map.Property(table => table.ImportedBy).HasMaxLength(80);
        map.HasIndex(table => table.System).IsUnique().HasFilter("state = 'InUse'");
    }

    public void Configure(EntityTypeBuilder<CodeEntry> map)
    {
        // The table's own entry in the audit trail tells of its thousands of lines at once.
        map.ToTable("terminology_entry").NotAudited();
        map.HasKey(entry => new { entry.TableId, entry.Code });
        map.Property(entry => entry.Code).HasMaxLength(CodeEntry.CodeLength);
        map.Property(entry => entry.Name).HasMaxLength(CodeEntry.NameLength);
        map.Property(entry => entry.Initials).HasMaxLength(CodeEntry.NameLength);
        map.HasIndex(entry => new { entry.TableId, entry.Name });
        map.HasOne<CodeTable>().WithMany().HasForeignKey(entry => entry.TableId).OnDelete(DeleteBehavior.Cascade);
    }
}
