using Xinglin.Platform;

namespace Xinglin.Web.Layout;

/// <summary>An entry of the left navigation.</summary>
/// <param name="Icon">Also listed in Web/icons.txt.</param>
/// <param name="Roles">Who sees it; empty for everyone who is signed in. Pages check for themselves: this only keeps the menu short.</param>
public sealed record NavigationItem(string Label, string Icon, string Href, params string[] Roles)
{
    public bool IsSeenBy(CurrentUser user) => Roles.Length == 0 || user.IsAny(Roles);

    /// <summary>What else it stands for where no other entry does: the other pages of its module.</summary>
    public string? Area { get; init; }

    /// <summary>How near the entry is to a page, for the one that is nearest; null where it has nothing to do with it.</summary>
    internal int? Nearness(string path) => Covers(Href, path) ? Href.Length : Area is not null && Covers(Area, path) ? 0 : null;

    private static bool Covers(string place, string path) =>
        place == "/" ? path is "/" or "" : path == place || path.StartsWith(place + "/", StringComparison.Ordinal);
}

public sealed record NavigationGroup(string? Label, params NavigationItem[] Items);

/// <summary>The left navigation, by capability.</summary>
public static class Navigation
{
    /// <summary>Everyone who works for an organisation, and so not the three administrators.</summary>
    private static readonly string[] Staff = [.. Role.Names.Keys.Where(role => !Role.IsAdministrator(role))];

    /// <summary>Those who look at patients.</summary>
    private static readonly string[] Care = [Role.Physician, Role.ReferralCoordinator, Role.Diagnostics, Role.PublicHealth, Role.MedicalAffairs];

    public static readonly IReadOnlyList<NavigationGroup> All =
    [
        new(null, new NavigationItem("工作台", "home", "/")),
        new("诊疗协作",
            new NavigationItem("转诊", "arrows-exchange", "/referrals", Role.Physician, Role.ReferralCoordinator, Role.MedicalAffairs, Role.PublicHealth),
            new NavigationItem("转诊统计", "chart-bar", "/referrals/statistics", Role.ConsortiumOffice, Role.Director),
            new NavigationItem("检查检验", "microscope", "/results", Role.Physician, Role.Diagnostics, Role.PublicHealth, Role.MedicalAffairs),
            new NavigationItem("检查互认", "microscope", "/results/recognition", Role.ConsortiumOffice, Role.Director) { Area = "/results" },
            new NavigationItem("消息隔离区", "inbox", "/hl7v2/messages", Role.Diagnostics),
            new NavigationItem("患者", "user-heart", "/patients", Care)),
        new("协议",
            new NavigationItem("协议", "file-text", "/agreements", Staff),
            new NavigationItem("有效条款", "certificate", "/terms", Staff),
            new NavigationItem("履约", "checklist", "/duties", Staff)),
        new("通讯录",
            new NavigationItem("机构", "building-hospital", "/directory/organizations"),
            new NavigationItem("转诊热线", "phone", "/directory/hotlines"),
            new NavigationItem("批量导入", "upload", "/directory/import", Role.SystemAdministrator, Role.ConsortiumOffice)),
        new("管理",
            new NavigationItem("消息投递", "send", "/deliveries", Role.SystemAdministrator),
            new NavigationItem("接口连接", "plug-connected", "/hl7v2/senders", Role.SystemAdministrator),
            new NavigationItem("诊断编码表", "list-search", "/terminology", Role.SystemAdministrator, Role.MedicalAffairs),
            new NavigationItem("用户与授权", "users", "/users", Role.SecurityAdministrator),
            new NavigationItem("接口客户端", "plug-connected", "/api-clients", Role.SecurityAdministrator),
            new NavigationItem("审计日志", "shield-check", "/audit", Role.AuditAdministrator),
            new NavigationItem("事件推送", "webhook", "/webhooks", Role.ConsortiumOffice),
            new NavigationItem("接口说明", "api", "/api-docs", Role.ConsortiumOffice, Role.SystemAdministrator, Role.SecurityAdministrator))
    ];

    /// <summary>The groups of which this person sees something.</summary>
    public static IEnumerable<NavigationGroup> For(CurrentUser user) =>
        All.Select(group => group with { Items = [.. group.Items.Where(item => item.IsSeenBy(user))] }).Where(group => group.Items.Length > 0);
}
