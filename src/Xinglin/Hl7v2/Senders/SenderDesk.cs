using System.Net;
using Microsoft.EntityFrameworkCore;
using Xinglin.Directory.Contract;
using Xinglin.Hl7v2.Messages;
using Xinglin.Hl7v2.Translation;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Identifiers;

namespace Xinglin.Hl7v2.Senders;

/// <param name="Taken">Messages of the last week.</param>
/// <param name="Waiting">In quarantine now.</param>
public sealed record SenderLine(SendingSystem System, string Organization, DateTimeOffset? LastAt, int Taken, int Waiting);

/// <summary>Sending systems as the system administrator keeps them.</summary>
internal sealed class SenderDesk(XinglinDb db, IDirectory directory, SenderBook book, IAuditTrail audit, CurrentUser me, TimeProvider time)
{
    public async Task<IReadOnlyList<SenderLine>> All(CancellationToken ct = default)
    {
        MustKeep();
        var senders = await db.Set<SendingSystem>().AsNoTracking().OrderBy(sender => sender.Name).ToListAsync(ct);
        var houses = await directory.Find(senders.Select(sender => sender.OrganizationId).Distinct(), ct);
        var week = time.Now().AddDays(-7);
        var counts = await db.Set<InboundMessage>().Where(message => message.ReceivedAt > week || message.State == MessageState.Quarantined).GroupBy(message => message.SenderId)
            .Select(group => new { group.Key, Last = group.Max(message => message.ReceivedAt), Taken = group.Count(message => message.State != MessageState.Quarantined), Waiting = group.Count(message => message.State == MessageState.Quarantined) })
            .ToDictionaryAsync(group => group.Key, ct);
        return [.. senders.Select(sender => counts.GetValueOrDefault(sender.Id) is var count
            ? new SenderLine(sender, houses.GetValueOrDefault(sender.OrganizationId)?.Name ?? "", count?.Last, count?.Taken ?? 0, count?.Waiting ?? 0) : null!)];
    }

    public async Task<IReadOnlyList<UnknownSender>> Unknown(CancellationToken ct = default)
    {
        MustKeep();
        return await db.Set<UnknownSender>().AsNoTracking().OrderByDescending(unknown => unknown.LastAt).Take(50).ToListAsync(ct);
    }

    public async Task<SendingSystem> Find(Guid id, CancellationToken ct = default)
    {
        MustKeep();
        return await db.Set<SendingSystem>().FirstOrDefaultAsync(sender => sender.Id == id, ct) ?? throw Refused.NotFound("该发送系统");
    }

    public async Task<SendingSystem> Register(Guid organization, SenderFacts facts, CancellationToken ct = default)
    {
        MustKeep();
        var checkedFacts = Check(facts);
        if ((await directory.All(ct)).All(house => house.Id != organization)) throw Refused.NotFound("该机构，或它已停用");
        var sender = new SendingSystem(organization, me.Name, time.Now());
        sender.Describe(checkedFacts);
        db.Add(sender);
        audit.Record("hl7v2.sender-registered", Subject(sender), Details(checkedFacts));
        await Save(ct);
        return sender;
    }

    public Task Change(Guid id, int? seen, SenderFacts facts, CancellationToken ct = default) => Change(id, seen, "hl7v2.sender-changed", sender =>
    {
        var checkedFacts = Check(facts);
        sender.Describe(checkedFacts);
        return Details(checkedFacts);
    }, ct);

    public Task Suspend(Guid id, int? seen, string reason, CancellationToken ct = default) => Change(id, seen, "hl7v2.sender-suspended", sender =>
    {
        if (reason.Trim() is not { Length: > 0 and <= SendingSystem.ReasonLength } words) throw new Refused(RefusalKind.Invalid, "hl7v2.reason-missing", $"请写明暂停原因，不超过 {SendingSystem.ReasonLength} 个字。");
        sender.Suspend(words);
        return words;
    }, ct);

    public Task Resume(Guid id, int? seen, CancellationToken ct = default) => Change(id, seen, "hl7v2.sender-resumed", sender => { sender.Resume(); return null; }, ct);

    private async Task Change(Guid id, int? seen, string action, Func<SendingSystem, string?> change, CancellationToken ct)
    {
        var sender = await Find(id, ct);
        sender.MustBeAt(seen, "这个发送系统");
        var details = change(sender);
        audit.Record(action, Subject(sender), details);
        await Save(ct);
    }

    private async Task Save(CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (Refused refused) when (refused.Code == XinglinDb.Taken)
        {
            db.ChangeTracker.Clear();
            throw new Refused(RefusalKind.Conflict, "hl7v2.sender-taken", "已有发送系统使用相同的 MSH-3、MSH-4 或文件夹。", "这三项用来认出是谁在发送，每个系统须各不相同。");
        }

        book.Forget();
    }

    private static SenderFacts Check(SenderFacts facts)
    {
        var check = new Check("hl7v2.sender");
        var name = check.Required("名称", facts.Name, SendingSystem.NameLength);
        var application = check.Required("发送程序 MSH-3", facts.Application, SendingSystem.IdentifierLength);
        var facility = check.Required("发送机构 MSH-4", facts.Facility, SendingSystem.IdentifierLength);
        var department = check.Required("科室", facts.Department, SendingSystem.DepartmentLength);
        var networks = facts.Networks.Select(network => network.Trim()).Where(network => network.Length > 0).Select(network => IPAddress.TryParse(network, out var single) ? $"{single}/{(single.GetAddressBytes().Length * 8)}" : network).Distinct().ToList();
        foreach (var network in networks.Where(network => !IPNetwork.TryParse(network, out _))) check.Fault("允许的地址", $"“{network}”不是 IP 地址或网段，应如 10.20.3.15 或 10.20.3.0/24");
        var folder = facts.Folder?.Trim() is { Length: > 0 } given ? given : null;
        if (folder is not null && (folder.Length > SendingSystem.FolderLength || !folder.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))) check.Fault("文件夹", "只能用字母、数字、- 和 _");
        foreach (var (section, kind) in facts.Classes.Where(each => !EquipmentReading.IsClass(each.Value) || each.Key.Length > 3)) check.Fault("设备等级", $"“{section}={kind}”应为部门代码（OBR-24）和等级，如 CT=64排、NMR=1.5T");
        if (networks.Count == 0 && folder is null) check.Fault("允许的地址", "请填写允许的地址，或用于收文件的文件夹");
        if (check.Errors.Count > 0) throw new Refused(RefusalKind.Invalid, "hl7v2.sender-invalid", $"没有保存：{string.Join("；", check.Errors)}。");
        return facts with { Name = name, Application = application, Facility = facility, Department = department, Networks = networks, Folder = folder };
    }

    private static string Details(SenderFacts facts) => $"MSH-3 {facts.Application}，MSH-4 {facts.Facility}，地址 {string.Join("、", facts.Networks)}{(facts.Folder is { } folder ? $"，文件夹 {folder}" : "")}{(facts.Classes.Count > 0 ? $"，设备 {string.Join("、", facts.Classes.Select(each => $"{each.Key}={each.Value}"))}" : "")}";

    private static AuditSubject Subject(SendingSystem sender) => new("hl7v2-sender", sender.Id, sender.Name);

    private void MustKeep() => me.Require("管理接口连接", Role.SystemAdministrator);
}
