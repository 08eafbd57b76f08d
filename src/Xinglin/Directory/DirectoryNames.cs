namespace Xinglin.Directory;

/// <summary>What people read for the code sets of this module; imported tables use the same words.</summary>
public static class DirectoryNames
{
    public static string Show(this DepartmentKind kind) => kind switch
    {
        DepartmentKind.Clinical => "临床科室",
        DepartmentKind.MedicalTechnology => "医技科室",
        DepartmentKind.Administrative => "职能科室",
        _ => "其他"
    };

    public static string Show(this Sex sex) => sex switch
    {
        Sex.Male => "男",
        Sex.Female => "女",
        Sex.NotStated => "未说明",
        _ => "未知"
    };

    public static string Show(this LicenceKind kind) => kind switch
    {
        LicenceKind.Physician => "医师执业证书",
        LicenceKind.Nurse => "护士执业证书",
        LicenceKind.Other => "其他证书",
        _ => "无"
    };

    public static string Show(this ProfessionalTitle title) => title switch
    {
        ProfessionalTitle.ChiefPhysician => "主任医师",
        ProfessionalTitle.AssociateChiefPhysician => "副主任医师",
        ProfessionalTitle.AttendingPhysician => "主治医师",
        ProfessionalTitle.ResidentPhysician => "住院医师",
        ProfessionalTitle.AssistantPhysician => "执业助理医师",
        ProfessionalTitle.ChiefPharmacist => "主任药师",
        ProfessionalTitle.SupervisingPharmacist => "主管药师",
        ProfessionalTitle.Pharmacist => "药师",
        ProfessionalTitle.ChiefTechnologist => "主任技师",
        ProfessionalTitle.SupervisingTechnologist => "主管技师",
        ProfessionalTitle.Technologist => "技师",
        ProfessionalTitle.ChiefNurse => "主任护师",
        ProfessionalTitle.SupervisingNurse => "主管护师",
        ProfessionalTitle.SeniorNurse => "护师",
        ProfessionalTitle.Nurse => "护士",
        ProfessionalTitle.Administrative => "行政管理",
        _ => "无职称"
    };

    /// <summary>The value whose Chinese name this is.</summary>
    internal static T? Read<T>(string text, Func<T, string> show) where T : struct, Enum =>
        Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => show(value!.Value) == text.Trim());
}
