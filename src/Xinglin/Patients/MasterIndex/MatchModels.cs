using Microsoft.EntityFrameworkCore;
using Xinglin.Patients.MasterIndex.Matching;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Patients.MasterIndex;

/// <summary>A model that was learned. Models are added and never changed: decisions name the one they rest on.</summary>
public sealed class StoredModel(int number, DateTimeOffset learnedAt, int registrations, string parameters)
{
    public int Number { get; private set; } = number;
    public DateTimeOffset LearnedAt { get; private set; } = learnedAt;

    /// <summary>From how many it was learned.</summary>
    public int Registrations { get; private set; } = registrations;

    /// <summary><see cref="MatchModel"/> as JSON.</summary>
    public string Parameters { get; private set; } = parameters;
}

/// <summary>The model in use and the thresholds. Both are the same for the whole installation.</summary>
internal sealed class MatchModels(IConfiguration configuration, TimeProvider time)
{
    /// <summary>How long a node goes on with what it read: another may have learned, and registers grow.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    private sealed record Read(Scorer Scorer, DateTimeOffset At);

    private Read? last;

    public MatchThresholds Thresholds { get; } = new(
        Share("Xinglin:Matching:Certain", configuration["Xinglin:Matching:Certain"], MatchThresholds.Standard.Certain),
        Share("Xinglin:Matching:Possible", configuration["Xinglin:Matching:Possible"], MatchThresholds.Standard.Possible));

    public async Task<Scorer> Current(XinglinDb db, CancellationToken ct)
    {
        if (last is { } read && time.Now() - read.At < Fresh) return read.Scorer;
        var stored = await db.Set<StoredModel>().AsNoTracking().OrderByDescending(model => model.Number).FirstOrDefaultAsync(ct);
        var model = stored is not null && JsonColumn.Read<MatchModel>(stored.Parameters) is var learned && learned.Fits() ? learned : StandardModel.Model;
        last = new(new Scorer(model, await db.Set<IndexEntry>().CountAsync(ct)), time.Now());
        return last.Scorer;
    }

    /// <param name="phoneHolders">How many registrations have the telephone that both have.</param>
    /// <param name="anyway">Also where it comes to nothing.</param>
    /// <returns>Null where it comes to nothing: most pairs do, and are weighed without giving reasons.</returns>
    public MatchedPair? Weigh(Scorer scorer, MatchRecord left, MatchRecord right, int phoneHolders, bool anyway = false)
    {
        var vector = MatchVector.Compare(left, right);
        if (!anyway && !Thresholds.Reaches(scorer.Weigh(vector, left, right, phoneHolders))) return null;
        var evidence = scorer.Explain(vector, left, right, phoneHolders);
        return new(left, right, evidence, Thresholds.Judge(evidence), scorer.Model.Version);
    }

    public void Forget() => last = null;

    private static double Share(string name, string? set, double standard)
    {
        if (set is not { Length: > 0 }) return standard;
        return double.TryParse(set, System.Globalization.CultureInfo.InvariantCulture, out var share) && share is > 0 and < 1
            ? share
            : throw new StartupProblem($"设置 {name} 应为 0 与 1 之间的概率，例如 0.999，现为“{set}”。");
    }
}
