using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Audit;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Referrals;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Audit;

public class AuditBeforeAnswerTests
{
    [Theory, EveryDatabase]
    public async Task What_one_page_opens_is_written_in_one_commit(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var up = await Referred.Submitted(pair, await Referred.Patient(pair.App, pair.Township));

        var receiver = pair.Receiver;

        await pair.App.Client(receiver).Page($"/referrals/{up.Id}");

        var read = await pair.App.As(receiver, services => services.GetRequiredService<XinglinDb>().Set<AuditEntry>().AsNoTracking()
            .Where(entry => entry.UserId == receiver.UserId && entry.Action.EndsWith(".read")).OrderBy(entry => entry.Number).ToListAsync());
        Assert.Equal(["patient.read", "referral.read"], read.Select(entry => entry.Action));
        Assert.Equal((read[0].Strand, read[0].Number + 1, read[0].Moment), (read[1].Strand, read[1].Number, read[1].Moment));
    }

    [Theory, EveryDatabase]
    public async Task Where_the_trail_cannot_be_written_nothing_is_shown(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine);
        var pair = await Referred.Pair(app);
        var up = await Referred.Submitted(pair, await Referred.Patient(app, pair.Township));
        var page = await pair.App.Client(pair.Receiver).GetStringAsync($"/referrals/{up.Id}");
        Assert.Contains(up.Number, page);
        await app.As(pair.Receiver, services => services.GetRequiredService<XinglinDb>().Database.ExecuteSqlAsync($"UPDATE audit_head SET seal = {"0"}"));

        foreach (var address in (string[])[$"/referrals/{up.Id}", $"/api/referrals/{up.Id}/content"])
        {
            using var answer = await pair.App.Client(pair.Receiver).GetAsync(address);
            var said = await answer.Content.ReadAsStringAsync();
            Assert.DoesNotContain(up.Number, said);
            Assert.DoesNotContain("presentIllness", said);
            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Once_the_answer_has_left_an_entry_goes_by_itself()
    {
        var app = await TestApp.Shared(Engine.Sqlite);
        var entries = new RequestEntries(app.Host.Services.GetRequiredService<IServiceScopeFactory>());
        var (user, subject) = (CurrentUser.Program("测试"), new AuditSubject("organization", Guid.CreateVersion7()));

        Assert.True(entries.Take(user, new AuditDraft("organization.viewed", subject)));
        await entries.Write();
        Assert.False(entries.Take(user, new AuditDraft("organization.viewed", subject)));
        await entries.Write();

        Assert.Equal(1, await app.As(user, services => services.GetRequiredService<XinglinDb>().Set<AuditEntry>().CountAsync(entry => entry.SubjectId == subject.Id)));
    }
}
