using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Tables;

namespace Xinglin.Directory.Import;

/// <summary>Tables in: read and judged first, imported only when a person confirms what was shown, and then all at once.</summary>
public sealed class ImportDesk(XinglinDb db, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    /// <summary>Reads and judges a file. Nothing is imported.</summary>
    /// <exception cref="Refused">The file is no table, too large, or lacks a column.</exception>
    public async Task<Guid> Preview(ImportKind kind, Stream file, string fileName, CancellationToken ct = default)
    {
        MustBeAllowed(kind);
        var sheet = SheetOf(kind);
        var rows = await sheet.Plan(sheet.Arrange(Table.Read(file, fileName)), ct);
        db.ChangeTracker.Clear();
        await db.Set<ImportPreview>().Where(preview => preview.ExpiresAt < time.Now()).ExecuteDeleteAsync(ct);
        var preview = new ImportPreview(kind, fileName, user.UserId!.Value, user.OrganizationId, rows, time.Now());
        db.Add(preview);
        await db.SaveChangesAsync(ct);
        return preview.Id;
    }

    /// <summary>The person's own preview.</summary>
    public async Task<ImportPreview> Find(Guid id, CancellationToken ct = default)
    {
        var preview = await db.Set<ImportPreview>().FirstOrDefaultAsync(one => one.Id == id && one.OwnerId == user.UserId && one.OrganizationId == user.OrganizationId, ct);
        return preview is not null && preview.ExpiresAt >= time.Now() ? preview : throw Refused.NotFound("这次导入，它可能已超过两小时而失效");
    }

    /// <summary>Imports the rows without faults, in one transaction.</summary>
    /// <param name="warningsConfirmed">The person compared the rows with warnings with the paper.</param>
    /// <exception cref="Refused">Confirmed before; or the data changed meanwhile: then the preview shows the new state and nothing was imported.</exception>
    public async Task<int> Confirm(Guid id, bool warningsConfirmed, CancellationToken ct = default)
    {
        var preview = await Find(id, ct);
        MustBeAllowed(preview.Kind);
        if (preview.ConfirmedAt is { } before)
            throw new Refused(RefusalKind.Conflict, "import.confirmed-before", $"这次导入已于 {ChinaTime.Show(before)} 完成，没有重复导入。");
        var shown = preview.Rows;
        var importable = shown.Count(row => row.Action != ImportAction.Refused);
        if (importable == 0) throw new Refused(RefusalKind.Invalid, "import.nothing", "没有可以导入的行。", "请改正文件后重新上传。");
        if (!warningsConfirmed && shown.Any(row => row.Action != ImportAction.Refused && row.Warnings.Count > 0))
            throw new Refused(RefusalKind.Invalid, "directory.confirm-warnings", "有些行带有警告。", "请与证照原件核对；确认无误时勾选「已核对，按此登记」。");

        var (plan, applied) = await SheetOf(preview.Kind).Apply(shown, ct);
        if (!applied)
        {
            preview.Show(plan);
            await db.SaveChangesAsync(ct);
            throw new Refused(RefusalKind.Conflict, "import.data-changed", "预览之后有人修改了相关数据，没有导入任何内容。", "预览已按最新数据更新，请核对后再次确认。");
        }

        preview.Confirm(time.Now());
        var (added, updated) = (plan.Count(row => row.Action == ImportAction.Add), plan.Count(row => row.Action == ImportAction.Update));
        var confirmed = plan.Count(row => row.Action != ImportAction.Refused && row.Warnings.Count > 0);
        audit.Record("directory.imported", new("import", preview.Id, preview.FileName),
            $"{preview.Kind.Show()}：新增{added}，更新{updated}，未导入{plan.Count - importable}，带警告并已核对{confirmed}");
        await db.SaveChangesAsync(ct);
        return importable;
    }

    internal ImportSheet SheetOf(ImportKind kind) => kind switch
    {
        ImportKind.Organizations => new OrganizationSheet(db, user),
        ImportKind.Departments => new DepartmentSheet(db, user),
        ImportKind.Staff => new StaffSheet(db, user),
        _ => new HotlineSheet(db, user)
    };

    private void MustBeAllowed(ImportKind kind)
    {
        if (kind == ImportKind.Organizations) user.MustManageOrganizations("导入机构");
        else user.Require($"导入{kind.Show()}", Role.SystemAdministrator, Role.ConsortiumOffice);
    }
}
