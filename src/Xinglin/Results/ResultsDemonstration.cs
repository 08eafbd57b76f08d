using System.Globalization;
using System.Text;
using Xinglin.Directory.Contract;
using Xinglin.Identity.Contract;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Results.Contract;
using Xinglin.Results.Items;
using Xinglin.Results.Recognition;

namespace Xinglin.Results;

/// <summary>
/// Two months of reports and orders in the demonstration's consortium, brought about at the desks: laboratories with their own codes and
/// marks, one suspended, results recognised and repeated with reasons, a report that was corrected after a doctor relied on it, and a
/// critical value that waits.
/// </summary>
internal sealed class ResultsDemonstration(TimeProvider time, IServiceScopeFactory scopes) : IDemonstration
{
    private const string Lead = "云川市中医医院";
    private const string Member = "清河县人民医院";
    private const string County = "青石县人民医院";
    private const string Scope = "云川HR";
    private static readonly string[] Laboratory = ["血常规", "尿常规", "肝功能", "肾功能", "血糖", "糖化血红蛋白", "血脂", "电解质"];

    private const string CityRules = "项目,有效小时,起算,方向,标识,同方法,此后不得有,药物,设备不低于,依据\n血常规,48,采样时间,不限,紧密型外要求,否,输血|手术,,,云川市互认清单第1项\n肝功能,720,采样时间,不限,紧密型外要求,否,手术,,,云川市互认清单第3项\n"
        + "电解质,72,采样时间,不限,紧密型外要求,否,手术|用药,呋塞米|氯化钾,,云川市互认清单第5项\n心电图,72,检查时间,不限,紧密型外要求,否,手术,,,云川市互认清单第9项\nCT,1440,检查时间,同级|上级|下级（紧密型医联体）,紧密型外要求,否,手术,,16排,云川市互认清单第12项\n";

    /// <summary>Ranges that no national standard gives: laboratories enter their own.</summary>
    private static readonly Dictionary<string, (decimal? Low, decimal? High)> Handbook = new()
    {
        ["CBC-RDWCV"] = (11.5m, 14.5m),
        ["CBC-MPV"] = (7.6m, 13.2m),
        ["CBC-PDW"] = (9, 17),
        ["CBC-PCT"] = (0.11m, 0.28m),
        ["BIO-DBIL"] = (null, 8),
        ["BIO-IBIL"] = (null, 18),
        ["BIO-TBA"] = (null, 10),
        ["LIP-APOA1"] = (1.2m, 1.6m),
        ["LIP-APOB"] = (0.6m, 1.1m),
        ["LIP-LPA"] = (null, 300)
    };

    private readonly Random random = new(20261126);
    private readonly Dictionary<(Guid, string, int), CurrentUser> staff = [];
    private Dictionary<string, OrganizationRef> houses = [];
    private ItemSet items = null!;
    private DateTimeOffset now;
    private int number = 1000;

    public int Order => 60;

    public async Task Load(IServiceProvider services, CancellationToken ct)
    {
        now = time.Now();
        houses = (await services.GetRequiredService<IDirectory>().All(ct)).ToDictionary(house => house.Name);
        items = await services.GetRequiredService<ItemDictionary>().Items(ct);
        await KnowPeople(services.GetRequiredService<IAccounts>(), ct);
        await At(now.AddDays(-75), () => Prepare(ct));
        await Orders(houses[Lead], houses[Member], 26, ct);
        await Orders(houses[County], houses.Values.First(house => house.Name == "青石县柳河镇卫生院"), 8, ct);
        await Trend(ct);
        await Today(ct);
    }

    /// <summary>Codes, marks, rules, prices, and what two sides agreed on beyond the clause.</summary>
    private async Task Prepare(CancellationToken ct)
    {
        await As(houses[Lead], Role.MedicalAffairs, part => part.GetRequiredService<RuleDesk>().AddScope(Scope, "云川市", "5198", "云川市临床检验质控中心，市级质控", ct));
        await Rules("云川市卫生健康委员会（演示）", ChinaTime.DateIn(now).AddMonths(-6), CityRules, approved: true, ct);
        await Rules("云川市卫生健康委员会 2026 年调整（演示）", ChinaTime.DateIn(now).AddMonths(1), CityRules.Replace("血常规,48", "血常规,72", StringComparison.Ordinal) + "尿常规,72,采样时间,不限,紧密型外要求,否,手术,,,云川市互认清单第15项\n", approved: false, ct);
        await Edition("项目目录补充 2026-09.csv", ["BIO-GLU", "CBC-HGB", .. Handbook.Keys], approved: true, ct);
        await Edition("肾功能参考区间更新.csv", ["BIO-CREA"], approved: false, ct);
        items = await As(houses[Lead], Role.Diagnostics, part => part.GetRequiredService<ItemDictionary>().Items(ct));
        foreach (var name in (string[])[Lead, Member, County])
        {
            var house = houses[name];
            List<MappingIn> codes = [.. items.All.Where(item => Laboratory.Contains(item.Panel) || item.Code is "ECG-12" or "CT-CHEST" or "CT-HEAD").Select(item => new MappingIn(Local(house, item), item.Name, item.Code))];
            var proposed = await As(house, Role.Diagnostics, part => part.GetRequiredService<MappingDesk>().Propose(codes, ct));
            await As(house, Role.Diagnostics, part => part.GetRequiredService<MappingDesk>().Approve([.. proposed.Where(mapping => name != Lead || mapping.ItemCode != "LIP-LDL").Select(mapping => new Seen(mapping.Id, null))], ct), person: 1);

            var today = ChinaTime.DateIn(now);
            await Cycle(house, "检验科", ["血常规", "尿常规", "肝功能", "肾功能", "电解质", "血糖"], "2026 年第 2 次", today.AddMonths(-5), today.AddMonths(name == Member ? 6 : 5), ct);
            await Cycle(house, "检验科", ["糖化血红蛋白", "血脂"], "2026 年第 1 次", today.AddMonths(-9), today.AddDays(18), ct);
            await Cycle(house, "影像科", ["CT-CHEST", "CT-HEAD"], "2026 年度影像质控", today.AddMonths(-10), today.AddMonths(2), ct);
        }

        foreach (var (house, sum) in new[] { (houses[Lead], 1.0m), (houses[County], 0.8m) })
            foreach (var (panel, yuan) in new[] { ("血常规", 20m), ("尿常规", 12m), ("肝功能", 58m), ("肾功能", 36m), ("血糖", 8m), ("糖化血红蛋白", 65m), ("血脂", 40m), ("电解质", 32m), ("心电图", 30m), ("CT", 220m) })
                await As(house, Role.MedicalAffairs, part => part.GetRequiredService<PriceDesk>().Set(panel, yuan * sum, "医疗服务价格目录（演示）", ChinaTime.DateIn(now).AddMonths(-12), ct));
        await Agree("血糖", "质控同步，2026 年起开展", agreed: true, ct);
        await Agree("电解质", "两院电解质均通过 2026 年第 2 次室间质评", agreed: null, ct);
    }

    /// <summary>A change of the item list that names where these items' ranges come from, reviewed or waiting.</summary>
    private async Task Edition(string fileName, string[] codes, bool approved, CancellationToken ct)
    {
        var rows = items.All.Where(item => codes.Contains(item.Code)).Select(item => ItemRow.Write(item with
        {
            Source = "云川市检验手册 2026（演示）",
            References = Handbook.TryGetValue(item.Code, out var range) ? [new ReferenceRange(null, 18, null, range.Low, range.High)] : item.References
        }));
        var edition = await As(houses[Lead], Role.Diagnostics, part => part.GetRequiredService<ItemDesk>().Propose(new MemoryStream(Csv.Write(ItemRow.Columns.Select(column => column.Heading), rows)), fileName, ct));
        if (approved) await As(houses[Lead], Role.ConsortiumOffice, part => part.GetRequiredService<ItemDesk>().Approve(edition.Id, null, ct));
    }

    private async Task Rules(string source, DateOnly from, string table, bool approved, CancellationToken ct)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(table));
        var set = await As(houses[Lead], Role.MedicalAffairs, part => part.GetRequiredService<RuleDesk>().Propose(new("云川市检查检验互认清单", source, "5198", from, null), file, "清单.csv", ct));
        if (approved) await As(houses[Lead], Role.ConsortiumOffice, part => part.GetRequiredService<RuleDesk>().Approve(set.Id, null, ct));
    }

    private async Task Agree(string panel, string reason, bool? agreed, CancellationToken ct)
    {
        var change = await As(houses[Member], Role.ConsortiumOffice, part => part.GetRequiredService<AgreedListDesk>().Propose(houses[Lead].Id, panel, false, ChinaTime.DateIn(now.AddDays(-75)), reason, ct));
        if (agreed is { } yes) await As(houses[Lead], Role.ConsortiumOffice, part => part.GetRequiredService<AgreedListDesk>().Answer(change.Id, null, yes, ct));
    }

    private Task Cycle(OrganizationRef house, string department, string[] subjects, string cycle, DateOnly from, DateOnly until, CancellationToken ct) => As(house, Role.Diagnostics, part => part.GetRequiredService<QualityDesk>().Enter(
        new CycleIn(department, subjects, cycle, Scope, from, until, ExternalAssessment.Passed, InternalControl.InControl, "云川市临床检验质控中心 合格证（演示）"), ct));

    /// <summary>Patients that came from one house to the other: reported at home, asked and decided where they were treated.</summary>
    private async Task Orders(OrganizationRef treating, OrganizationRef home, int most, CancellationToken ct)
    {
        var patients = (await As(treating, Role.Physician, part => part.GetRequiredService<IPatients>().Find("P20", 80, ct))).Where(patient => patient.OrganizationId == home.Id && patient.BirthDate is not null).Take(most).ToList();
        var maker = home.Level == OrganizationLevel.Primary ? treating : home;
        foreach (var (index, patient) in patients.Index())
        {
            var at = Morning(now.AddDays(-2 - index * 56.0 / Math.Max(1, patients.Count)));
            var panels = index % 3 == 0 ? new[] { "血常规", "肝功能", "肾功能" } : index % 3 == 1 ? ["血常规", "尿常规"] : ["血常规", "血糖", "电解质"];
            if (index % 4 == 0) await Report(at.AddHours(-30), maker, patient, "ECG-12", ct);
            foreach (var panel in panels) await Report(at.AddHours(index % 5 == 4 ? -80 : -20), maker, patient, panel, ct);
            await At(at, async () =>
            {
                var asked = await As(treating, Role.Physician, part => part.GetRequiredService<IOrderAdvice>().Ask(new OrderQuestion(patient.Id, [.. panels, .. index % 4 == 0 ? new[] { "ECG-12" } : []]), ct));
                var standing = asked.Items.Where(item => item.Standing == Standing.Stands).Select(item => item.Panel).Distinct().ToList();
                var older = asked.Items.Where(item => item.MayRely).ToList();
                if (standing.Count == 0 && older.Count == 0) return;
                var decisions = standing.Select((panel, place) => ((index * 3 + place) % 9) switch
                {
                    4 => new OrderDecisionIn(panel, false, "R1", "发热、腹痛加重，与前次结果不符", true, ToldSide.Patient),
                    7 => new OrderDecisionIn(panel, false, "R3", "拟行手术，术前复查", true, ToldSide.Family),
                    8 when index % 2 == 0 => new OrderDecisionIn(panel, false, RepeatReasons.FalseAlarm, "前次标本有溶血备注，结果不可比", true, ToldSide.Patient),
                    _ => new OrderDecisionIn(panel, true)
                }).ToList();
                if (index % 4 == 1 || standing.Count == 0) decisions.AddRange(older.Take(2).Select(item => new OrderDecisionIn(item.Code, true, Words: "病情稳定，期间未用药，凭既往结果随访")));
                if (decisions.Count == 0) return;
                await As(treating, Role.Physician, part => part.GetRequiredService<IOrderAdvice>().Decide(asked.PatientId, asked.CheckId, decisions, ct));
            });
        }
    }

    /// <summary>One patient whose sugar is followed over two years at two places, in two units.</summary>
    private async Task Trend(CancellationToken ct)
    {
        var patient = (await Own(houses[Lead], ct)).First(each => each.BirthDate?.Year < 1970);
        for (var visit = 0; visit < 8; visit++)
        {
            var at = Morning(now.AddDays(-700 + visit * 98));
            await Report(at, houses[Lead], patient, "糖化血红蛋白", ct, 9.1m - visit * 0.35m + random.Next(-2, 3) / 10m);
            await Report(at, houses[Lead], patient, "血糖", ct, 10.4m - visit * 0.5m + random.Next(-3, 4) / 10m);
        }

        await Report(Morning(now.AddDays(-6)), houses[Lead], patient, "血脂", ct);
        await Report(Morning(now.AddDays(-6)), houses[Lead], patient, "CT-CHEST", ct);
    }

    /// <summary>What waits today: a mark that was suspended, a corrected report that a doctor relied on, a critical value.</summary>
    private async Task Today(CancellationToken ct)
    {
        await At(now.AddDays(-3), () => As(houses[Member], Role.Diagnostics, async part =>
        {
            var desk = part.GetRequiredService<QualityDesk>();
            var cycle = (await desk.Rounds(houses[Member].Id, ct: ct)).SelectMany(round => round.Items).First(each => each.ItemCode == "BIO-ALT");
            await desk.Suspend([new(cycle.Id, null)], "室内质控连续两天超出 2SD，查找原因", null, ct);
            return true;
        }));

        var patient = (await As(houses[Lead], Role.Physician, part => part.GetRequiredService<IPatients>().Find("P20", 80, ct))).First(each => each.OrganizationId == houses[Member].Id);
        var relied = await Report(now.AddHours(-32), houses[Member], patient, "血常规", ct);
        await At(now.AddHours(-26), async () =>
        {
            var asked = await As(houses[Lead], Role.Physician, part => part.GetRequiredService<IOrderAdvice>().Ask(new OrderQuestion(patient.Id, ["血常规"]), ct));
            if (asked.Items.Any(item => item.Standing == Standing.Stands))
                await As(houses[Lead], Role.Physician, part => part.GetRequiredService<IOrderAdvice>().Decide(asked.PatientId, asked.CheckId, [new OrderDecisionIn("血常规", true)], ct));
        });
        await At(now.AddHours(-5), () => As(houses[Member], Role.Diagnostics, part => part.GetRequiredService<IResultIntake>().Receive(
            Compose(now.AddHours(-32), houses[Member], patient, "血常规", null, relied) with { Edition = 2, ReportedAt = now.AddHours(-5), Reason = "复核发现与同批次另一标本条码互换，已更正" }, ct)));

        var own = (await Own(houses[Lead], ct)).Last(each => each.BirthDate?.Year < 1965);
        var critical = Compose(now.AddMinutes(-70), houses[Lead], own, "电解质", null);
        await At(now.AddMinutes(-12), () => As(houses[Lead], Role.Diagnostics, part => part.GetRequiredService<IResultIntake>().Receive(
            critical with { ReportedAt = now.AddMinutes(-12), Values = [.. critical.Values.Select(value => value.Name == "钾" ? value with { Value = "6.80" } : value)] }, ct)));
    }

    private async Task<string> Report(DateTimeOffset at, OrganizationRef maker, PatientRef patient, string panel, CancellationToken ct, decimal? value = null)
    {
        var report = Compose(at, maker, patient, panel, value);
        await At(at.AddMinutes(90), () => As(maker, Role.Diagnostics, part => part.GetRequiredService<IResultIntake>().Receive(report, ct)));
        return report.Number;
    }

    private ReportIn Compose(DateTimeOffset at, OrganizationRef maker, PatientRef patient, string panel, decimal? value, string? reportNumber = null)
    {
        var asked = items.Called(panel);
        var image = asked[0].Kind == ItemKind.Examination;
        var moment = new DateTimeOffset(at.Ticks - at.Ticks % TimeSpan.TicksPerMinute, TimeSpan.Zero);
        return new ReportIn(reportNumber ?? $"{(image ? "YX" : "JY")}{moment:yyMMdd}{++number}", 1, patient.Id, null, patient.Name,
            asked[0].Value switch { ValueKind.Images => ReportKind.Imaging, ValueKind.Tracing => ReportKind.Ecg, _ => ReportKind.Laboratory }, image ? asked[0].Name : panel, image && asked[0].Value == ValueKind.Images ? "影像科" : "检验科",
            image ? null : moment, image ? moment : null, moment.AddMinutes(80), [.. asked.Select(item => Value(maker, item, patient, value))], asked[0].Specimen, asked[0].Method,
            asked[0].Value == ValueKind.Images ? "64排" : null, "门诊医师", "检验一组", "检验科主任",
            image ? "双肺纹理清晰，未见实变影。" : null, image ? "未见明显异常，请结合临床。" : null, image ? [new ImageIn(asked[0].Name, $"https://pacs.example.org/studies/{number}")] : null);
    }

    private ValueIn Value(OrganizationRef maker, Item item, PatientRef patient, decimal? given)
    {
        if (item.Kind == ItemKind.Examination) return new ValueIn(Local(maker, item), item.Name);
        if (item.Value == ValueKind.Nominal) return new ValueIn(Local(maker, item), item.Name, item.Code == "UA-COLOR" ? "淡黄色" : "清");
        if (item.Value == ValueKind.Qualitative) return new ValueIn(Local(maker, item), item.Name, random.Next(10) == 0 ? "1+" : "阴性", null, "阴性");
        var range = item.ReferenceFor(patient.Sex.Code(), Age.On(patient.BirthDate, ChinaTime.DateIn(now)));
        var (low, high) = (range?.Low ?? (range?.High ?? 10) * 0.4m, range?.High ?? (range?.Low ?? 1) * 1.6m);
        var drawn = given ?? low + (high - low) * (decimal)(random.NextDouble() * 1.25 - 0.1);
        var text = Math.Round(Math.Max(drawn, 0), item.Decimals).ToString(CultureInfo.InvariantCulture);
        return new ValueIn(Local(maker, item), item.Name, text, item.Unit, range?.Show());
    }

    private async Task<IReadOnlyList<PatientRef>> Own(OrganizationRef house, CancellationToken ct) =>
        [.. (await As(house, Role.Physician, part => part.GetRequiredService<IPatients>().Find("P20", 80, ct))).Where(patient => patient.OrganizationId == house.Id)];

    /// <summary>Each house numbers its items in its own way.</summary>
    private string Local(OrganizationRef house, Item item) => house.Name switch
    {
        Lead => $"ZY{item.Code.Replace("-", "", StringComparison.Ordinal)}",
        Member => $"{item.Code[0]}{1000 + items.All.Index().First(each => each.Item == item).Index}",
        _ => $"QS-{item.Code}"
    };

    private static DateTimeOffset Morning(DateTimeOffset at) => ChinaTime.StartOf(ChinaTime.DateIn(at)).AddHours(10);

    private async Task KnowPeople(IAccounts accounts, CancellationToken ct)
    {
        foreach (var house in houses.Values)
            foreach (var role in (string[])[Role.Physician, Role.Diagnostics, Role.MedicalAffairs, Role.ConsortiumOffice])
            {
                var person = (await accounts.In(house.Id, role, ct)).FirstOrDefault();
                staff[(house.Id, role, 0)] = new CurrentUser(person?.Id ?? Guid.CreateVersion7(), person?.DisplayName ?? $"{house.ShortName}{Role.Names[role]}", house.Id, house.Name, new HashSet<string> { role });
                staff[(house.Id, role, 1)] = new CurrentUser(Guid.CreateVersion7(), $"{house.ShortName}{Role.Names[role]}主任", house.Id, house.Name, new HashSet<string> { role });
            }
    }

    private Task<T> As<T>(OrganizationRef house, string role, Func<IServiceProvider, Task<T>> act, int person = 0) => scopes.As(staff[(house.Id, role, person)], act);

    private Task As(OrganizationRef house, string role, Func<IServiceProvider, Task> act) => scopes.As(staff[(house.Id, role, 0)], act);

    private static Task At(DateTimeOffset at, Func<Task> act) => DemonstrationTime.At(at, async () => { await act(); return true; });
}
