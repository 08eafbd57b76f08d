using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Agreements;

public class AgreedTests
{
    [Theory, EveryDatabase]
    public async Task Sealed_scans_bring_an_agreement_into_force_on_the_date_of_the_last_seal(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var lead = await Agreed.House(app, "市中医院");
        var member = await Agreed.House(app, "县医院");

        var id = await Agreed.InForce(app, lead, member, Agreed.DecemberPlan);

        var agreement = await app.As(member.Office, services => services.GetRequiredService<AgreementStore>().Read(id));
        Assert.Equal(AgreementState.InForce, agreement.State);
        Assert.Equal(Agreed.SealedOn, agreement.EffectiveFrom);
        Assert.Equal(new DateOnly(2028, 2, 29), agreement.LastDay);
    }
}
