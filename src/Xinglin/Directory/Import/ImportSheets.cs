using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Identifiers;
using Xinglin.Platform.Tables;

namespace Xinglin.Directory.Import;

/// <summary>Organisations, by full name.</summary>
internal sealed class OrganizationSheet(XinglinDb db, CurrentUser user) : ImportSheet<OrganizationFacts, Organization>(db, user)
{
    private readonly Dictionary<string, string> codes = [];

    public override ImportKind Kind => ImportKind.Organizations;

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        new("机构全称", true, "青石县柳河镇卫生院"), new("简称", false, "柳河卫生院"), new("类别", true, "乡镇卫生院"), new("级别", true, "基层"),
        new("统一社会信用代码", false, ""), new("医疗机构登记号", false, ""), new("行政区划代码", false, ""),
        new("地址", false, "青石县柳河镇中心街1号"), new("电话", false, "0399-7123456"), new("法定代表人", false, ""), new("经纬度", false, "36.18950,117.12680")
    ];

    protected override bool BelongsToOrganization => false;

    protected override async Task Prepare(CancellationToken ct)
    {
        codes.Clear();
        foreach (var one in await Db.Set<Organization>().Where(organization => organization.CreditCode != null).Select(organization => new { organization.CreditCode, organization.Name }).ToListAsync(ct))
            codes[one.CreditCode!] = one.Name;
    }

    protected override string Key(Guid organization, OrganizationFacts facts) => TableColumns.Plain(facts.Name);

    protected override string KeyOf(Organization entity) => TableColumns.Plain(entity.Name);

    protected override OrganizationFacts Read(Func<string, string> cell, Guid organization, List<string> faults)
    {
        if (cell("类别").Length == 0) faults.Add("类别：不能为空");
        if (cell("级别").Length == 0) faults.Add("级别：不能为空");
        return new(cell("机构全称"), cell("简称"),
            Choose("类别", cell("类别"), OrganizationKind.Other, OrganizationNames.Show, faults),
            Choose("级别", cell("级别"), OrganizationLevel.Ungraded, OrganizationNames.Show, faults),
            cell("统一社会信用代码"), cell("医疗机构登记号"), cell("行政区划代码"), cell("地址"), cell("电话"), cell("法定代表人"), cell("经纬度"));
    }

    protected override (OrganizationFacts, Check) Examine(OrganizationFacts facts) => facts.Examine();

    protected override IEnumerable<string> Conflicts(OrganizationFacts facts, Guid organization, Organization? existing)
    {
        if (facts.CreditCode is not { } code) yield break;
        if (codes.TryGetValue(code, out var owner) && TableColumns.Plain(owner) != TableColumns.Plain(facts.Name)) yield return $"统一社会信用代码：已属于「{owner}」";
        else codes[code] = facts.Name;
    }

    protected override Organization Create(Guid organization, OrganizationFacts facts) =>
        new(Guid.CreateVersion7(), facts.Name, facts.ShortName, facts.Kind, facts.Level);

    protected override void Change(Organization entity, OrganizationFacts facts, bool warnings) => entity.Describe(facts, warnings);
}

/// <summary>Departments, by organisation and name.</summary>
internal sealed class DepartmentSheet(XinglinDb db, CurrentUser user) : ImportSheet<DepartmentFacts, Department>(db, user)
{
    public override ImportKind Kind => ImportKind.Departments;

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        new("机构", true, "云川市中医医院"), new("科室名称", true, "治未病科"), new("科室代码", false, "A01"), new("类别", false, "临床科室"), new("电话", false, "0399-6232222-801")
    ];

    protected override string Key(Guid organization, DepartmentFacts facts) => $"{organization}|{facts.Name}";

    protected override string KeyOf(Department entity) => $"{entity.OrganizationId}|{entity.Name}";

    protected override DepartmentFacts Read(Func<string, string> cell, Guid organization, List<string> faults) =>
        new(cell("科室名称"), cell("科室代码"), Choose("类别", cell("类别"), DepartmentKind.Clinical, DirectoryNames.Show, faults), cell("电话"));

    protected override (DepartmentFacts, Check) Examine(DepartmentFacts facts) => facts.Examine();

    protected override Department Create(Guid organization, DepartmentFacts facts) => new(Guid.CreateVersion7(), organization, facts.Name);

    protected override void Change(Department entity, DepartmentFacts facts, bool warnings) => entity.Describe(facts);
}

/// <summary>Staff, by organisation and licence, or by name and department for those without one.</summary>
internal sealed class StaffSheet(XinglinDb db, CurrentUser user) : ImportSheet<StaffFacts, StaffMember>(db, user)
{
    private Dictionary<(Guid, string), Guid> departments = [];

    public override ImportKind Kind => ImportKind.Staff;

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        new("机构", true, "云川市中医医院"), new("姓名", true, "林知夏"), new("性别", false, "女"), new("科室", false, "治未病科"), new("职称", false, "主任医师"),
        new("证书类别", false, "医师执业证书"), new("证书编号", false, "140198010000001"), new("电话", false, "13800000000")
    ];

    protected override async Task Prepare(CancellationToken ct) =>
        departments = await Db.Set<Department>().ToDictionaryAsync(department => (department.OrganizationId, department.Name), department => department.Id, ct);

    protected override string Key(Guid organization, StaffFacts facts) => Key(organization, facts.LicenceKind, facts.LicenceNumber, facts.Name, facts.DepartmentId);

    protected override string KeyOf(StaffMember entity) => Key(entity.OrganizationId, entity.LicenceKind, entity.LicenceNumber, entity.Name, entity.DepartmentId);

    private static string Key(Guid organization, LicenceKind kind, string? number, string name, Guid? department) =>
        number is null ? $"{organization}|{name}|{department}" : $"{organization}|{kind}|{number}";

    protected override StaffFacts Read(Func<string, string> cell, Guid organization, List<string> faults)
    {
        Guid? department = null;
        if (cell("科室") is { Length: > 0 } name && organization != Guid.Empty)
        {
            if (departments.TryGetValue((organization, name), out var found)) department = found;
            else faults.Add($"科室：该机构没有「{name}」，请先登记科室");
        }

        return new(cell("姓名"), Choose("性别", cell("性别"), Sex.Unknown, DirectoryNames.Show, faults),
            Choose("职称", cell("职称"), ProfessionalTitle.None, DirectoryNames.Show, faults),
            Choose("证书类别", cell("证书类别"), LicenceKind.None, DirectoryNames.Show, faults), cell("证书编号"), department, cell("电话"));
    }

    protected override (StaffFacts, Check) Examine(StaffFacts facts) => facts.Examine();

    protected override StaffMember Create(Guid organization, StaffFacts facts) => new(Guid.CreateVersion7(), organization, facts.Name);

    protected override void Change(StaffMember entity, StaffFacts facts, bool warnings) => entity.Describe(facts, warnings);
}

/// <summary>Referral telephone numbers, by organisation, number and use. They are imported unpublished: publishing is an act of its own.</summary>
internal sealed class HotlineSheet(XinglinDb db, CurrentUser user) : ImportSheet<HotlineFacts, Hotline>(db, user)
{
    public override ImportKind Kind => ImportKind.Hotlines;

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        new("机构", true, "云川市中医医院"), new("号码", true, "0399-6232222"), new("用途", true, "转诊热线（白班）"), new("服务时间", true, "每天 08:00–20:00"),
        new("负责人", false, "何静"), new("负责人职务", false, "转诊中心主任"), new("顺序", false, "1")
    ];

    protected override string Key(Guid organization, HotlineFacts facts) => $"{organization}|{facts.Number}|{facts.Label}";

    protected override string KeyOf(Hotline entity) => $"{entity.OrganizationId}|{entity.Number}|{entity.Label}";

    protected override HotlineFacts Read(Func<string, string> cell, Guid organization, List<string> faults)
    {
        var position = 1;
        if (cell("顺序") is { Length: > 0 } order && !int.TryParse(order, NumberStyles.None, CultureInfo.InvariantCulture, out position)) faults.Add($"顺序：「{order}」不是数字");
        return new(cell("号码"), cell("用途"), cell("服务时间"), cell("负责人"), cell("负责人职务"), position);
    }

    protected override (HotlineFacts, Check) Examine(HotlineFacts facts) => facts.Examine();

    protected override Hotline Create(Guid organization, HotlineFacts facts) => new(Guid.CreateVersion7(), organization, facts.Number, facts.Label, facts.Hours);

    protected override void Change(Hotline entity, HotlineFacts facts, bool warnings) => entity.Describe(facts);
}
