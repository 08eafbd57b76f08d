using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Directory;

/// <summary>Referral telephone numbers: entering, publishing, withdrawing, and noting that one was dialled and answered.</summary>
public sealed class HotlineDesk(XinglinDb db, CurrentUser user, IAuditTrail audit, TimeProvider time)
{
    public async Task<Guid> Add(Guid organization, HotlineFacts facts, CancellationToken ct = default)
    {
        user.MustManage(organization, "登记转诊电话");
        if (!await db.Set<Organization>().AnyAsync(one => one.Id == organization, ct)) throw Refused.NotFound("这个机构");
        var (clean, check) = facts.Examine();
        check.MustPass(warningsConfirmed: true);
        await MustBeUnique(Guid.Empty, organization, clean, ct);
        var hotline = new Hotline(Guid.CreateVersion7(), organization, clean.Number, clean.Label, clean.Hours);
        hotline.Describe(clean);
        db.Add(hotline);
        await Save("hotline.added", hotline, ct);
        return hotline.Id;
    }

    public async Task Change(Guid id, int? seenVersion, HotlineFacts facts, CancellationToken ct = default)
    {
        var hotline = await Get(id, "修改转诊电话", ct);
        hotline.MustBeAt(seenVersion, "这个电话");
        var (clean, check) = facts.Examine();
        check.MustPass(warningsConfirmed: true);
        await MustBeUnique(id, hotline.OrganizationId, clean, ct);
        hotline.Describe(clean);
        await Save("hotline.changed", hotline, ct);
    }

    /// <summary>From now on everyone who is signed in finds the number.</summary>
    public async Task Publish(Guid id, CancellationToken ct = default)
    {
        var hotline = await Get(id, "公布转诊电话", ct);
        hotline.Publish(time.Now());
        await Save("hotline.published", hotline, ct);
    }

    public async Task Withdraw(Guid id, CancellationToken ct = default)
    {
        var hotline = await Get(id, "撤回转诊电话", ct);
        hotline.Withdraw();
        await Save("hotline.withdrawn", hotline, ct);
    }

    /// <summary>Someone dialled the number and it was answered.</summary>
    public async Task MarkChecked(Guid id, CancellationToken ct = default)
    {
        var hotline = await Get(id, "核对转诊电话", ct);
        hotline.MarkChecked(time.Now(), user.Name);
        await Save("hotline.checked", hotline, ct);
    }

    private async Task<Hotline> Get(Guid id, string act, CancellationToken ct)
    {
        var hotline = await db.Set<Hotline>().FirstOrDefaultAsync(one => one.Id == id, ct) ?? throw Refused.NotFound("这个电话");
        user.MustManage(hotline.OrganizationId, act);
        return hotline;
    }

    private async Task MustBeUnique(Guid id, Guid organization, HotlineFacts facts, CancellationToken ct)
    {
        if (await db.Set<Hotline>().AnyAsync(one => one.Id != id && one.OrganizationId == organization && one.Number == facts.Number && one.Label == facts.Label, ct))
            throw new Refused(RefusalKind.Conflict, "hotline.taken", $"号码 {facts.Number}（{facts.Label}）已经登记过。", "请修改原有号码。");
    }

    private Task Save(string action, Hotline hotline, CancellationToken ct)
    {
        audit.Record(action, new("hotline", hotline.Id, hotline.Number));
        return db.SaveChangesAsync(ct);
    }
}
