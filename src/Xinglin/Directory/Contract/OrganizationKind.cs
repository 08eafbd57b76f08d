namespace Xinglin.Directory.Contract;

/// <summary>Kinds of member institutions (医疗联合体管理办法, 国卫医发〔2020〕13号) and the authority that watches over them.</summary>
public enum OrganizationKind
{
    GeneralHospital,
    TraditionalChineseMedicineHospital,
    SpecialistHospital,
    MaternalAndChildHospital,
    CommunityHealthCentre,
    TownshipHealthCentre,
    VillageClinic,
    PublicHealthInstitution,
    HealthAuthority,
    Other
}

/// <summary>Grade of a hospital (医疗机构分级), or the place in the network of those that are not graded.</summary>
public enum OrganizationLevel
{
    Tertiary,
    Secondary,
    Primary,
    Ungraded
}

public static class OrganizationNames
{
    public static string Show(this OrganizationKind kind) => kind switch
    {
        OrganizationKind.GeneralHospital => "综合医院",
        OrganizationKind.TraditionalChineseMedicineHospital => "中医医院",
        OrganizationKind.SpecialistHospital => "专科医院",
        OrganizationKind.MaternalAndChildHospital => "妇幼保健院",
        OrganizationKind.CommunityHealthCentre => "社区卫生服务中心",
        OrganizationKind.TownshipHealthCentre => "乡镇卫生院",
        OrganizationKind.VillageClinic => "村卫生室",
        OrganizationKind.PublicHealthInstitution => "公共卫生机构",
        OrganizationKind.HealthAuthority => "卫生健康行政部门",
        _ => "其他"
    };

    public static string Show(this OrganizationLevel level) => level switch
    {
        OrganizationLevel.Tertiary => "三级",
        OrganizationLevel.Secondary => "二级",
        OrganizationLevel.Primary => "基层",
        _ => "未定级"
    };
}
