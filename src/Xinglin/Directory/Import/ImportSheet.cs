using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Identifiers;
using Xinglin.Platform.Tables;

namespace Xinglin.Directory.Import;

/// <summary>How tables of one kind are read, judged and applied. The heading of a column is the label of the field on forms.</summary>
internal abstract class ImportSheet
{
    public abstract ImportKind Kind { get; }

    public abstract IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>Brings the cells into the order of <see cref="Columns"/>.</summary>
    /// <exception cref="Refused">A required column is missing or a heading stands twice.</exception>
    public List<TableRow> Arrange(Table table)
    {
        var places = TableColumns.Places(Columns, table.Headings);
        return [.. table.Rows.Select(row => row.Arrange(places))];
    }

    public abstract Task<List<ImportRow>> Plan(IReadOnlyList<TableRow> rows, CancellationToken ct);

    /// <summary>Plans anew and puts what may be imported into the open unit of work, if the plan is still <paramref name="shown"/>.</summary>
    /// <returns>The new plan.</returns>
    public abstract Task<(List<ImportRow> Plan, bool Applied)> Apply(IReadOnlyList<ImportRow> shown, CancellationToken ct);
}

internal abstract class ImportSheet<TFacts, TEntity>(XinglinDb db, CurrentUser user) : ImportSheet where TEntity : Aggregate where TFacts : class
{
    private Dictionary<string, Organization> organizations = [];

    protected XinglinDb Db => db;

    /// <summary>A row's key within the file and among what exists.</summary>
    protected abstract string Key(Guid organization, TFacts facts);

    protected abstract string KeyOf(TEntity entity);

    /// <summary>Reads a row; what cannot be read goes into the faults.</summary>
    protected abstract TFacts Read(Func<string, string> cell, Guid organization, List<string> faults);

    protected abstract (TFacts Clean, Check Check) Examine(TFacts facts);

    protected abstract TEntity Create(Guid organization, TFacts facts);

    protected abstract void Change(TEntity entity, TFacts facts, bool warnings);

    /// <summary>Looks up what rows refer to, once for the file.</summary>
    protected virtual Task Prepare(CancellationToken ct) => Task.CompletedTask;

    /// <summary>Faults against other records than the one with the same key.</summary>
    protected virtual IEnumerable<string> Conflicts(TFacts facts, Guid organization, TEntity? existing) => [];

    protected virtual bool BelongsToOrganization => true;

    public override async Task<List<ImportRow>> Plan(IReadOnlyList<TableRow> rows, CancellationToken ct) =>
        [.. (await Judge(rows, ct)).Select(judged => judged.Row)];

    public override async Task<(List<ImportRow> Plan, bool Applied)> Apply(IReadOnlyList<ImportRow> shown, CancellationToken ct)
    {
        var judged = await Judge([.. shown.Select(row => new TableRow(row.Line, row.Cells, row.TableFaults))], ct);
        List<ImportRow> plan = [.. judged.Select(one => one.Row)];
        if (!plan.Zip(shown).All(pair => pair.First.DoesTheSame(pair.Second))) return (plan, false);
        foreach (var (row, facts, organization, existing) in judged)
        {
            if (row.Action == ImportAction.Refused) continue;
            var entity = existing ?? db.Add(Create(organization, facts!)).Entity;
            Change(entity, facts!, row.Warnings.Count > 0);
        }

        return (plan, true);
    }

    private async Task<List<(ImportRow Row, TFacts? Facts, Guid Organization, TEntity? Existing)>> Judge(IReadOnlyList<TableRow> rows, CancellationToken ct)
    {
        organizations = [];
        foreach (var organization in await db.Set<Organization>().ToListAsync(ct))
        {
            organizations.TryAdd(TableColumns.Plain(organization.Name), organization);
            if (organization.CreditCode is { } code) organizations.TryAdd(code, organization);
        }

        await Prepare(ct);
        var existing = (await db.Set<TEntity>().ToListAsync(ct)).GroupBy(KeyOf).ToDictionary(group => group.Key, group => group.First());
        Dictionary<string, int> seen = [];
        return [.. rows.Select(row => JudgeRow(row, existing, seen))];
    }

    private (ImportRow, TFacts?, Guid, TEntity?) JudgeRow(TableRow row, Dictionary<string, TEntity> existing, Dictionary<string, int> seen)
    {
        string Cell(string heading) => row.Cells[Columns.Index().First(column => column.Item.Heading == heading).Index];
        List<string> faults = [.. row.Faults];
        var organization = BelongsToOrganization ? Owner(Cell("机构"), faults) : Guid.Empty;
        var (facts, check) = Examine(Read(Cell, organization, faults));
        faults.AddRange(check.Errors.Select(error => error.ToString()));
        TEntity? target = null;
        if (faults.Count == 0)
        {
            var key = Key(organization, facts);
            if (!seen.TryAdd(key, row.Line)) faults.Add($"与第{seen[key]}行重复");
            target = existing.GetValueOrDefault(key);
            faults.AddRange(Conflicts(facts, organization, target));
        }

        var action = faults.Count > 0 ? ImportAction.Refused : target is null ? ImportAction.Add : ImportAction.Update;
        return (new(row.Line, row.Cells, row.Faults, action, faults, [.. check.Warnings.Select(warning => warning.ToString())], target?.Id, target?.Version), facts, organization, target);
    }

    private Guid Owner(string name, List<string> faults)
    {
        if (name.Length == 0) faults.Add("机构：不能为空");
        else if (!organizations.TryGetValue(TableColumns.Plain(name), out var organization)) faults.Add($"机构：没有登记「{name}」，请先登记机构或改成登记的全称");
        else if (!user.MayManage(organization.Id)) faults.Add($"机构：您只能导入本机构的数据，不能导入「{organization.Name}」的");
        else return organization.Id;
        return Guid.Empty;
    }

    protected static T Choose<T>(string field, string text, T fallback, Func<T, string> show, List<string> faults) where T : struct, Enum
    {
        if (text.Length == 0) return fallback;
        if (DirectoryNames.Read(text, show) is { } value) return value;
        faults.Add($"{field}：不能是「{text}」，可填：{string.Join("、", Enum.GetValues<T>().Select(show))}");
        return fallback;
    }
}
