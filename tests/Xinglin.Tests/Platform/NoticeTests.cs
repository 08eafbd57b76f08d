using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Notices;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Platform;

public class NoticeTests
{
    private static CurrentUser Member(Guid organization, string role) =>
        new(Guid.CreateVersion7(), "某人", organization, "某医院", new HashSet<string> { role });

    [Theory, EveryDatabase]
    public async Task A_notice_is_told_once_to_the_role_in_the_organisation_and_read_by_each_for_oneself(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var organization = Guid.CreateVersion7();
        var (first, colleague) = (Member(organization, Role.ConsortiumOffice), Member(organization, Role.ConsortiumOffice));

        for (var i = 0; i < 2; i++) await Tell(app, organization);

        Assert.Equal(1, await Unread(app, first));
        Assert.Equal(0, await Unread(app, Member(organization, Role.Pharmacy)));
        Assert.Equal(0, await Unread(app, Member(Guid.CreateVersion7(), Role.ConsortiumOffice)));
        Assert.Contains("协议将于 30 天后到期", System.Net.WebUtility.HtmlDecode(await app.Client(first).GetStringAsync("/notices")));

        await app.As(first, services => services.GetRequiredService<NoticeBoard>().MarkAllRead(first, CancellationToken.None));
        Assert.Equal(0, await Unread(app, first));
        Assert.Equal(1, await Unread(app, colleague));
    }

    [Theory, EveryDatabase]
    public async Task A_notice_of_others_reads_as_not_found(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var organization = Guid.CreateVersion7();
        await Tell(app, organization);
        var owner = Member(organization, Role.ConsortiumOffice);
        var stranger = Member(Guid.CreateVersion7(), Role.ConsortiumOffice);
        var notice = (await app.As(owner, services => services.GetRequiredService<NoticeBoard>().List(owner, true, 0, 10, CancellationToken.None))).Single();

        var refused = await Assert.ThrowsAsync<Refused>(() => app.As(stranger, services =>
            services.GetRequiredService<NoticeBoard>().MarkRead(stranger, notice.Id, CancellationToken.None)));

        Assert.Equal(RefusalKind.NotFound, refused.Kind);
    }

    private static Task<int> Unread(TestApp app, CurrentUser user) =>
        app.As(user, services => services.GetRequiredService<NoticeBoard>().Unread(user, CancellationToken.None));

    private static Task Tell(TestApp app, Guid organization) => app.As(CurrentUser.Program("测试"), async services =>
    {
        await services.GetRequiredService<INotices>().Tell(organization, Role.ConsortiumOffice, "协议将于 30 天后到期", "/agreements/1", "agreement-expiring:1:30");
        await services.GetRequiredService<XinglinDb>().SaveChangesAsync();
    });
}
