using Xinglin.Agreements;
using Xinglin.Directory.Contract;

namespace Xinglin.Tests.Agreements;

/// <summary>What the comparison of versions says differs wherever the sealed text or the codes do.</summary>
public class AgreementDifferenceTests
{
    private static readonly Guid Lead = Guid.NewGuid();
    private static readonly Guid Member = Guid.NewGuid();
    private static readonly Guid Other = Guid.NewGuid();

    private static readonly Dictionary<string, (string What, string After, Action<Agreement, Clause, AgreementTarget> Change)> Changes = new()
    {
        ["title"] = ("名称", "医共体协议", (agreement, _, _) => Describe(agreement, "医共体协议", Agreed.ThreeYears)),
        ["survival"] = ("提前终止", "继续履行", (agreement, _, _) => Describe(agreement, "协议", new AgreementPeriod { Years = 3, NoticeMonths = 3, DutiesSurvive = true })),
        ["notice"] = ("提前终止", "提前 6 个月", (agreement, _, _) => Describe(agreement, "协议", new AgreementPeriod { Years = 3, NoticeMonths = 6 })),
        ["role"] = ("签约方", "（其他", (agreement, _, _) => Save(agreement, PartyRole.Other, Member)),
        ["organisation"] = ("签约方", "〔丙院〕", (agreement, _, _) => Save(agreement, PartyRole.Member, Other)),
        ["no organisation"] = ("签约方", "〔未对应机构〕", (agreement, _, _) => Save(agreement, PartyRole.Member, null)),
        ["bases"] = ("政策依据", "国办发〔2017〕32号", (agreement, _, _) => agreement.Describe("协议", agreement.Form, Agreed.ThreeYears, 4, 2, ["国办发〔2017〕32号"])),
        ["copies"] = ("份数", "各执 3 份", (agreement, _, _) => agreement.Describe("协议", agreement.Form, Agreed.ThreeYears, 4, 3)),
        ["clause"] = ("第1.1条（年度进修与培训计划）", "负责人：王主任", (_, clause, _) => clause.Content.PersonInCharge = "王主任"),
        ["indicator"] = ("目标", "（first-visit-2）", (_, _, target) => target.Indicator = "first-visit-2"),
        ["target"] = ("目标", "≥ 65%", (_, _, target) => target.Value = 65)
    };

    public static TheoryData<string> Names => [.. Changes.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_change_of_the_sealed_text_or_the_codes_is_told(string name)
    {
        var (before, after) = (Version(), Version());
        var (what, said, change) = Changes[name];
        Assert.Empty(Between(before, after));

        change(after.Agreement, after.Clause, after.Target);

        var told = Assert.Single(Between(before, after));
        Assert.Equal((what, true, false), (told.What, told.After.Contains(said, StringComparison.Ordinal), told.Before.Contains(said, StringComparison.Ordinal)));
        Assert.NotEqual(Codes(before), Codes(after));
    }

    private static IReadOnlyList<AgreementChange> Between((Agreement, Clause, AgreementTarget) before, (Agreement, Clause, AgreementTarget) after) => AgreementDifference.Between(
        before.Item1, [before.Item2], [before.Item3], after.Item1, [after.Item2], [after.Item3],
        new Dictionary<Guid, OrganizationRef> { [Lead] = House(Lead, "甲院"), [Member] = House(Member, "乙院"), [Other] = House(Other, "丙院") });

    private static string Codes((Agreement Agreement, Clause Clause, AgreementTarget Target) version) => AgreementCodes.Hash(version.Agreement, [version.Clause], [version.Target]);

    private static readonly Clause First = new(Guid.NewGuid(), Guid.NewGuid(), 1, "1.1", Agreed.DecemberPlan, null, null);

    private static (Agreement Agreement, Clause Clause, AgreementTarget Target) Version()
    {
        var agreement = new Agreement(Guid.NewGuid(), Guid.NewGuid(), "XL-2026-0001", 1, "协议", ConsortiumForm.CooperationAgreement, Lead, DateTimeOffset.UnixEpoch);
        Describe(agreement, "协议", Agreed.ThreeYears);
        agreement.AddParty(Guid.NewGuid(), "甲方", PartyRole.Lead, "甲院", Lead);
        agreement.AddParty(Guid.NewGuid(), "乙方", PartyRole.Member, "乙院", Member);
        var clause = new Clause(First.Id, agreement.Id, 1, "1.1", Agreed.DecemberPlan, null, null) { PreviousId = First.Id };
        clause.Confirm(clause.Content, "某人", DateTimeOffset.UnixEpoch);
        var target = new AgreementTarget(Guid.NewGuid(), agreement.Id, 1, "first-visit", "基层首诊率", ">=", 60, "%", false, null, null) { State = ClauseState.Confirmed };
        return (agreement, clause, target);
    }

    private static void Describe(Agreement agreement, string title, AgreementPeriod period) => agreement.Describe(title, ConsortiumForm.CooperationAgreement, period, 4, 2);

    private static void Save(Agreement agreement, PartyRole role, Guid? organization) => agreement.ChangeParty(agreement.Parties[1].Id, "乙方", role, "乙院", organization);

    private static OrganizationRef House(Guid id, string name) => new(id, name, name, OrganizationKind.GeneralHospital, OrganizationLevel.Secondary);
}
