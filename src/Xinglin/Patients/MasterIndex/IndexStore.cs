using Microsoft.EntityFrameworkCore;
using Xinglin.Patients.Contract;
using Xinglin.Patients.MasterIndex.Matching;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Patients.MasterIndex;

/// <summary>Finds pairs within what the current person may see: those of which his institution registered one side.</summary>
internal sealed class IndexStore(XinglinDb db, PatientVault vault, CurrentUser user, IAuditTrail audit)
{
    public const int PageSize = 20;

    public static string Link(Guid pair) => $"/patients/index/{pair}";

    public IQueryable<IndexPair> Visible
    {
        get
        {
            if (user.IsProgram) return db.Set<IndexPair>();
            if (!user.MayReview()) return db.Set<IndexPair>().Where(_ => false);
            var organization = user.Organization;
            return db.Set<IndexPair>().Where(pair => pair.FirstOrganization == organization || pair.SecondOrganization == organization);
        }
    }

    /// <summary>In a state, the likeliest first.</summary>
    public IQueryable<IndexPair> In(PairState state) =>
        Visible.AsNoTracking().Where(pair => pair.State == state).OrderByDescending(pair => pair.Probability).ThenBy(pair => pair.Id);

    /// <exception cref="Refused">There is none, or neither side is of this person's institution.</exception>
    public async Task<IndexPair> Read(Guid id, CancellationToken ct = default) =>
        await Visible.AsNoTracking().FirstOrDefaultAsync(pair => pair.Id == id, ct) ?? throw Refused.NotFound("这一对登记");

    /// <summary>The same, for deciding.</summary>
    public async Task<IndexPair> Take(Guid id, CancellationToken ct) => await Visible.FirstOrDefaultAsync(pair => pair.Id == id, ct) ?? throw Refused.NotFound("这一对登记");

    /// <summary>The own institution's side of each pair; of the two of a repeat, the newer.</summary>
    public async Task<IReadOnlyDictionary<Guid, Patient>> Own(IReadOnlyCollection<IndexPair> pairs, CancellationToken ct = default)
    {
        var ids = pairs.Select(OwnId).ToList();
        return await db.Set<Patient>().AsNoTracking().Where(patient => ids.Contains(patient.Id)).ToDictionaryAsync(patient => patient.Id, ct);
    }

    public Guid OwnId(IndexPair pair) => pair.SecondOrganization == user.OrganizationId ? pair.SecondId : pair.FirstId;

    /// <summary>Both sides beside each other. The look is recorded with both patients.</summary>
    public async Task<PairView> Review(IndexPair pair, bool record, CancellationToken ct = default)
    {
        var own = OwnId(pair);
        var patients = await db.Set<Patient>().AsNoTracking().Where(patient => patient.Id == pair.FirstId || patient.Id == pair.SecondId).ToDictionaryAsync(patient => patient.Id, ct);
        var (left, right) = (patients[own], patients[pair.Other(own)]);
        if (record)
            foreach (var patient in patients.Values) await audit.RecordNow("patient.match-reviewed", patient.Subject, "用途：主索引核对（对方机构的资料已隐去）", ct: ct);
        return PairView.Of(pair, left, vault.Open(left), right, vault.Open(right), user.IsTreating());
    }

    /// <summary>Pairs of one registration, those that wait first.</summary>
    public async Task<IReadOnlyList<IndexPair>> Of(Guid patient, CancellationToken ct = default) =>
        [.. (await Visible.AsNoTracking().Where(pair => pair.FirstId == patient || pair.SecondId == patient).ToListAsync(ct))
            .Where(pair => pair.State != PairState.Lapsed).OrderBy(pair => pair.State).ThenByDescending(pair => pair.Probability)];

    public async Task<IReadOnlyList<IndexEvent>> History(Guid pair, CancellationToken ct = default) =>
        await db.Set<IndexEvent>().AsNoTracking().Where(entry => entry.PairId == pair).OrderBy(entry => entry.Step).ToListAsync(ct);
}
