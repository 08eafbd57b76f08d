using Microsoft.Extensions.DependencyInjection;
using Xinglin.Agreements;
using Xinglin.Agreements.Contract;
using Xinglin.Agreements.Terms;
using Xinglin.Platform;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Agreements.Terms;

/// <summary>Questions about the terms, as another module would put them.</summary>
internal static class Asked
{
    public static TermsInForce Terms(this TestApp app) => app.Host.Services.GetRequiredService<TermsInForce>();

    public static TermAnswer Ask(this TestApp app, House bearer, House counterparty, string kind, DateOnly day) =>
        app.Terms().Ask(bearer.Id, counterparty.Id, kind, ChinaTime.StartOf(day).AddHours(10));

    public static TermAnswer.Granted Granted(this TestApp app, House bearer, House counterparty, string kind, DateOnly day) =>
        Assert.IsType<TermAnswer.Granted>(app.Ask(bearer, counterparty, kind, day));

    public static TermAnswer.NotGranted Refused(this TestApp app, House bearer, House counterparty, string kind, DateOnly day) =>
        Assert.IsType<TermAnswer.NotGranted>(app.Ask(bearer, counterparty, kind, day));

    /// <summary>A version that amends or renews, changed in draft and sealed on a day by all parties.</summary>
    public static async Task<Guid> Next(
        TestApp app, Guid previous, AgreementAct act, House drafter, IReadOnlyList<House> parties, DateOnly sealedOn, Func<IServiceProvider, Guid, Task>? change = null)
    {
        var id = await app.As(drafter.Office, async services =>
        {
            var next = await services.GetRequiredService<DraftingDesk>().Succeed(previous, act);
            if (change is not null) await change(services, next.Id);
            return next.Id;
        });
        await Agreed.Close(app, id, drafter, parties, sealedOn);
        return id;
    }

    /// <summary>Takes the first clause of a kind out of a draft.</summary>
    public static async Task Drop(IServiceProvider services, Guid draft, string kind)
    {
        var clause = (await services.GetRequiredService<AgreementStore>().Clauses(draft)).First(each => each.Content.Kinds.Contains(kind));
        await services.GetRequiredService<ConfirmingDesk>().Reject(draft, clause.Id, clause.Version, "双方商定不再约定");
    }
}
