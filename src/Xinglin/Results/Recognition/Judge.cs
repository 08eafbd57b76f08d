using Xinglin.Agreements.Contract;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Results.Contract;
using Xinglin.Results.Items;

namespace Xinglin.Results.Recognition;

/// <summary>An institution as rules see it.</summary>
public sealed record Institution(Guid Id, string Name, OrganizationLevel Level, string? Division);

/// <summary>An earlier result as rules see it: nothing of what the value says but whether it is there and whether it was critical.</summary>
public sealed record Candidate(
    Institution Maker, string Department, DateTimeOffset? SampledAt, DateTimeOffset? ExaminedAt, DateTimeOffset ReportedAt, string? Method, string? EquipmentClass,
    bool HasImages, bool HasValue, bool Critical);

/// <summary>An addition to the list of a clause, or an exception from it, that both sides agreed on.</summary>
/// <param name="Excluded">Not recognised; else recognised.</param>
public sealed record AgreedItem(string Subject, bool Excluded, DateOnly From, string Words);

public sealed record Intervention(InterventionKind Kind, DateTimeOffset At, string? Name);

/// <summary>Everything that a judgement rests on besides the result.</summary>
/// <param name="Agreement">What the agreement between the two says; null within one institution.</param>
/// <param name="Cycles">Quality cycles of the maker's department for the item.</param>
/// <param name="Method">Only results by this method will do; null where nobody said so.</param>
/// <param name="Usual">By which method the own laboratory measured the item last; null where that is not known.</param>
public sealed record Circumstances(
    Institution Here, DateTimeOffset At, (RecognitionRule Rule, RuleSet Set)? Rule, TermAnswer? Agreement, IReadOnlyList<AgreedItem> Agreed, IReadOnlyList<QualityCycle> Cycles,
    IReadOnlyDictionary<string, MarkScope> Scopes, IReadOnlyList<Intervention> Since, string? Method, string? Usual = null);

/// <param name="Basis">「协议 XL-2025-0001 第1.5.1条」, 「鲁HR」 …; null where it does not stand.</param>
public sealed record Verdict(bool Stands, string? Basis, string? Mark, Guid? ClauseId, DateTimeOffset? Until, IReadOnlyList<RuleFinding> Findings);

/// <summary>
/// Judges one earlier result against the rules, without looking anything up: the same question always has the same answer. Every rule
/// is judged, so that a refusal names all that stands against it.
/// </summary>
public static class Judge
{
    private const string Measures = "国卫医发〔2022〕6号 医疗机构检查检验结果互认管理办法";

    public static Verdict Decide(Item item, Candidate candidate, Circumstances now)
    {
        var findings = new List<RuleFinding>();
        var own = candidate.Maker.Id == now.Here.Id;
        Content(item, candidate, findings);
        var until = Window(item, candidate, now, findings);
        var tight = !own && Agreement(item, candidate, now, findings);
        var mark = own ? null : Mark(candidate, now, tight, findings);
        var clause = own ? null : (now.Agreement as TermAnswer.Granted)?.Term;
        if (!own) Covered(item, now, clause, mark, findings);
        if (now.Rule is var (rule, set))
        {
            if (!own) Levels(candidate, now, rule, Bonds(clause, tight, mark), set, findings);
            Events(candidate, now, rule, set, findings);
            Equipment(candidate, rule, set, findings);
        }

        Methods(item, candidate, now, findings);
        if (candidate.Critical) findings.Add(new("critical", RuleOutcome.Note, "这是危急值，引用时请先确认已处置。", "危急值不因互认而免除"));
        var stands = findings.All(finding => finding.Outcome != RuleOutcome.Fails);
        var listed = clause is not null && Lists(item, now, clause) == true;
        return new Verdict(stands, !stands ? null : own ? "本机构结果" : listed ? clause!.Cite().Source : mark, mark, stands && listed ? clause!.ClauseId : null, until, findings);
    }

    /// <summary>What is recognised are data and images, never the other doctor's conclusion.</summary>
    private static void Content(Item item, Candidate candidate, List<RuleFinding> findings)
    {
        if (item.Value is ValueKind.Images or ValueKind.Tracing or ValueKind.Words)
        {
            if (!candidate.HasImages) findings.Add(new("images", RuleOutcome.Fails, "报告没有附图像或图形，互认的是数据和图像，不是诊断意见。", Measures));
            else findings.Add(new("images", RuleOutcome.Holds, "图像可以调阅。", Measures));
        }
        else if (!candidate.HasValue) findings.Add(new("value", RuleOutcome.Fails, "报告里没有这一项的结果。"));
    }

    private static DateTimeOffset? Window(Item item, Candidate candidate, Circumstances now, List<RuleFinding> findings)
    {
        if (now.Rule is not var (rule, set))
        {
            findings.Add(new("rule", RuleOutcome.Fails, $"没有适用于“{item.Panel}”的互认规则，不自动互认。", "请在互认规则中补充该项目"));
            return null;
        }

        var source = $"{set.Name}第{set.Edition}版：{rule.Source}";
        var start = rule.Start switch { WindowStart.Sampling => candidate.SampledAt, WindowStart.Examination => candidate.ExaminedAt, _ => candidate.ReportedAt };
        if (start is not { } began)
        {
            findings.Add(new("window", RuleOutcome.Fails, $"有效期从{rule.Start.Show()}起算，报告没有{rule.Start.Show()}。", source));
            return null;
        }

        var until = began.AddHours(rule.Hours);
        findings.Add(until >= now.At
            ? new("window", RuleOutcome.Holds, $"{rule.Start.Show()}起 {rule.Window}内有效，到 {ChinaTime.Show(until)}。", source)
            : new("window", RuleOutcome.Fails, $"已超过有效期：{rule.Start.Show()} {ChinaTime.Show(began)} 起 {rule.Window}。", source));
        return until;
    }

    /// <returns>Whether the two belong to one tight community.</returns>
    private static bool Agreement(Item item, Candidate candidate, Circumstances now, List<RuleFinding> findings)
    {
        switch (now.Agreement)
        {
            case TermAnswer.Granted granted:
                var listed = Lists(item, now, granted.Term);
                findings.Add(listed switch
                {
                    true => new("agreement", RuleOutcome.Holds, granted.Term.TightlyKnit ? $"与{candidate.Maker.Name}同在紧密型医联体内，全部项目互认。" : $"“{item.Panel}”在双方商定的互认项目之内。", granted.Term.Cite().Source),
                    false => new("agreement", RuleOutcome.Note, $"双方商定不互认“{item.Panel}”：{Latest(item, now, excluded: true)?.Words}", granted.Term.Cite().Source),
                    null => new("agreement", RuleOutcome.Note, $"“{item.Panel}”不在双方商定的互认项目之内{(granted.Term.Parameters.ListIsOpen ? "；条款写有“等”，可由双方商定增补" : "")}。", granted.Term.Cite().Source)
                });
                if (granted.Caution is { } caution) findings.Add(new("agreement", RuleOutcome.Note, caution, granted.Term.Cite().Source));
                return granted.Term.TightlyKnit;
            case TermAnswer.NotGranted refusal:
                findings.Add(new("agreement", RuleOutcome.Note, refusal.Reason, refusal.By?.Source));
                return false;
            default:
                return false;
        }
    }

    /// <summary>True: recognised. False: both agreed that it is not. Null: the list does not have it.</summary>
    private static bool? Lists(Item item, Circumstances now, Term term)
    {
        if (Latest(item, now, excluded: null) is { } agreed) return !agreed.Excluded;
        if (term.TightlyKnit) return true;
        return term.Parameters.Items.Any(name => name.Trim() == item.Panel || item.IsCalled(name)) ? true : null;
    }

    private static AgreedItem? Latest(Item item, Circumstances now, bool? excluded)
    {
        var today = ChinaTime.DateIn(now.At);
        return now.Agreed.Where(each => each.From <= today && (each.Subject == item.Code || each.Subject == item.Panel) && (excluded is null || each.Excluded == excluded))
            .OrderByDescending(each => each.Subject == item.Code).ThenByDescending(each => each.From).FirstOrDefault();
    }

    /// <summary>The mark that the result carries and that reaches both institutions; null where there is none.</summary>
    private static string? Mark(Candidate candidate, Circumstances now, bool tight, List<RuleFinding> findings)
    {
        var made = candidate.ExaminedAt ?? candidate.SampledAt ?? candidate.ReportedAt;
        var spanning = now.Cycles.Where(cycle => cycle.Spans(made)).ToList();
        var valid = spanning.Where(cycle => cycle.Qualifies && !cycle.IsSuspendedAt(made)).Select(cycle => now.Scopes.GetValueOrDefault(cycle.Scope)).OfType<MarkScope>().ToList();
        var reaching = valid.Where(scope => scope.Covers(now.Here.Division) && scope.Covers(candidate.Maker.Division)).ToList();
        var demand = now.Rule?.Rule.Mark ?? MarkDemand.Always;
        var wanted = demand == MarkDemand.Always || (demand == MarkDemand.OutsideTightCommunities && !tight);
        if (reaching.Count > 0)
        {
            var widest = reaching.MinBy(scope => scope.Divisions.Count == 0 ? 0 : scope.Divisions.Min(part => part.Length))!;
            findings.Add(new("mark", RuleOutcome.Holds, $"{candidate.Department}该项目在质控周期“{spanning.First(cycle => cycle.Scope == widest.Code).Cycle}”持 {widest.Code} 标识。", Measures));
            return widest.Code;
        }

        // Where the agreement alone would do, a department that failed or was suspended still does not.
        var lost = spanning.FirstOrDefault(cycle => !cycle.Qualifies || cycle.IsSuspendedAt(made));
        var words = lost is { Qualifies: false } ? $"{candidate.Department}该项目本周期室间质评{lost.External.Show()}、室内质控{lost.Internal.Show()}，没有互认标识。"
            : lost?.SuspendedAt(made) is { } pause ? $"{candidate.Department}该项目的互认标识自 {ChinaTime.Show(pause.From)} 起{(pause.Until is { } end ? $"至 {ChinaTime.Show(end)} " : "")}暂停：{pause.Because}。"
            : valid.Count > 0 ? $"{candidate.Department}该项目的标识 {string.Join("、", valid.Select(scope => scope.Code))} 不覆盖本机构所在地区。"
            : $"{candidate.Department}该项目在检查时没有有效的互认标识。";
        findings.Add(new("mark", wanted || lost is not null ? RuleOutcome.Fails : RuleOutcome.Note, words, Measures));
        return null;
    }

    /// <summary>Either the agreement lists it, or a mark that reaches both makes it recognised in its whole area.</summary>
    private static void Covered(Item item, Circumstances now, Term? clause, string? mark, List<RuleFinding> findings)
    {
        var listed = clause is null ? null : Lists(item, now, clause);
        if (listed == true) return;
        if (mark is not null && listed is null)
        {
            findings.Add(new("agreement", RuleOutcome.Holds, $"持 {mark} 标识的结果在其区域内互认，不以协议为条件。", Measures));
            return;
        }

        findings.Add(new("agreement", RuleOutcome.Fails, listed == false ? $"双方商定不互认“{item.Panel}”。" : "既没有双方商定的互认条款覆盖该项目，也没有覆盖两地的互认标识。", clause?.Cite().Source ?? Measures));
    }

    private static HashSet<LevelBond> Bonds(Term? clause, bool tight, string? mark)
    {
        var bonds = new HashSet<LevelBond>();
        if (clause is not null) bonds.Add(LevelBond.Consortium);
        if (tight) bonds.Add(LevelBond.TightCommunity);
        if (mark is not null) bonds.Add(LevelBond.QualityArea);
        return bonds;
    }

    /// <summary>Says in every case whose level met whose, what of the rule lets it through or stops it, and where the rule comes from.</summary>
    private static void Levels(Candidate candidate, Circumstances now, RecognitionRule rule, HashSet<LevelBond> bonds, RuleSet set, List<RuleFinding> findings)
    {
        var (maker, here) = (candidate.Maker.Level, now.Here.Level);
        var why = rule.Direction switch
        {
            Direction.Any => "该项目不限级别",
            Direction.SameOrHigher when bonds.Contains(LevelBond.TightCommunity) => "同在紧密型医联体内，不限级别",
            // The smaller the value, the higher the level; an institution without a level counts as the lowest.
            Direction.SameOrHigher => maker <= here ? "符合“同级或上级”" : null,
            _ => rule.Allowed.FirstOrDefault(each => each.Allows(maker, here, bonds)) is { } line ? $"符合“{line.Show()}”" : null
        };
        findings.Add(new("direction", why is null ? RuleOutcome.Fails : RuleOutcome.Holds,
            $"{candidate.Maker.Name}（{maker.Show()}）出具，本机构为{here.Show()}，{why ?? $"该项目只互认{rule.Whose}的结果"}。", $"{set.Name}第{set.Edition}版：{rule.Source}"));
    }

    private static void Events(Candidate candidate, Circumstances now, RecognitionRule rule, RuleSet set, List<RuleFinding> findings)
    {
        var made = candidate.SampledAt ?? candidate.ExaminedAt ?? candidate.ReportedAt;
        foreach (var since in now.Since.Where(each => each.At >= made && each.At <= now.At && rule.Without.Contains(each.Kind)))
        {
            // A drug that nobody named may be one of them.
            if (since is { Kind: InterventionKind.Drug, Name: { } drug } && !rule.Drugs.Any(part => drug.Contains(part, StringComparison.OrdinalIgnoreCase))) continue;
            findings.Add(new("since", RuleOutcome.Fails, $"此后已有{since.Kind.Show()}{(since.Name is { } name ? $"（{name}）" : since.Kind == InterventionKind.Drug ? "（药名不详）" : "")}，{ChinaTime.Show(since.At)}，结果可能已经改变。", $"{set.Name}第{set.Edition}版"));
        }
    }

    private static void Equipment(Candidate candidate, RecognitionRule rule, RuleSet set, List<RuleFinding> findings)
    {
        if (rule.Equipment is not { } least) return;
        var source = $"{set.Name}第{set.Edition}版";
        var (have, want) = (RuleWords.Equipment(candidate.EquipmentClass), RuleWords.Equipment(least));
        if (have is null) findings.Add(new("equipment", RuleOutcome.Fails, $"报告没有注明设备等级，该项目要求不低于 {least}。", source));
        else if (have.Value.Unit != want?.Unit || have.Value.Size < want.Value.Size) findings.Add(new("equipment", RuleOutcome.Fails, $"设备为 {candidate.EquipmentClass}，该项目要求不低于 {least}。", source));
        else findings.Add(new("equipment", RuleOutcome.Holds, $"设备 {candidate.EquipmentClass} 不低于 {least}。", source));
    }

    /// <summary>Where the doctor named a method no other will do. Else what is measured in another way than here, or nobody says how, is something to know: methods have many names.</summary>
    private static void Methods(Item item, Candidate candidate, Circumstances now, List<RuleFinding> findings)
    {
        if (now.Rule is not { Rule.SameMethod: true } decided) return;
        var source = $"{decided.Set.Name}第{decided.Set.Edition}版";
        if (now.Method is { Length: > 0 } wanted)
        {
            if (!Same(candidate.Method, wanted)) findings.Add(new("method", RuleOutcome.Fails, $"检测方法为{candidate.Method ?? "未注明"}，本次要求 {wanted}，不同方法的结果不能直接比较。", source));
        }
        else if (candidate.Maker.Id != now.Here.Id)
        {
            var (usual, whose) = now.Usual is { } own ? (own, "本机构") : (item.Method, "项目目录");
            if (candidate.Method is null) findings.Add(new("method", RuleOutcome.Note, $"报告没有注明检测方法{(usual is null ? "" : $"（{whose}为 {usual}）")}，该项目须同方法才能直接比较，请核对。", source));
            else if (usual is not null && !Same(candidate.Method, usual)) findings.Add(new("method", RuleOutcome.Note, $"检测方法为 {candidate.Method}，{whose}为 {usual}，不同方法的结果不能直接比较，请核对。", source));
        }
    }

    private static bool Same(string? one, string other) => string.Equals(one?.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);
}
