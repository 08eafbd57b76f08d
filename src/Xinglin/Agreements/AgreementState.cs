namespace Xinglin.Agreements;

/// <summary>Where one version of an agreement stands. See <see cref="AgreementLife"/> for the way between.</summary>
public enum AgreementState
{
    Draft,
    Circulated,
    AwaitingSeals,
    InForce,
    Expired,
    Terminated,
    Superseded,
    Withdrawn
}

/// <summary>What people do with an agreement.</summary>
public enum AgreementAct
{
    Circulate,
    Agree,
    ReturnForChange,
    Recall,
    Seal,
    Withdraw,
    GiveNotice,
    WithdrawNotice,
    Terminate,
    Amend,
    Renew
}

/// <summary>The form of cooperation (医疗联合体管理办法, 国卫医发〔2020〕13号 第三条); the first two share staff, money and things, the others do not.</summary>
public enum ConsortiumForm
{
    UrbanGroup,
    CountyCommunity,
    SpecialistAlliance,
    TelemedicineNetwork,
    CooperationAgreement
}

public static class AgreementNames
{
    public static string Show(this AgreementState state) => state switch
    {
        AgreementState.Draft => "起草中",
        AgreementState.Circulated => "待各方确认",
        AgreementState.AwaitingSeals => "待盖章",
        AgreementState.InForce => "生效中",
        AgreementState.Expired => "已到期",
        AgreementState.Terminated => "已终止",
        AgreementState.Superseded => "已被新版本取代",
        _ => "已撤销"
    };

    /// <summary>Colour of the state's tag; see StatusTag.</summary>
    public static string Tone(this AgreementState state) => state switch
    {
        AgreementState.Draft => "blue",
        AgreementState.Circulated or AgreementState.AwaitingSeals => "yellow",
        AgreementState.InForce => "green",
        AgreementState.Expired or AgreementState.Terminated => "red",
        _ => "secondary"
    };

    public static string Show(this AgreementAct act) => act switch
    {
        AgreementAct.Circulate => "送各方确认",
        AgreementAct.Agree => "确认文本",
        AgreementAct.ReturnForChange => "退回修改",
        AgreementAct.Recall => "收回修改",
        AgreementAct.Seal => "盖章",
        AgreementAct.Withdraw => "撤销",
        AgreementAct.GiveNotice => "发出终止通知",
        AgreementAct.WithdrawNotice => "撤回终止通知",
        AgreementAct.Terminate => "协商终止",
        AgreementAct.Amend => "起草修订版本",
        _ => "起草续签版本"
    };

    public static string Show(this ConsortiumForm form) => form switch
    {
        ConsortiumForm.UrbanGroup => "城市医疗集团",
        ConsortiumForm.CountyCommunity => "县域医共体",
        ConsortiumForm.SpecialistAlliance => "专科联盟",
        ConsortiumForm.TelemedicineNetwork => "远程医疗协作网",
        _ => "医联体（协议合作）"
    };

    public static string Show(this Contract.AtEnd atEnd) => atEnd switch
    {
        Contract.AtEnd.Finish => "在办事项办结为止",
        Contract.AtEnd.HandOver => "移交后结束",
        _ => "到期即止"
    };
}
