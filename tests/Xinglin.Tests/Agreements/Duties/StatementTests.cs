using System.Net;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements;
using Xinglin.Agreements.Duties;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Agreements.Terms;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Agreements.Duties;

public class StatementTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly DateOnly From = new(2025, 3, 1);
    private static readonly DateOnly To = new(2027, 12, 31);

    [Theory, EveryDatabase]
    public async Task An_issued_statement_is_the_same_to_the_byte_whatever_happens_later(Engine engine)
    {
        await using var world = await World.Create(engine);
        var kept = await world.Record(world.Member, "上报计划", new DateOnly(2025, 12, 20));
        var statement = await world.As(world.Member, desk => desk.Issue(world.Agreement, From, To));
        var before = await world.Csv(statement);

        world.App.Time.Advance(TimeSpan.FromDays(1));
        await world.Record(world.Lead, "上报计划（补录）", new DateOnly(2026, 11, 1));
        await world.App.As(world.Member.Office, services => services.GetRequiredService<DutyDesk>().Withdraw(kept, "误登记"));
        await world.App.As(world.Lead.Office, services => services.GetRequiredService<DutyDesk>()
            .Waive(world.Duty.Clause.Id, world.Member.Id, Today, Today.AddYears(1), "搬迁"));
        await world.App.As(world.Lead.Office, services => services.GetRequiredService<SealingDesk>().GiveNotice(world.Agreement, null, Today, "另有安排"));
        await world.Same(statement, before);

        var during = await world.As(world.Lead, desk => desk.Issue(world.Agreement, From, To));
        var duringBytes = await world.Csv(during);
        Assert.NotEqual(before, duringBytes);
        world.App.Time.Advance(TimeSpan.FromDays(1));
        await world.App.As(world.Lead.Office, services => services.GetRequiredService<SealingDesk>().WithdrawNotice(world.Agreement, null));
        await world.Same(during, duringBytes);

        await Agreed.End(world.App, world.Agreement, Today.AddDays(2), "双方协商一致", world.Lead, world.Member);
        await world.Same(statement, before);
        await world.Same(during, duringBytes);
        Assert.DoesNotContain("2027", Encoding.UTF8.GetString(await world.Csv(await world.As(world.Lead, desk => desk.Issue(world.Agreement, From, To)))).Split("\r\n")[^2]);
    }

    [Theory, EveryDatabase]
    public async Task A_statement_issued_when_only_pieces_counted_is_written_again_as_it_was(Engine engine)
    {
        await using var world = await World.Create(engine);
        var clause = Agreed.Clause("training-placement", "甲方", "甲方每年免费接收乙方进修人员不少于20人。", Every.Year);
        (clause.QuantityValue, clause.QuantityUnit) = (20, "人");
        var id = await Agreed.InForce(world.App, world.Lead, [world.Member], Agreed.ThreeYears, new DateOnly(2026, 1, 5), clause);
        var duty = (await world.App.As(world.Lead.Office, services => services.GetRequiredService<DutyBook>().Read(new DutyQuestion { Agreement = id })))[0].Duty;
        await world.App.As(world.Lead.Office, services => services.GetRequiredService<DutyDesk>().Record(duty.Clause.Id, duty.BearerId, new EvidenceInput(null, new DateOnly(2026, 3, 2), "接收进修班")));
        var statement = await world.As(world.Lead, desk => desk.Issue(id, From, To));
        Assert.Equal(DutyState.Partly, (await world.As(world.Lead, desk => desk.Open(statement))).Statement.Lines[0].State);

        // As a program before this one issued it.
        await world.App.As(world.Lead.Office, async services =>
        {
            var old = await services.GetRequiredService<DutyBook>().Read(new DutyQuestion { Agreement = id, From = From, To = To, AmountsCount = false });
            var sha256 = Sha256.Of(FulfilmentCsv.Write(old, FulfilmentCsv.WithoutAmounts));
            await services.GetRequiredService<XinglinDb>().Set<IssuedStatement>().Where(each => each.Id == statement)
                .ExecuteUpdateAsync(set => set.SetProperty(each => each.Form, FulfilmentCsv.WithoutAmounts).SetProperty(each => each.Sha256, sha256));
        });

        var (_, opened, same) = await world.As(world.Lead, desk => desk.Open(statement));
        Assert.Equal((true, DutyState.Fulfilled), (same, opened.Lines[0].State));
        Assert.DoesNotContain("应有数量", Encoding.UTF8.GetString(await world.Csv(statement)));
    }

    [Theory, EveryDatabase]
    public async Task Statements_about_different_versions_issued_at_once_all_come_out(Engine engine)
    {
        await using var world = await World.Create(engine);
        var second = await Asked.Next(world.App, world.Agreement, AgreementAct.Amend, world.Lead, [world.Lead, world.Member], Today.AddDays(-1));
        Task<Guid> Issue(Guid version) => world.As(world.Lead, desk => desk.Issue(version, From, To));

        var issued = await Task.WhenAll(Enumerable.Range(0, 6).SelectMany(_ => (Task<Guid>[])[Issue(world.Agreement), Issue(second)]));

        var numbers = (await world.As(world.Lead, desk => desk.IssuedFor(second))).Select(statement => statement.Sequence);
        Assert.Equal(Enumerable.Range(1, issued.Length).Reverse(), numbers);
    }

    [Theory, EveryDatabase]
    public async Task A_statement_as_of_before_the_seals_were_recorded_is_empty(Engine engine)
    {
        await using var world = await World.Create(engine);

        var statement = await world.As(world.Member, desk => desk.Compute(world.Agreement, From, To, ChinaTime.StartOf(Today)));

        Assert.Empty(statement.Lines);
    }

    [Theory, EveryDatabase]
    public async Task The_csv_is_safe_to_open_in_a_spreadsheet(Engine engine)
    {
        await using var world = await World.Create(engine);
        await world.App.As(world.Lead.Office, services => services.GetRequiredService<DutyDesk>()
            .Waive(world.Duty.Clause.Id, world.Member.Id, new DateOnly(2025, 12, 1), new DateOnly(2026, 1, 31), "=cmd|'/c calc'!A1"));
        await world.Record(world.Member, "含\"引号\"，和\n换行", new DateOnly(2026, 11, 1));

        var bytes = await world.App.Client(world.Member.Office).GetByteArrayAsync(
            $"/agreements/{world.Agreement}/statement.csv?from={ChinaTime.Show(From)}&to={ChinaTime.Show(To)}");

        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var text = Encoding.UTF8.GetString(bytes);
        Assert.Contains("协议,条款,类型", text);
        Assert.Contains("\r\n", text);
        Assert.DoesNotContain(text.Split([',', '\n']), cell => cell.TrimStart('"').StartsWith('='));
        Assert.Contains("含\"\"引号\"\"，和", text);
    }

    [Fact]
    public void A_cell_that_begins_like_a_formula_gets_an_apostrophe()
    {
        var agreement = new Agreement(Guid.NewGuid(), Guid.NewGuid(), "XL-2026-0001", 1, "协议", ConsortiumForm.CooperationAgreement, Guid.NewGuid(), DateTimeOffset.UtcNow);
        var bearer = agreement.AddParty(Guid.NewGuid(), "甲方", PartyRole.Lead, "+甲医院", Guid.NewGuid());
        var clause = new Clause(Guid.NewGuid(), agreement.Id, 1, "1.1", Agreed.Clause("other", "甲方", "=1+1"), null, null);
        var duty = new Duty(agreement, clause, [clause.Id], bearer, [], From, null, From);

        var text = Encoding.UTF8.GetString(FulfilmentCsv.Write([new DutyLine(duty, null, From, To, DutyState.Due, false, false, false, [], [], null)]));

        Assert.Contains("'=1+1", text);
        Assert.Contains("'+甲医院", text);
    }

    [Theory, EveryDatabase]
    public async Task A_house_that_is_no_party_finds_no_statement(Engine engine)
    {
        await using var world = await World.Create(engine);
        var third = await Agreed.House(world.App, "邻县医院");
        var statement = await world.As(world.Member, desk => desk.Issue(world.Agreement, From, To));

        Assert.Equal(RefusalKind.NotFound, (await Assert.ThrowsAsync<Refused>(() => world.As(third, desk => desk.Open(statement)))).Kind);
        Assert.Equal(RefusalKind.NotFound, (await Assert.ThrowsAsync<Refused>(() => world.As(third, desk => desk.Compute(world.Agreement, From, To)))).Kind);
        var pharmacy = await Assert.ThrowsAsync<Refused>(() => world.App.As(world.Member.Person(Role.Pharmacy),
            services => services.GetRequiredService<StatementDesk>().Issue(world.Agreement, From, To)));
        Assert.Equal(RefusalKind.Forbidden, pharmacy.Kind);
    }

    [Theory, EveryDatabase]
    public async Task The_api_tells_duties_and_fulfilment(Engine engine)
    {
        await using var world = await World.Create(engine);
        var client = world.App.Client(world.Lead.Office);

        using var duties = JsonDocument.Parse(await client.GetStringAsync($"/api/duties?agreement={world.Agreement}&state=overdue"));
        var duty = Assert.Single(duties.RootElement.EnumerateArray().ToList());
        Assert.Equal("2025", duty.GetProperty("period").GetString());
        Assert.Equal("2025-12-31", duty.GetProperty("due").GetString());
        Assert.Equal("consortium-office", duty.GetProperty("owner").GetProperty("role").GetString());

        using var fulfilment = JsonDocument.Parse(await client.GetStringAsync($"/api/agreements/{world.Agreement}/fulfilment?from=2025-03-01&to=2027-12-31"));
        Assert.Equal(3, fulfilment.RootElement.GetProperty("duties").GetArrayLength());
        Assert.Equal(64, fulfilment.RootElement.GetProperty("sha256").GetString()!.Length);
        Assert.NotEqual(HttpStatusCode.OK, (await world.App.Client().GetAsync("/api/duties")).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task Pages_show_duties_and_keep_what_was_typed(Engine engine)
    {
        await using var world = await World.Create(engine);
        var client = world.App.Client(world.Member.Office);
        var address = $"/duties/{world.Duty.Clause.Id}/{world.Member.Id}";

        Assert.Contains("年度进修与培训计划", await Text(client, "/duties"));
        Assert.Contains("逾期", await Text(world.App.Client(world.Lead.Office), "/duties?side=owed&state=all"));
        var typed = await Post(client, address, "record", ("Evidence.Title", "上报进修计划"), ("Evidence.OccurredOn", "2026-13-01"));
        Assert.Equal(HttpStatusCode.BadRequest, typed.StatusCode);
        var page = new HtmlParser().ParseDocument(await typed.Content.ReadAsStringAsync());
        Assert.Equal("上报进修计划", page.QuerySelector("#title")!.GetAttribute("value"));
        Assert.Contains("没有填写发生日期", page.QuerySelector("[role=alert]")!.TextContent);

        var saved = await Post(client, address, "record", ("Evidence.Title", "上报进修计划"), ("Evidence.OccurredOn", "2025-12-20"));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Contains("已履行", await Text(client, address));

        var issued = await Post(client, $"/agreements/{world.Agreement}/statement", "issue");
        Assert.Equal(HttpStatusCode.Redirect, issued.StatusCode);
        Assert.Contains("与签发时一致", await Text(client, issued.Headers.Location!.ToString()));
        Assert.Contains("履约情况说明", await Text(client, $"{issued.Headers.Location}/print"));
    }

    [Fact]
    public async Task The_paper_is_printed_by_the_configured_chromium()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/chromium"), "No Chromium.");
        await using var world = await World.Create(Engine.Sqlite, "--Xinglin:Chromium=/usr/bin/chromium");
        var client = world.App.Client(world.Member.Office);

        var pdf = await client.GetByteArrayAsync($"/agreements/{world.Agreement}/statement.pdf?from=2025-03-01&to=2027-12-31");

        Assert.StartsWith("%PDF-", Encoding.ASCII.GetString(pdf, 0, 8));
    }

    private static async Task<string> Text(HttpClient client, string address) => WebUtility.HtmlDecode(await client.GetStringAsync(address));

    private static async Task<HttpResponseMessage> Post(HttpClient client, string address, string form, params (string Name, string Value)[] fields)
    {
        var page = new HtmlParser().ParseDocument(await client.GetStringAsync(address));
        var found = page.QuerySelectorAll("form").First(each => each.QuerySelector($"input[name=_handler][value={form}]") is not null);
        var values = found.QuerySelectorAll("input[type=hidden]").Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value") ?? ""))
            .Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await client.PostAsync(address, new FormUrlEncodedContent(values));
    }

    /// <summary>A lead and a member with the December plan.</summary>
    private sealed record World(TestApp App, House Lead, House Member, Guid Agreement, Duty Duty) : IAsyncDisposable
    {
        public static async Task<World> Create(Engine engine, params string[] arguments)
        {
            var app = await TestApp.Fresh(engine, arguments);
            app.Time.TravelTo(Today);
            var (lead, member) = (await Agreed.House(app, "市中医院"), await Agreed.House(app, "县医院"));
            var id = await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);
            var lines = await app.As(member.Office, services => services.GetRequiredService<DutyBook>().Read(new DutyQuestion()));
            return new World(app, lead, member, id, lines[0].Duty);
        }

        public Task<T> As<T>(House house, Func<StatementDesk, Task<T>> act) => App.As(house.Office, services => act(services.GetRequiredService<StatementDesk>()));

        public Task<Guid> Record(House house, string title, DateOnly day) => App.As(house.Office, services =>
            services.GetRequiredService<DutyDesk>().Record(Duty.Clause.Id, Member.Id, new EvidenceInput(null, day, title)));

        public Task<byte[]> Csv(Guid statement) => App.Client(Lead.Office).GetByteArrayAsync($"/statements/{statement}.csv");

        public async Task Same(Guid statement, byte[] bytes)
        {
            Assert.True((await As(Lead, desk => desk.Open(statement))).Same);
            Assert.Equal(bytes, await Csv(statement));
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
