using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xinglin.Agreements.Contract;
using Xinglin.Directory.Contract;
using Xinglin.Platform;
using Xinglin.Results.Contract;
using Xinglin.Results.Items;
using Xinglin.Results.Recognition;

namespace Xinglin.Tests.Results;

public class JudgeTests
{
    private static readonly ItemSet Items = new(BuiltInItems.All);
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 2, 0, 0, TimeSpan.Zero);
    private static readonly Institution Here = new(Guid.NewGuid(), "县人民医院", OrganizationLevel.Secondary, "370982");
    private static readonly Institution Township = new(Guid.NewGuid(), "乡镇卫生院", OrganizationLevel.Primary, "370982");
    private static readonly Institution City = new(Guid.NewGuid(), "市中医医院", OrganizationLevel.Tertiary, "370902");
    private static readonly RuleBook Book = new([RuleBook.Standard]);

    [Fact]
    public void A_fresh_blood_count_on_the_agreed_list_with_a_mark_stands()
    {
        var verdict = Judge.Decide(Wbc, Made(City, hoursAgo: 20), At(Wbc, City, List("血常规"), Marked(City)));
        Assert.True(verdict.Stands);
        Assert.Equal(Now.AddHours(-20 + 72), verdict.Until);
        Assert.Equal("鲁HR", verdict.Mark);
        Assert.Contains("协议", verdict.Basis);
        Assert.NotNull(verdict.ClauseId);
    }

    [Fact]
    public void Everything_that_stands_against_a_result_is_named_at_once()
    {
        var old = Made(Township, hoursAgo: 24 * 70, images: false, equipment: "4排");
        var verdict = Judge.Decide(Ct, old, At(Ct, Township, List("血常规"), []) with { Since = [new Intervention(InterventionKind.Operation, Now.AddDays(-3), "阑尾切除")] });
        Assert.False(verdict.Stands);
        Assert.Equal(["agreement", "direction", "equipment", "images", "mark", "since", "window"], Failing(verdict));
        Assert.All(verdict.Findings, finding => Assert.EndsWith("。", finding.Words));
    }

    [Theory]
    [InlineData("同级|上级", false)]
    [InlineData("同级|下级（同一医联体）", true)]
    [InlineData("下级（紧密型医联体）", false)]
    [InlineData("下级（同质控地区）", true)]
    [InlineData("基层→二级", true)]
    [InlineData("基层→三级", false)]
    [InlineData("三级→二级", false)]
    [InlineData("不限（同质控地区）", true)]
    public void A_table_of_directions_says_whose_results_are_taken_from_whom(string table, bool stands)
    {
        var rule = Rule(Ct) with { Direction = Direction.Table, Allowed = [.. table.Split('|').Select(word => LevelAllowance.Parse(word)!)] };
        Assert.Equal(table, string.Join('|', rule.Allowed.Select(line => line.Show())));
        var verdict = Judge.Decide(Ct, Made(Township, 24), At(Ct, Township, List("CT"), Cycle(Township, Ct, "鲁HR")) with { Rule = (rule, RuleBook.Standard) });
        Assert.Equal(stands ? [] : ["direction"], Failing(verdict));
        Assert.Contains("乡镇卫生院（基层）出具，本机构为二级", verdict.Findings.Single(finding => finding.Code == "direction").Words);
    }

    [Theory]
    [InlineData("")]
    [InlineData("平级")]
    [InlineData("下级（同市）")]
    [InlineData("下级（）")]
    [InlineData("（同一医联体）")]
    [InlineData("二级→")]
    [InlineData("二级→三级→基层")]
    public void What_is_no_direction_is_not_read(string text) => Assert.Null(LevelAllowance.Parse(text));

    [Property]
    public bool Every_direction_is_read_back_as_it_was_written(LevelRelation relation, LevelBond bond, OrganizationLevel maker, OrganizationLevel here, bool named)
    {
        var line = named ? new LevelAllowance(LevelRelation.Any, maker, here, bond) : new LevelAllowance(relation, null, null, bond);
        return LevelAllowance.Parse(line.Show()) == line && LevelAllowance.Parse(line.Show().Replace('（', '(').Replace('）', ')')) == line;
    }

    [Fact]
    public void Rules_that_were_kept_before_there_was_a_table_read_as_they_were() =>
        Assert.Equal([], Xinglin.Platform.Database.JsonColumn.Read<RecognitionRule>(Xinglin.Platform.Database.JsonColumn.Write(Rule(Ct)).Replace(",\"Allowed\":[]", "", StringComparison.Ordinal)).Allowed);

    [Fact]
    public void A_rule_set_kept_before_the_table_reads_with_the_meaning_it_had()
    {
        const string Kept = """{"Subject":"CT","Hours":1440,"Start":"Examination","Direction":"SameOrHigher","Mark":"Never","SameMethod":false,"Without":[],"Drugs":[],"Equipment":null,"Source":"省清单"}""";
        var old = Xinglin.Platform.Database.JsonColumn.Read<RecognitionRule>(Kept);
        Assert.Equal((Direction.SameOrHigher, 0), (old.Direction, old.Allowed.Count));
        Assert.Equal(["direction"], Failing(Judge.Decide(Ct, Made(Township, 24), At(Ct, Township, List("CT"), []) with { Rule = (old, RuleBook.Standard) })));
        Assert.True(Judge.Decide(Ct, Made(City, 24), At(Ct, City, List("CT"), []) with { Rule = (old, RuleBook.Standard) }).Stands);
    }

    [Theory]
    [InlineData("", Direction.Any, "")]
    [InlineData("不限", Direction.Any, "")]
    [InlineData("同级或上级", Direction.SameOrHigher, "")]
    [InlineData("同级互认|下级认上级|上级认下级（同一医联体）", Direction.Table, "同级|上级|下级（同一医联体）")]
    [InlineData(" 下级认上级 | 二级→三级(同质控地区) ", Direction.Table, "上级|二级→三级（同质控地区）")]
    public void The_column_is_read_in_the_words_of_an_area(string cell, Direction direction, string table)
    {
        var (rule, errors) = Column(cell);
        Assert.Empty(errors);
        Assert.Equal((direction, table), (rule.Direction, string.Join('|', rule.Allowed.Select(line => line.Show()))));
    }

    [Theory]
    [InlineData("|")]
    [InlineData(" | ")]
    [InlineData("同级|平级")]
    [InlineData("同级或上级|下级")]
    public void A_column_that_says_nothing_or_too_much_is_a_fault(string cell) => Assert.Contains("方向", Assert.Single(Column(cell).Errors));

    [Property(MaxTest = 500)]
    public Property Whatever_stands_in_the_column_is_a_direction_or_a_fault() => Prop.ForAll(
        Gen.OneOf(ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
            Gen.Elements("同级", "上级认下级", "二级", "→", "|", "（", "）", "(", ")", "同一医联体", "同质控地区", " ", "不限").ArrayOf().Select(string.Concat)).ToArbitrary(),
        cell =>
        {
            var (rule, errors) = Column(cell);
            return errors.Count > 0 || rule.Direction != Direction.Table || rule.Allowed.Count > 0 && rule.Allowed.All(line => LevelAllowance.Parse(line.Show()) == line);
        });

    [Property]
    public bool Every_case_is_judged_once_with_both_levels_and_the_source(OrganizationLevel maker, OrganizationLevel here, Direction direction, LevelRelation relation, LevelBond bond, bool tight, bool listed, bool marked)
    {
        var line = new LevelAllowance(relation, null, null, bond);
        var rule = Rule(Ct) with { Direction = direction, Allowed = direction == Direction.Table ? [line] : [], Mark = MarkDemand.Never, Source = "省清单 2026" };
        var house = Township with { Level = maker };
        var agreement = tight ? Tight() : listed ? List("CT") : new TermAnswer.NotGranted("term.no-agreement", "没有协议。", "", null);
        var finding = Judge.Decide(Ct, Made(house, 24), At(Ct, house, agreement, marked ? Cycle(house, Ct, "鲁HR") : []) with { Here = Here with { Level = here }, Rule = (rule, RuleBook.Standard) })
            .Findings.Single(each => each.Code == "direction");
        var met = relation switch { LevelRelation.Any => true, LevelRelation.Same => maker == here, LevelRelation.Higher => maker < here, _ => maker > here };
        var bound = bond switch { LevelBond.Nothing => true, LevelBond.Consortium => tight || listed, LevelBond.TightCommunity => tight, _ => marked };
        var stands = direction switch { Direction.Any => true, Direction.SameOrHigher => tight || maker <= here, _ => met && bound };
        return finding.Outcome == (stands ? RuleOutcome.Holds : RuleOutcome.Fails) && finding.Source!.EndsWith("：省清单 2026", StringComparison.Ordinal)
            && finding.Words.StartsWith($"{house.Name}（{maker.Show()}）出具，本机构为{here.Show()}，", StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_tight_community_everything_stands_but_what_both_excluded()
    {
        var tight = At(Ct, Township, Tight(), []);
        Assert.True(Judge.Decide(Ct, Made(Township, 24), tight).Stands);
        var without = tight with { Agreed = [new AgreedItem("CT", Excluded: true, new DateOnly(2026, 1, 1), "层厚不一致")] };
        Assert.Equal(["agreement"], Failing(Judge.Decide(Ct, Made(Township, 24), without)));
        var later = tight with { Agreed = [new AgreedItem("CT", Excluded: true, new DateOnly(2027, 1, 1), "层厚不一致")] };
        Assert.True(Judge.Decide(Ct, Made(Township, 24), later).Stands);
    }

    [Fact]
    public void A_list_with_et_cetera_grows_by_agreement_of_both_with_a_date()
    {
        var sodium = Items.Find("ELE-NA")!;
        var listed = At(sodium, City, List("血常规"), Cycle(City, sodium, "泰安HR"));
        Assert.True(Judge.Decide(sodium, Made(City, 5), listed).Stands, "A mark that reaches both areas carries it without any list.");
        var unmarked = listed with { Rule = (Rule(sodium) with { Mark = MarkDemand.Never }, RuleBook.Standard), Cycles = [] };
        Assert.Equal(["agreement"], Failing(Judge.Decide(sodium, Made(City, 5), unmarked)));
        var added = unmarked with { Agreed = [new AgreedItem("电解质", Excluded: false, new DateOnly(2026, 11, 1), "增补")] };
        Assert.True(Judge.Decide(sodium, Made(City, 5), added).Stands);
    }

    [Fact]
    public void Outside_every_agreement_a_mark_that_reaches_both_areas_is_enough_and_one_that_does_not_is_not()
    {
        var none = At(Wbc, City, new TermAnswer.NotGranted("term.no-agreement", "两家机构之间没有盖章生效的协议。", "", null), Marked(City));
        var verdict = Judge.Decide(Wbc, Made(City, 5), none);
        Assert.True(verdict.Stands);
        Assert.Equal("鲁HR", verdict.Basis);
        Assert.Null(verdict.ClauseId);
        Assert.Equal(["agreement", "mark"], Failing(Judge.Decide(Wbc, Made(City, 5), none with { Here = Here with { Division = "320100" } })));
    }

    [Fact]
    public void A_suspended_mark_stops_even_a_tight_community_from_its_moment_on()
    {
        var cycle = Cycle(Township, Wbc, "鲁HR")[0];
        cycle.Suspend("失控", Now.AddHours(-10), "质控员");
        var tight = At(Wbc, Township, Tight(), [cycle]);
        Assert.Equal(["mark"], Failing(Judge.Decide(Wbc, Made(Township, 5), tight)));
        Assert.True(Judge.Decide(Wbc, Made(Township, 15), tight).Stands);
        cycle.Resume(Now.AddHours(-3));
        Assert.Equal(["mark"], Failing(Judge.Decide(Wbc, Made(Township, 5), tight)));
        Assert.True(Judge.Decide(Wbc, Made(Township, 2), tight).Stands);
    }

    [Fact]
    public void A_second_suspension_leaves_the_first_as_it_was()
    {
        var cycle = Cycle(Township, Wbc, "鲁HR")[0];
        cycle.Suspend("失控", Now.AddHours(-40), "质控员");
        cycle.Resume(Now.AddHours(-30));
        cycle.Suspend("检查发现", Now.AddHours(-10), "质控员");
        cycle.Resume(Now.AddHours(-3));
        var tight = At(Wbc, Township, Tight(), [cycle]);
        Assert.Equal([true, false, true, false, true], new[] { 45.0, 35, 20, 5, 2 }.Select(hours => Judge.Decide(Wbc, Made(Township, hours), tight).Stands));
        Assert.Contains("检查发现", Judge.Decide(Wbc, Made(Township, 5), tight).Findings.Single(finding => finding.Code == "mark").Words);
        Assert.Contains("失控", Judge.Decide(Wbc, Made(Township, 35), tight).Findings.Single(finding => finding.Code == "mark").Words);
    }

    [Fact]
    public void Of_pathology_the_sections_are_recognised_and_never_its_words()
    {
        var biopsy = Items.Find("PAT-BIOPSY")!;
        Assert.True(Judge.Decide(biopsy, Made(Here, 24) with { HasValue = false }, At(biopsy, Here, null, [])).Stands);
        Assert.Equal(["images"], Failing(Judge.Decide(biopsy, Made(Here, 24, images: false), At(biopsy, Here, null, []))));
    }

    [Fact]
    public void A_drug_that_nobody_named_counts_as_any_of_the_listed()
    {
        var potassium = Items.Find("ELE-K")!;
        var unnamed = At(potassium, Here, null, []) with { Since = [new Intervention(InterventionKind.Drug, Now.AddHours(-3), null)] };
        Assert.Equal(["since"], Failing(Judge.Decide(potassium, Made(Here, 24), unnamed)));
        Assert.True(Judge.Decide(Wbc, Made(Here, 24), At(Wbc, Here, null, []) with { Since = unnamed.Since }).Stands);
    }

    [Fact]
    public void Where_the_same_method_is_asked_for_another_or_an_unknown_one_is_said()
    {
        var item = Items.Find("BIO-HBA1C")!;
        var asked = At(item, City, List("糖化血红蛋白"), Cycle(City, item, "鲁HR"));
        Verdict By(string? method, string? usual = null, string? wanted = null) => Judge.Decide(item, Made(City, 24) with { Method = method }, asked with { Usual = usual, Method = wanted });
        string[] Said(Verdict verdict) => [.. verdict.Findings.Where(finding => finding.Code == "method").Select(finding => $"{finding.Outcome} {finding.Words}")];
        Assert.Empty(Said(By(item.Method)));
        Assert.Empty(Said(By("免疫比浊法", "免疫比浊法")));
        Assert.StartsWith("Note 检测方法为 免疫比浊法，项目目录为", Assert.Single(Said(By("免疫比浊法"))));
        Assert.StartsWith($"Note 检测方法为 {item.Method}，本机构为 免疫比浊法", Assert.Single(Said(By(item.Method, "免疫比浊法"))));
        Assert.Contains("没有注明检测方法", Assert.Single(Said(By(null))));
        Assert.True(By(null).Stands);
        Assert.Equal(["method"], Failing(By("免疫比浊法", wanted: "高效液相色谱法")));
    }

    [Fact]
    public void A_failed_assessment_gives_no_mark()
    {
        var failed = new QualityCycle(City.Id, "检验科", Wbc.Code, "2026-1", "鲁HR", new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31), ExternalAssessment.Failed, InternalControl.InControl, "省临检中心", "x", Now);
        Assert.Equal(["mark"], Failing(Judge.Decide(Wbc, Made(City, 5), At(Wbc, City, List("血常规"), [failed]))));
    }

    [Fact]
    public void The_own_institutions_result_needs_neither_agreement_nor_mark()
    {
        var verdict = Judge.Decide(Wbc, Made(Here, 5), At(Wbc, Here, null, []));
        Assert.True(verdict.Stands);
        Assert.Equal("本机构结果", verdict.Basis);
    }

    [Fact]
    public void Only_a_listed_drug_taken_since_the_sample_counts()
    {
        var potassium = Items.Find("ELE-K")!;
        Circumstances After(string drug, double hoursAgo) => At(potassium, Here, null, []) with { Since = [new Intervention(InterventionKind.Drug, Now.AddHours(-hoursAgo), drug)] };
        Assert.Equal(["since"], Failing(Judge.Decide(potassium, Made(Here, 24), After("呋塞米片", 3))));
        Assert.True(Judge.Decide(potassium, Made(Here, 24), After("维生素C", 3)).Stands);
        Assert.True(Judge.Decide(potassium, Made(Here, 24), After("呋塞米片", 30)).Stands);
    }

    [Fact]
    public void The_nearest_area_and_its_newest_edition_decide()
    {
        var day = new DateOnly(2026, 11, 25);
        RuleSet Of(string name, int edition, string[] divisions, int hours) => new(name, "公布", edition, divisions, new DateOnly(2026, 1, 1), null, [Rule(Wbc) with { Hours = hours }]);
        var book = new RuleBook([Of("市", 2, ["3709"], 12), Of("市", 1, ["3709"], 24), Of("省", 1, ["37"], 48), RuleBook.Standard]);
        Assert.Equal(12, book.Find(Wbc, "370982", day)!.Value.Rule.Hours);
        Assert.Equal(48, book.Find(Wbc, "370102", day)!.Value.Rule.Hours);
        Assert.Equal(72, book.Find(Wbc, "320100", day)!.Value.Rule.Hours);
        Assert.Equal(72, book.Find(Wbc, null, day)!.Value.Rule.Hours);
    }

    [Fact]
    public void Of_two_lists_equally_near_the_one_that_names_the_panel_decides_and_the_programs_own_comes_last()
    {
        var day = new DateOnly(2026, 11, 25);
        RuleSet Of(string name, string[] divisions, string subject, int hours) => new(name, "公布", 1, divisions, new DateOnly(2026, 1, 1), null, [Rule(Wbc) with { Subject = subject, Hours = hours }]);
        var book = new RuleBook([Of("检验总则", ["3709"], "检验", 12), Of("血液", ["3709"], "血常规", 24), Of("全国总则", [], "检验", 96), RuleBook.Standard]);
        Assert.Equal(24, book.Find(Wbc, "370982", day)!.Value.Rule.Hours);
        Assert.Equal(96, book.Find(Wbc, "320100", day)!.Value.Rule.Hours);
    }

    [Property]
    public Property A_result_that_stands_stood_at_every_earlier_moment_since_it_was_made() => Prop.ForAll(Cases, each =>
    {
        var (candidate, circumstances) = each;
        if (!Judge.Decide(Wbc, candidate, circumstances).Stands) return true;
        var made = candidate.SampledAt!.Value;
        return Enumerable.Range(0, 5).All(step => Judge.Decide(Wbc, candidate, circumstances with { At = made + (circumstances.At - made) * (step / 5.0) }).Stands);
    });

    [Property]
    public Property It_stands_exactly_where_no_rule_fails_and_only_then_names_what_carries_it() => Prop.ForAll(Cases, each =>
    {
        var verdict = Judge.Decide(Wbc, each.Candidate, each.Circumstances);
        return verdict.Stands == (Failing(verdict).Length == 0) && verdict.Stands == (verdict.Basis is not null) && (verdict.Stands || verdict.ClauseId is null) && verdict.Findings.All(finding => finding.Words.Length > 0);
    });

    [Property]
    public Property No_event_makes_a_result_stand_that_did_not() => Prop.ForAll(Cases, each =>
        Judge.Decide(Wbc, each.Candidate, each.Circumstances).Stands
        || !Judge.Decide(Wbc, each.Candidate, each.Circumstances with { Since = [new Intervention(InterventionKind.Transfusion, each.Circumstances.At, null)] }).Stands);

    [Fact]
    public void A_rule_that_is_written_as_a_row_is_read_as_the_same_rule()
    {
        RecognitionRule[] rules = [.. RuleBook.Standard.Rules, Rule(Wbc) with { Direction = Direction.Table, Allowed = [LevelAllowance.Parse("同级")!, LevelAllowance.Parse("二级→三级（同质控地区）")!], Mark = MarkDemand.Never, Start = WindowStart.Report }];
        foreach (var rule in rules)
        {
            var check = new Xinglin.Platform.Identifiers.Check("result.rule");
            var cells = RuleRow.Columns.Zip(RuleRow.Write(rule)).ToDictionary(each => each.First.Heading, each => each.Second);
            Assert.Equivalent(rule, RuleRow.Read(heading => cells[heading], Items, check), strict: true);
            Assert.Empty(check.Errors);
        }
    }

    private static (RecognitionRule Rule, IReadOnlyList<string> Errors) Column(string cell)
    {
        var check = new Xinglin.Platform.Identifiers.Check("result.rule");
        var rule = RuleRow.Read(heading => heading switch { "项目" => "CT", "有效小时" => "72", "起算" => "检查时间", "依据" => "省清单", "方向" => cell, _ => "" }, Items, check);
        return (rule, [.. check.Errors.Select(error => error.ToString())]);
    }

    private static Item Wbc => Items.Find("CBC-WBC")!;
    private static Item Ct => Items.Find("CT-CHEST")!;

    private static Arbitrary<(Candidate Candidate, Circumstances Circumstances)> Cases => (
        from maker in Gen.Elements(Here, Township, City)
        from hours in Gen.Choose(0, 24 * 8)
        from mode in Gen.Choose(0, 3)
        from marked in Gen.Elements(true, false)
        from suspended in Gen.Choose(-1, 40)
        from transfused in Gen.Choose(-1, 24 * 8)
        from value in Gen.Frequency((9, Gen.Constant(true)), (1, Gen.Constant(false)))
        select (Made(maker, hours) with { HasValue = value }, Case(maker, mode, marked, suspended, transfused))).ToArbitrary();

    private static Circumstances Case(Institution maker, int mode, bool marked, int suspended, int transfused)
    {
        var cycles = marked ? Cycle(maker, Wbc, "鲁HR") : [];
        if (marked && suspended >= 0) cycles[0].Suspend("失控", Now.AddHours(-suspended), "质控员");
        TermAnswer? agreement = maker == Here ? null : mode switch { 0 => Tight(), 1 => List("血常规"), 2 => List("尿常规"), _ => new TermAnswer.NotGranted("term.no-agreement", "没有协议。", "", null) };
        return At(Wbc, maker, agreement, cycles) with { Since = transfused < 0 ? [] : [new Intervention(InterventionKind.Transfusion, Now.AddHours(-transfused), null)] };
    }

    private static Candidate Made(Institution maker, double hoursAgo, bool images = true, string? equipment = "64排") =>
        new(maker, "检验科", Now.AddHours(-hoursAgo), Now.AddHours(-hoursAgo), Now.AddHours(-hoursAgo), "仪器法", equipment, images, true, false);

    private static Circumstances At(Item item, Institution maker, TermAnswer? agreement, IReadOnlyList<QualityCycle> cycles) =>
        new(Here, Now, Book.Find(item, Here.Division, ChinaTime.DateIn(Now)), maker.Id == Here.Id ? null : agreement, [], cycles, MarkScope.BuiltIn.ToDictionary(scope => scope.Code), [], null);

    private static RecognitionRule Rule(Item item) => Book.Find(item, null, ChinaTime.DateIn(Now))!.Value.Rule;

    private static List<QualityCycle> Marked(Institution maker) => Cycle(maker, Wbc, "鲁HR");

    private static List<QualityCycle> Cycle(Institution maker, Item item, string scope) =>
        [new(maker.Id, "检验科", item.Code, "2026-1", scope, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31), ExternalAssessment.Passed, InternalControl.InControl, "省临检中心", "x", Now)];

    private static TermAnswer List(params string[] items) => Granted(items, tight: false);

    private static TermAnswer Tight() => Granted([], tight: true);

    private static TermAnswer.Granted Granted(string[] items, bool tight) => new(new Term(Guid.NewGuid(), Guid.NewGuid(), "XL-2026-0001", 1, "1.5.1", "双方互认检查检验结果。", [ClauseKinds.ResultRecognition], [], [],
        new DateOnly(2025, 1, 1), null, null, new TermParameters(items, true, null, null, null, null), AtEnd.Stop, tight), null);

    private static string[] Failing(Verdict verdict) => [.. verdict.Findings.Where(finding => finding.Outcome == RuleOutcome.Fails).Select(finding => finding.Code).Distinct().Order(StringComparer.Ordinal)];
}
