using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements;
using Xinglin.Agreements.Contract;
using Xinglin.Platform;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Agreements.Terms;

public class TermsTests
{
    private const string Priority = ClauseKinds.ReferralPriority;
    private static readonly DateOnly Day = new(2025, 6, 15);

    private static ClauseContent PriorityClause => Agreed.Clause(Priority, "甲方", "甲方为乙方转来的患者提供优先就诊、检查和住院。");

    [Theory, EveryDatabase]
    public async Task A_confirmed_clause_in_force_is_granted_with_its_text_version_and_parameters(Engine engine)
    {
        var (app, lead, member) = await Houses(engine);
        var clause = Agreed.Clause(ClauseKinds.PreparationSupply, "甲方", "甲方向乙方供应院内制剂等。");
        (clause.Items, clause.OpenList, clause.WithinMinutes, clause.WithinSource) = (["杏苏合剂", "健脾丸"], true, 2880, "双方商定");
        (clause.PriceRule, clause.PersonInCharge, clause.AtEnd) = ("按成本价", "药剂科张主任", AtEnd.Finish);
        var id = await Agreed.InForce(app, lead, member, PriorityClause, clause);

        var granted = app.Granted(lead, member, ClauseKinds.PreparationSupply, Day);

        Assert.Null(granted.Caution);
        var term = granted.Term;
        Assert.Equal((id, 1, "1.2", clause.Text), (term.AgreementId, term.Version, term.Path, term.Text));
        Assert.Equal((Agreed.SealedOn, new DateOnly(2028, 2, 29)), (term.From, term.LastDay));
        Assert.Equal([lead.Id], term.Bearers);
        Assert.Equal([member.Id], term.Counterparties);
        Assert.Equal(["杏苏合剂", "健脾丸"], term.Parameters.Items);
        Assert.Equal((true, TimeSpan.FromDays(2), "双方商定", "按成本价", "药剂科张主任"), (term.Parameters.ListIsOpen, term.Parameters.Within,
            term.Parameters.WithinSource, term.Parameters.PriceRule, term.Parameters.PersonInCharge));
        Assert.Equal(AtEnd.Finish, term.AtEnd);
        Assert.Equal($"/agreements/{id}/clauses#clause-{term.ClauseId}", term.Cite().Link);
        Assert.Same(term, app.Ask(lead, member, ClauseKinds.PreparationSupply, Day).OrRefuse());
    }

    [Theory, EveryDatabase]
    public async Task A_clause_that_permits_or_goes_step_by_step_is_granted_with_a_caution_and_its_strength(Engine engine)
    {
        var (app, lead, member) = await Houses(engine);
        var clause = Agreed.Clause(ClauseKinds.ResultRecognition, "甲方", "甲方逐步推进检查检验结果互认，每年不少于20项。");
        (clause.Modality, clause.QuantityValue, clause.QuantityUnit) = (Modality.Progressive, 20, "项");
        await Agreed.InForce(app, lead, member, clause, PriorityClause);

        var granted = app.Granted(lead, member, ClauseKinds.ResultRecognition, Day);

        Assert.Contains("第1.1条写的是“逐步推进”，不是必须做到的承诺", granted.Caution);
        Assert.Equal((Modality.Progressive, 20m, "项"), (granted.Term.Parameters.Modality, granted.Term.Parameters.Quantity, granted.Term.Parameters.QuantityUnit));
        Assert.Null(app.Granted(lead, member, Priority, Day).Caution);
        var answer = (await app.Client(member.Office).GetFromJsonAsync<JsonElement>($"/api/terms?bearer={lead.Id}&counterparty={member.Id}&kind={ClauseKinds.ResultRecognition}&at=2025-06-15")).GetProperty("term");
        Assert.Equal(("progressive", 20m, "项"), (answer.GetProperty("modality").GetString(), answer.GetProperty("quantity").GetDecimal(), answer.GetProperty("quantityUnit").GetString()));
    }

    [Theory, EveryDatabase]
    public async Task A_clause_is_in_force_from_its_first_day_in_China_to_the_end_of_its_last(Engine engine)
    {
        var (app, lead, member) = await Houses(engine);
        await Agreed.InForce(app, lead, member, PriorityClause);
        var (from, last) = (ChinaTime.StartOf(Agreed.SealedOn), ChinaTime.StartOf(new DateOnly(2028, 3, 1)));

        bool At(DateTimeOffset moment) => app.Terms().Ask(lead.Id, member.Id, Priority, moment) is TermAnswer.Granted;

        Assert.Equal((false, true, true, false), (At(from.AddSeconds(-1)), At(from), At(last.AddSeconds(-1)), At(last)));
    }

    [Theory, EveryDatabase]
    public async Task A_clause_that_survives_the_end_holds_on_but_begins_no_new_work(Engine engine)
    {
        var (app, lead, member) = await Houses(engine);
        var secrecy = Agreed.Clause("confidentiality", "双方", "双方对患者信息保密，协议终止后继续有效。");
        secrecy.Kinds = ["confidentiality", ClauseKinds.SurvivingDuty, Priority];
        var id = await Agreed.InForce(app, lead, member, secrecy, PriorityClause);
        var today = app.Time.Today();
        await Agreed.End(app, id, today, "院区调整", lead, member);

        Assert.Null(app.Granted(lead, member, "confidentiality", today).Caution);
        var after = app.Granted(lead, member, "confidentiality", today.AddYears(1));
        Assert.Contains("结束后继续履行", after.Caution);
        Assert.Equal(id, after.Term.AgreementId);
        Assert.Equal("term.ended", app.Refused(lead, member, Priority, today.AddDays(1)).Code);
        Assert.Contains(app.Terms().Of(member.Id, today.AddYears(1)), term => term.ClauseId == after.Term.ClauseId);
        Assert.Single(app.Terms().Of(member.Id, today.AddYears(1)));
    }

    [Theory, EveryDatabase]
    public async Task Between_houses_without_an_agreement_nothing_is_granted(Engine engine)
    {
        var (app, lead, member) = await Houses(engine);
        var stranger = await Agreed.House(app, "邻县医院");
        await Agreed.InForce(app, lead, member, PriorityClause);

        var refused = app.Refused(lead, stranger, Priority, Day);

        Assert.Equal("term.no-agreement", refused.Code);
        Assert.Contains("没有盖章生效的协议", refused.Reason);
        Assert.Contains("起草协议", refused.Remedy);
        Assert.Null(refused.By);
        Assert.Equal(refused.Reason, Assert.Throws<Refused>(() => app.Ask(lead, stranger, Priority, Day).OrRefuse()).Message);
    }

    [Theory, EveryDatabase]
    public async Task What_the_agreement_does_not_say_is_refused_citing_the_agreement(Engine engine)
    {
        var (app, lead, member) = await Houses(engine);
        var id = await Agreed.InForce(app, lead, member, PriorityClause);

        var other = app.Refused(lead, member, ClauseKinds.GreenChannel, Day);
        var backwards = app.Refused(member, lead, Priority, Day);

        Assert.Equal(("term.no-clause", "term.no-clause"), (other.Code, backwards.Code));
        Assert.Contains("转诊绿色通道", other.Reason);
        Assert.Contains("修订版本", other.Remedy);
        Assert.Equal($"/agreements/{id}", other.By!.Link);
    }

    [Theory, EveryDatabase]
    public async Task A_draft_and_an_agreement_that_still_waits_for_a_seal_grant_nothing(Engine engine)
    {
        var (app, lead, member) = await Houses(engine);
        var id = await Agreed.InForce(app, lead, member, PriorityClause);
        await app.As(lead.Office, async services =>
        {
            var next = await services.GetRequiredService<DraftingDesk>().Succeed(id, AgreementAct.Amend);
            await services.GetRequiredService<ConfirmingDesk>().Type(next.Id, "1.9", Agreed.Clause(ClauseKinds.GreenChannel, "甲方", "甲方开通绿色通道。"));
        });

        Assert.Equal("term.no-clause", app.Refused(lead, member, ClauseKinds.GreenChannel, Day).Code);
    }

    [Theory, EveryDatabase]
    public async Task Before_its_first_day_a_clause_is_refused_with_the_day_from_which_it_counts(Engine engine)
    {
        var (app, lead, member) = await Houses(engine);
        await Agreed.InForce(app, lead, member, PriorityClause);

        var refused = app.Refused(lead, member, Priority, Agreed.SealedOn.AddDays(-1));

        Assert.Equal("term.not-yet", refused.Code);
        Assert.Contains("2025-03-01", refused.Reason);
        Assert.Contains("第1.1条", refused.By!.Source);
    }

    [Theory, EveryDatabase]
    public async Task After_expiry_a_clause_is_refused_with_the_day_of_the_end(Engine engine)
    {
        var (app, lead, member) = await Houses(engine);
        await Agreed.InForce(app, lead, member, PriorityClause);

        var refused = app.Refused(lead, member, Priority, new DateOnly(2028, 3, 1));

        Assert.Equal("term.ended", refused.Code);
        Assert.Contains("2028-02-29", refused.Reason);
        Assert.Contains("协议期满", refused.Reason);
        Assert.Contains("续签", refused.Remedy);
        Assert.Equal(PriorityClause.Text, refused.By!.Text);
    }

    [Theory, EveryDatabase]
    public async Task Notice_ends_the_clauses_after_the_agreed_period_and_taking_it_back_restores_them(Engine engine)
    {
        var (app, lead, member) = await Houses(engine);
        var id = await Agreed.InForce(app, lead, member, PriorityClause);
        await app.As(member.Office, services => services.GetRequiredService<SealingDesk>().GiveNotice(id, null, new DateOnly(2026, 9, 30), "机构调整"));

        app.Granted(lead, member, Priority, new DateOnly(2026, 12, 30));
        var refused = app.Refused(lead, member, Priority, new DateOnly(2026, 12, 31));
        await app.As(member.Office, services => services.GetRequiredService<SealingDesk>().WithdrawNotice(id, null));

        Assert.Contains("2026-12-30", refused.Reason);
        Assert.Contains("通知期满：机构调整", refused.Reason);
        app.Granted(lead, member, Priority, new DateOnly(2026, 12, 31));
    }

    [Theory, EveryDatabase]
    public async Task Termination_ends_the_clauses_on_its_day(Engine engine)
    {
        var (app, lead, member) = await Houses(engine);
        var id = await Agreed.InForce(app, lead, member, PriorityClause);
        var last = app.Time.Today().AddDays(5);
        await Agreed.End(app, id, last, "不可抗力", lead, member);

        app.Granted(lead, member, Priority, last);
        Assert.Contains("不可抗力", app.Refused(lead, member, Priority, last.AddDays(1)).Reason);
    }

    [Theory, EveryDatabase]
    public async Task Where_the_day_of_the_end_was_left_blank_the_last_month_is_granted_with_caution(Engine engine)
    {
        var (app, lead, member) = await Houses(engine);
        var period = new AgreementPeriod { From = "2022-09", To = "2025-09" };
        await Agreed.InForce(app, lead, [member], period, new DateOnly(2022, 9, 10), PriorityClause);

        Assert.Null(app.Granted(lead, member, Priority, new DateOnly(2025, 8, 31)).Caution);
        Assert.Contains("2025-09-01", app.Granted(lead, member, Priority, new DateOnly(2025, 9, 1)).Caution);
        Assert.NotNull(app.Granted(lead, member, Priority, new DateOnly(2025, 9, 30)).Caution);
        Assert.Equal("term.ended", app.Refused(lead, member, Priority, new DateOnly(2025, 10, 1)).Code);
    }

    [Theory, EveryDatabase]
    public async Task A_renewal_signed_ahead_takes_over_without_a_gap_and_leaves_the_present_version_its_days(Engine engine)
    {
        var (app, lead, member) = await Houses(engine);
        var period = new AgreementPeriod { To = "2025-12-31" };
        var first = await Agreed.InForce(app, lead, [member], period, Agreed.SealedOn, PriorityClause);
        var second = await Asked.Next(app, first, AgreementAct.Renew, lead, [lead, member], new DateOnly(2025, 11, 1));

        Assert.Equal(first, app.Granted(lead, member, Priority, new DateOnly(2025, 12, 31)).Term.AgreementId);
        Assert.Equal(second, app.Granted(lead, member, Priority, new DateOnly(2026, 1, 1)).Term.AgreementId);
    }

    [Theory, EveryDatabase]
    public async Task Between_an_end_and_a_renewal_that_starts_later_the_refusal_names_both(Engine engine)
    {
        var (app, lead, member) = await Houses(engine);
        var first = await Agreed.InForce(app, lead, [member], new AgreementPeriod { To = "2025-06-30" }, Agreed.SealedOn, PriorityClause);
        await Asked.Next(app, first, AgreementAct.Renew, lead, [lead, member], new DateOnly(2025, 9, 1));

        var refused = app.Refused(lead, member, Priority, new DateOnly(2025, 8, 1));

        Assert.Equal("term.ended", refused.Code);
        Assert.Contains("2025-06-30", refused.Reason);
        Assert.Contains("2025-09-01", refused.Remedy);
    }

    [Theory, EveryDatabase]
    public async Task An_amended_clause_wins_from_its_day_and_one_taken_out_ends_the_day_before(Engine engine)
    {
        var (app, lead, member) = await Houses(engine);
        var green = Agreed.Clause(ClauseKinds.GreenChannel, "甲方", "甲方开通绿色通道。");
        var first = await Agreed.InForce(app, lead, member, PriorityClause, green);
        var second = await Asked.Next(app, first, AgreementAct.Amend, lead, [lead, member], new DateOnly(2025, 7, 1),
            (services, draft) => Asked.Drop(services, draft, ClauseKinds.GreenChannel));

        Assert.Equal(first, app.Granted(lead, member, Priority, new DateOnly(2025, 6, 30)).Term.AgreementId);
        var after = app.Granted(lead, member, Priority, new DateOnly(2025, 7, 1)).Term;
        Assert.Equal((second, 2), (after.AgreementId, after.Version));
        app.Granted(lead, member, ClauseKinds.GreenChannel, new DateOnly(2025, 6, 30));
        var refused = app.Refused(lead, member, ClauseKinds.GreenChannel, new DateOnly(2025, 7, 1));
        Assert.Equal("term.ended", refused.Code);
        Assert.Contains("由新版本取代", refused.Reason);
        Assert.Contains("现行协议", refused.Remedy);
    }

    [Theory, EveryDatabase]
    public async Task A_collective_word_binds_everyone_it_names(Engine engine)
    {
        var (app, lead, member) = await Houses(engine);
        var third = await Agreed.House(app, "乡镇卫生院");
        await Agreed.InForce(app, lead, [member, third], Agreed.ThreeYears, Agreed.SealedOn,
            Agreed.Clause(ClauseKinds.ResultRecognition, "各方", "各方互认检查检验结果。"),
            new ClauseContent { Text = "各成员单位向牵头单位上报年度计划。", Kinds = [ClauseKinds.AnnualPlan], Bearers = ["各成员单位"], Counterparties = ["牵头单位"] });

        foreach (var (one, other) in (IEnumerable<(House, House)>)[(lead, member), (member, lead), (member, third), (third, lead)])
            app.Granted(one, other, ClauseKinds.ResultRecognition, Day);
        app.Granted(member, lead, ClauseKinds.AnnualPlan, Day);
        app.Granted(third, lead, ClauseKinds.AnnualPlan, Day);
        Assert.Equal("term.no-clause", app.Refused(lead, member, ClauseKinds.AnnualPlan, Day).Code);
        Assert.Equal("term.no-clause", app.Refused(third, member, ClauseKinds.AnnualPlan, Day).Code);
    }

    [Theory, EveryDatabase]
    public async Task A_clause_of_one_towards_all_others_counts_for_each_of_them_and_for_nobody_else(Engine engine)
    {
        var (app, lead, member) = await Houses(engine);
        var third = await Agreed.House(app, "乡镇卫生院");
        await Agreed.InForce(app, lead, [member, third], Agreed.ThreeYears, Agreed.SealedOn, PriorityClause);

        var term = app.Granted(lead, third, Priority, Day).Term;

        Assert.Equal(new HashSet<Guid> { member.Id, third.Id }, term.Counterparties.ToHashSet());
        app.Granted(lead, member, Priority, Day);
        Assert.Equal("term.no-clause", app.Refused(member, third, Priority, Day).Code);
    }

    [Theory, EveryDatabase]
    public async Task Everything_an_organisation_has_a_part_in_is_listed_for_a_day(Engine engine)
    {
        var (app, lead, member) = await Houses(engine);
        var third = await Agreed.House(app, "乡镇卫生院");
        await Agreed.InForce(app, lead, [member, third], Agreed.ThreeYears, Agreed.SealedOn, PriorityClause,
            new ClauseContent { Text = "甲方帮扶乙方专科。", Kinds = ["specialty-assistance"], Bearers = ["甲方"], Counterparties = ["乙方"] });

        Assert.Equal(["1.1", "1.2"], app.Terms().Of(member.Id, Day).Select(term => term.Path));
        Assert.Equal(["1.1"], app.Terms().Of(third.Id, Day).Select(term => term.Path));
        Assert.Empty(app.Terms().Of(member.Id, Agreed.SealedOn.AddDays(-1)));
    }

    [Theory, EveryDatabase]
    public async Task A_running_case_keeps_the_clause_it_began_under(Engine engine)
    {
        var (app, lead, member) = await Houses(engine);
        var first = await Agreed.InForce(app, lead, member, PriorityClause);
        var pinned = app.Granted(lead, member, Priority, Day).Term.ClauseId;
        await Asked.Next(app, first, AgreementAct.Amend, lead, [lead, member], new DateOnly(2025, 7, 1),
            async (services, draft) =>
            {
                await Asked.Drop(services, draft, Priority);
                await services.GetRequiredService<ConfirmingDesk>().Type(draft, "1.9", Agreed.DecemberPlan);
            });

        var term = app.Terms().Pinned(pinned);

        Assert.Equal((first, PriorityClause.Text, new DateOnly(2025, 6, 30)), (term!.AgreementId, term.Text, term.LastDay));
        Assert.Null(app.Terms().Pinned(Guid.CreateVersion7()));
    }

    private static async Task<(TestApp App, House Lead, House Member)> Houses(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        return (app, await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"));
    }
}
