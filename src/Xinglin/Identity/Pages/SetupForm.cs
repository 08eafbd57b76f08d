using Xinglin.Directory.Contract;
using Xinglin.Web.Components;

namespace Xinglin.Identity.Pages;

/// <summary>What is typed on the page of the first run.</summary>
public sealed class SetupForm
{
    public const int MemberLines = 8;

    public string? Code { get; set; }
    public string? LeadName { get; set; }
    public string? LeadShortName { get; set; }
    public OrganizationKind LeadKind { get; set; } = OrganizationKind.TraditionalChineseMedicineHospital;
    public OrganizationLevel LeadLevel { get; set; } = OrganizationLevel.Tertiary;
    public List<MemberLine> Members { get; set => field = value ?? []; } = [];
    public string? SystemUserName { get; set; }
    public string? SystemName { get; set; }
    public string? Password { get; set; }
    public string? PasswordAgain { get; set; }
    public string? SecurityUserName { get; set; } = "security";
    public string? SecurityName { get; set; }
    public string? AuditUserName { get; set; } = "audit";
    public string? AuditName { get; set; }
    public string? OfficeUserName { get; set; } = "office";
    public string? OfficeName { get; set; }

    public void Check(Faults faults)
    {
        faults.Need(nameof(Code), Code, "安装码");
        faults.Need(nameof(LeadName), LeadName, "牵头机构全称", 120);
        faults.Need(nameof(LeadShortName), LeadShortName, "简称");
        foreach (var (line, member) in Members.Index())
            if (member.Name is { } name && name.Trim().Length > 120) faults.Add($"Members[{line}].Name", "名称不能超过 120 个字。");
        foreach (var (again, name) in Members.Select(member => Plain(member.Name)).Prepend(Plain(LeadName)).Index())
            if (name.Length > 0 && again > 0 && Members.Take(again - 1).Select(member => Plain(member.Name)).Prepend(Plain(LeadName)).Contains(name))
                faults.Add($"Members[{again - 1}].Name", "这个机构填写了两次。");
        faults.Need(nameof(SystemUserName), SystemUserName, "工号");
        faults.Need(nameof(SystemName), SystemName, "姓名");
        faults.Need(nameof(Password), Password, "密码", 128);
        if (Password != PasswordAgain) faults.Add(nameof(PasswordAgain), "两次输入的密码不一致。");
        faults.Need(nameof(SecurityUserName), SecurityUserName, "工号");
        faults.Need(nameof(SecurityName), SecurityName, "姓名");
        faults.Need(nameof(AuditUserName), AuditUserName, "工号");
        faults.Need(nameof(AuditName), AuditName, "姓名");
        faults.Need(nameof(OfficeUserName), OfficeUserName, "工号");
        faults.Need(nameof(OfficeName), OfficeName, "姓名");
        var names = new HashSet<string>();
        foreach (var (field, name) in new[]
                 {
                     (nameof(SystemUserName), SystemUserName), (nameof(SecurityUserName), SecurityUserName),
                     (nameof(AuditUserName), AuditUserName), (nameof(OfficeUserName), OfficeUserName)
                 })
            if (!string.IsNullOrWhiteSpace(name) && !names.Add(User.Normalize(name))) faults.Add(field, "四个账号须由不同人员使用，工号不能相同。");
    }

    public SetupRequest ToRequest() => new(
        Code!, new(LeadName!.Trim(), LeadShortName!.Trim(), LeadKind, LeadLevel),
        [.. Members.Where(member => !string.IsNullOrWhiteSpace(member.Name)).Select(member => member.ToOrganization())],
        new(SystemUserName!, SystemName!), Password!, new(SecurityUserName!, SecurityName!), new(AuditUserName!, AuditName!), new(OfficeUserName!, OfficeName!));

    private static string Plain(string? name) => string.Concat((name ?? "").Where(character => !char.IsWhiteSpace(character)));
}

/// <summary>A further organisation; a line without a name counts as not filled in.</summary>
public sealed class MemberLine
{
    public string? Name { get; set; }
    public OrganizationKind Kind { get; set; } = OrganizationKind.GeneralHospital;
    public OrganizationLevel Level { get; set; } = OrganizationLevel.Secondary;

    public SetupOrganization ToOrganization()
    {
        var name = Name!.Trim();
        return new(name, name.Length > 40 ? name[..40] : name, Kind, Level);
    }
}
