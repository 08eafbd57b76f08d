using Microsoft.Extensions.DependencyInjection;
using Xinglin.Directory.Contract;
using Xinglin.Identity.Contract;
using Xinglin.Platform;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Identity;

public class IdentityDemonstrationTests
{
    [Theory, EveryDatabase]
    public async Task Its_accounts_sign_in_without_ado(Engine engine)
    {
        await using var app = await TestApp.Fresh(engine, "--Xinglin:Identity:AttemptsPerMinute=100000");
        var (lead, _, _) = (await app.Organization("云川市中医医院"), await app.Organization("安和镇卫生院"), await app.Organization("清河县人民医院"));

        await app.As(CurrentUser.Program("演示"), services => services.GetServices<IDemonstration>().Single(part => part.Order == 20).Load(services, default));

        foreach (var name in new[] { "office", "director", "system", "security", "audit", "member.office", "member2.physician" })
            Assert.Equal("/", (await app.Client().SignIn(name, "Xinglin-Demo-2026")).RedirectsTo());
        var offices = await app.As(CurrentUser.Visitor, services => services.GetRequiredService<IAccounts>().In(lead, Role.ConsortiumOffice));
        Assert.Equal("林知夏", Assert.Single(offices).DisplayName);
    }
}
