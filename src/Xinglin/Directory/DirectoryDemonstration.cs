using System.Globalization;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Identifiers;

namespace Xinglin.Directory;

/// <summary>
/// The invented city 云川市: a lead hospital, its member in 清河县, and the county community of 青石县. Division codes under 5198
/// are not assigned; identifiers carry right check digits except one, which its office has confirmed.
/// </summary>
internal sealed class DirectoryDemonstration : IDemonstration
{
    private const string City = "519800";
    private const string Qinghe = "519821";
    private const string Qingshi = "519822";
    private const string UnsoundCode = "青石县石桥镇卫生院";

    private static readonly string[] Townships = ["城关镇", "柳河镇", "石桥镇", "白云镇", "松岭镇", "桃源乡", "双泉镇", "大湾镇", "红岩乡", "青龙镇", "平安镇", "竹溪乡"];
    private static readonly string[] Communities = ["东城", "西关", "南苑"];

    private static readonly (string Name, DepartmentKind Kind)[] LeadDepartments =
    [
        ("治未病科", DepartmentKind.Clinical), ("肺病科", DepartmentKind.Clinical), ("肿瘤科", DepartmentKind.Clinical), ("骨关节科", DepartmentKind.Clinical),
        ("运动医学科", DepartmentKind.Clinical), ("脑病科", DepartmentKind.Clinical), ("心病科", DepartmentKind.Clinical), ("检验科", DepartmentKind.MedicalTechnology),
        ("影像科", DepartmentKind.MedicalTechnology), ("药剂科", DepartmentKind.MedicalTechnology), ("科教科", DepartmentKind.Administrative),
        ("医务科", DepartmentKind.Administrative), ("医联体办公室", DepartmentKind.Administrative), ("转诊中心", DepartmentKind.Administrative)
    ];

    private static readonly (string Name, DepartmentKind Kind)[] CountyDepartments =
    [
        ("内科", DepartmentKind.Clinical), ("外科", DepartmentKind.Clinical), ("中医科", DepartmentKind.Clinical), ("检验科", DepartmentKind.MedicalTechnology),
        ("影像科", DepartmentKind.MedicalTechnology), ("药剂科", DepartmentKind.MedicalTechnology), ("医联体办公室", DepartmentKind.Administrative), ("转诊中心", DepartmentKind.Administrative)
    ];

    private static readonly ProfessionalTitle[] PhysicianTitles =
        [ProfessionalTitle.ChiefPhysician, ProfessionalTitle.AssociateChiefPhysician, ProfessionalTitle.AttendingPhysician, ProfessionalTitle.ResidentPhysician];

    private const string Surnames = "林周何沈陈白方杨秦赵单曾解吴郑冯蒋韩朱许吕张孔曹严";
    private static readonly string[] GivenNames =
        ["知夏", "明远", "静", "仲景", "安", "芷若", "学文", "康", "怀德", "一诺", "云舒", "国华", "晓东", "思源", "春梅", "志强", "雅琴", "海波", "慧敏", "建军", "若兰", "子涵"];

    private XinglinDb db = null!;
    private DateTimeOffset now;
    private int organizationNumber;
    private int staffNumber;
    private int lineNumber;

    public int Order => 10;

    public async Task Load(IServiceProvider services, CancellationToken ct)
    {
        db = services.GetRequiredService<XinglinDb>();
        now = services.GetRequiredService<TimeProvider>().Now();

        Add("云川市卫生健康委员会", "云川卫健委", OrganizationKind.HealthAuthority, OrganizationLevel.Ungraded, City, "0399", "云川市新城区政和路1号", "11", null);
        var lead = Add("云川市中医医院", "云川中医院", OrganizationKind.TraditionalChineseMedicineHospital, OrganizationLevel.Tertiary, City, "0399", "云川市新城区杏林路88号", "12", "A210");
        var leadDepartments = AddDepartments(lead, LeadDepartments);
        AddStaff(lead, leadDepartments, 30, '4');
        AddHotline(lead, "转诊热线（白班）", "每天 08:00–20:00", "何静", "转诊中心主任", 1);
        AddHotline(lead, "转诊热线（夜班）", "每天 20:00–08:00", "何安", "总值班", 2);

        var member = Add("清河县人民医院", "清河县医院", OrganizationKind.GeneralHospital, OrganizationLevel.Secondary, Qinghe, "0399", "清河县河滨路16号", "12", "A100");
        AddStaff(member, AddDepartments(member, CountyDepartments), 10, '1');
        AddHotline(member, "双向转诊", "每天 00:00–24:00", "韩志强", "医联体办公室主任", 1);

        var county = Add("青石县人民医院", "青石县医院", OrganizationKind.GeneralHospital, OrganizationLevel.Secondary, Qingshi, "0399", "青石县人民路2号", "12", "A100");
        AddStaff(county, AddDepartments(county, CountyDepartments), 8, '1');
        AddHotline(county, "县域医共体转诊", "每天 00:00–24:00", "许春梅", "转诊中心主任", 1);

        foreach (var township in Townships)
            AddPrimary($"青石县{township}卫生院", $"{township}卫生院", OrganizationKind.TownshipHealthCentre, $"青石县{township}中心街1号", "C220");
        foreach (var community in Communities)
            AddPrimary($"青石县{community}社区卫生服务中心", $"{community}社区中心", OrganizationKind.CommunityHealthCentre, $"青石县城区{community}路5号", "B100");
        await db.SaveChangesAsync(ct);
    }

    private void AddPrimary(string name, string shortName, OrganizationKind kind, string address, string category)
    {
        var organization = Add(name, shortName, kind, OrganizationLevel.Primary, Qingshi, "0399", address, "12", category);
        AddStaff(organization, AddDepartments(organization, [("全科门诊", DepartmentKind.Clinical)]), 1, '1');
        AddHotline(organization, "转诊联系", "周一至周五 08:00–17:30", null, null, 1);
    }

    private Organization Add(string name, string shortName, OrganizationKind kind, OrganizationLevel level, string division, string area, string address, string registrar, string? category)
    {
        organizationNumber++;
        var body = string.Create(CultureInfo.InvariantCulture, $"MB{700000 + organizationNumber * 137:000000}");
        var code = body + OrganizationCode.CheckCharacter(body);
        var credit = registrar + division + code;
        var check = UnifiedSocialCreditCode.CheckCharacter(credit);
        if (name == UnsoundCode) check = check == '0' ? '1' : '0';
        var institution = category is null ? null : $"{code}{division}10{category}1";
        var phone = string.Create(CultureInfo.InvariantCulture, $"{area}-{6230000 + organizationNumber * 111}");
        // In the midst of a desert, where no hospital stands.
        var place = new GeoPoint(39 + organizationNumber * 7 % 11 * 0.04, 83 + organizationNumber * 5 % 13 * 0.05);
        var (facts, examined) = new OrganizationFacts(name, shortName, kind, level, credit + check, institution, division, address, phone, Person(organizationNumber * 7), place.ToString()).Examine();
        examined.MustPass(warningsConfirmed: name == UnsoundCode);
        var organization = new Organization(Guid.CreateVersion7(), facts.Name, facts.ShortName, kind, level);
        organization.Describe(facts, examined.Warnings.Count > 0);
        db.Add(organization);
        return organization;
    }

    private List<Department> AddDepartments(Organization organization, (string Name, DepartmentKind Kind)[] names)
    {
        List<Department> departments = [];
        foreach (var (index, (name, kind)) in names.Index())
        {
            var department = new Department(Guid.CreateVersion7(), organization.Id, name);
            department.Describe(new(name, string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + (int)kind)}{index + 1:00}"), kind));
            db.Add(department);
            departments.Add(department);
        }

        return departments;
    }

    private void AddStaff(Organization organization, List<Department> departments, int count, char category)
    {
        for (var index = 0; index < count; index++)
        {
            staffNumber++;
            var department = departments[index % departments.Count];
            var nurse = department.Kind == DepartmentKind.Clinical && index % 5 == 4;
            var number = nurse
                ? string.Create(CultureInfo.InvariantCulture, $"2015{City[..2]}{staffNumber:000000}")
                : string.Create(CultureInfo.InvariantCulture, $"1{category}{organization.DivisionCode}{staffNumber:0000000}");
            var (licence, title) = department.Kind switch
            {
                DepartmentKind.Clinical when nurse => (LicenceKind.Nurse, ProfessionalTitle.SupervisingNurse),
                DepartmentKind.Clinical => (LicenceKind.Physician, PhysicianTitles[index / 2 % PhysicianTitles.Length]),
                DepartmentKind.MedicalTechnology when department.Name == "药剂科" => (LicenceKind.None, ProfessionalTitle.SupervisingPharmacist),
                DepartmentKind.MedicalTechnology => (LicenceKind.None, ProfessionalTitle.SupervisingTechnologist),
                _ => (LicenceKind.None, ProfessionalTitle.Administrative)
            };
            var (facts, check) = new StaffFacts(index == 0 ? Doctor(organization) : Person(staffNumber), nurse || staffNumber % 3 == 0 ? Sex.Female : Sex.Male, title, licence,
                licence == LicenceKind.None ? null : number, department.Id, string.Create(CultureInfo.InvariantCulture, $"1990{staffNumber:0000000}")).Examine();
            check.MustPass(warningsConfirmed: false);
            var person = new StaffMember(Guid.CreateVersion7(), organization.Id, facts.Name);
            person.Describe(facts, warningsConfirmed: false);
            db.Add(person);
        }
    }

    private void AddHotline(Organization organization, string label, string hours, string? person, string? title, int position)
    {
        lineNumber++;
        var (facts, check) = new HotlineFacts(string.Create(CultureInfo.InvariantCulture, $"0399-{6880000 + lineNumber * 101}"), label, hours, person, title, position).Examine();
        check.MustPass(warningsConfirmed: false);
        var hotline = new Hotline(Guid.CreateVersion7(), organization.Id, facts.Number, facts.Label, facts.Hours);
        hotline.Describe(facts);
        hotline.Publish(now);
        if (lineNumber % 4 != 0) hotline.MarkChecked(now.AddDays(-3 * lineNumber), person ?? "何静");
        db.Add(hotline);
    }

    /// <summary>Called as the account of the institution's doctor is, so that what the doctor signs finds the licence.</summary>
    private static string Doctor(Organization organization) => organization.Name == "云川市中医医院" ? "沈仲景" : $"{organization.ShortName}医师";

    private static string Person(int number) => Surnames[number * 7 % Surnames.Length] + GivenNames[number * 5 % GivenNames.Length];
}
