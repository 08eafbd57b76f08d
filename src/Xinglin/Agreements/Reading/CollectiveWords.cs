namespace Xinglin.Agreements.Reading;

/// <summary>Whom of the parties a word means that is nobody's label.</summary>
internal enum Whom { Everyone, Leads, Members }

/// <summary>
/// Words for parties that are not labels. The reader writes them into bearers and counterparties, and an agreement finds its parties
/// by them: this is the one list of both. A party that bears such a word as its label goes before it.
/// </summary>
internal static class CollectiveWords
{
    /// <summary>Words for several parties at once, as texts use them.</summary>
    public static readonly string[] Groups =
        ["合作各方", "协议各方", "签约各方", "各参与方", "各合作单位", "各成员单位", "全体成员单位", "各成员医院", "各成员机构", "各成员", "各单位", "各方", "三方", "四方", "双方", "两院", "两家医院"];

    /// <summary>Words for a part that somebody plays. The last two are bodies of the consortium and no party.</summary>
    public static readonly string[] Roles =
    [
        "牵头单位", "牵头医院", "牵头机构", "核心单位", "核心医院", "核心机构", "成员单位", "成员医院", "成员机构", "支援方", "受援方", "支援医院", "受援医院", "转出方", "转入方",
        "转出医院", "转入医院", "委托方", "受托方", "托管方", "被托管方", "邀请方", "受邀方", "总医院", "理事会", "管委会",
    ];

    private static readonly HashSet<string> Members =
    [
        "各成员单位", "全体成员单位", "各成员医院", "各成员机构", "成员单位", "成员医院", "成员机构", "医共体成员单位", "医联体成员单位", "受援方", "受援医院", "委托方", "被托管方"
    ];

    private static readonly HashSet<string> Leads =
        ["牵头单位", "牵头医院", "牵头机构", "核心单位", "核心医院", "核心机构", "总医院", "支援方", "支援医院", "受托方", "托管方"];

    // Who refers or asks in the single case may be each of the parties.
    private static readonly HashSet<string> Everyone =
    [
        .. Groups.Where(word => !Members.Contains(word)), "甲乙双方", "医共体各单位", "医联体各单位", "转出方", "转入方", "转出医院", "转入医院", "邀请方", "受邀方"
    ];

    /// <summary>Null for a word that means no party.</summary>
    public static Whom? Of(string word) => Everyone.Contains(word) ? Whom.Everyone : Members.Contains(word) ? Whom.Members : Leads.Contains(word) ? Whom.Leads : null;
}
