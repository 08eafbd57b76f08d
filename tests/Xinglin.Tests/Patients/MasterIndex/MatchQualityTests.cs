using Xinglin.Patients.MasterIndex.Matching;

namespace Xinglin.Tests.Patients.MasterIndex;

/// <summary>How well the index tells people apart, over a made-up register of which the truth is known. Each floor lies just below what is reached.</summary>
public class MatchQualityTests
{
    private static readonly List<GeneratedPatient> Patients = new GeneratedRegistry(20260611).Make(30_000);

    [Fact]
    public void The_standard_model_keeps_its_floors() => Holds(MatchQuality.Of(Patients, StandardModel.Model, MatchThresholds.Standard, learn: false).Quality);

    [Fact]
    public void A_model_learned_without_labels_keeps_the_same_floors()
    {
        var (quality, model) = MatchQuality.Of(Patients, StandardModel.Model, MatchThresholds.Standard, learn: true);

        Holds(quality);
        Assert.Equal(1, model.Version);
        Assert.InRange(model.M[(int)MatchField.Document][0], .9, .99);
        Assert.InRange(model.M[(int)MatchField.Sex][0], .98, 1);
    }

    private static void Holds(MatchQuality quality)
    {
        Assert.True(quality.Precision >= .9995, quality.ToString());
        Assert.True(quality.Recall >= .97, quality.ToString());
        Assert.True(quality.RecallWithReview >= .998, quality.ToString());
        Assert.True(quality.Possible <= quality.Certain / 20, quality.ToString());
    }
}
