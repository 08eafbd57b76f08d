using Microsoft.EntityFrameworkCore;
using Xinglin.Agreements.Contract;
using Xinglin.Platform.Database;

namespace Xinglin.Agreements.Terms;

/// <summary>
/// The terms as a unit of work asks for them: whether something changed is looked up on the connection that it holds already, which a
/// decision waits for each time; only what changed is read beside it.
/// </summary>
internal sealed class CurrentTerms(TermsInForce kept, XinglinDb db) : IAgreementTerms
{
    public TermAnswer Ask(Guid bearer, Guid counterparty, string kind, DateTimeOffset at) => kept.Ask(bearer, counterparty, kind, at);

    public IReadOnlyList<Term> Of(Guid organization, DateOnly day) => kept.Of(organization, day);

    public Term? Pinned(Guid clauseId) => kept.Pinned(clauseId);

    public async Task EnsureCurrent(CancellationToken ct = default)
    {
        // Another number than the known one may also be an own change that is not committed yet: then nothing is read.
        if (!kept.IsAt(await TermsInForce.Number(db, ct))) await kept.EnsureCurrent(ct);
    }
}
