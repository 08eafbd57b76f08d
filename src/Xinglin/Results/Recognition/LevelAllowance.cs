using Xinglin.Directory.Contract;
using Xinglin.Platform;

namespace Xinglin.Results.Recognition;

/// <summary>How the level of who made a result stands to that of the house that orders. An institution without a level counts as the lowest.</summary>
public enum LevelRelation { Any, Same, Higher, Lower }

/// <summary>What must bind the two besides their levels.</summary>
public enum LevelBond
{
    Nothing,

    /// <summary>A recognition clause in force between them.</summary>
    Consortium,

    /// <summary>The clause of a tightly knit community.</summary>
    TightCommunity,

    /// <summary>A quality mark whose area holds both.</summary>
    QualityArea
}

/// <summary>
/// One line of a rule's table of directions: whose results are taken from whom. Areas publish it so (同级互认, 下级认上级, 上级对下级在医联体内互认);
/// what no line allows does not stand.
/// </summary>
/// <param name="Maker">Of this level only; null where <paramref name="Relation"/> says it.</param>
/// <param name="Here">For houses of this level only; null for all.</param>
public sealed record LevelAllowance(LevelRelation Relation, OrganizationLevel? Maker, OrganizationLevel? Here, LevelBond Bond)
{
    private const string Arrow = "→";

    // The first word of a relation is the one shown; the others are how areas publish it.
    private static readonly (string Word, LevelRelation Relation)[] Relations =
    [
        ("不限", LevelRelation.Any), ("同级", LevelRelation.Same), ("上级", LevelRelation.Higher), ("下级", LevelRelation.Lower),
        ("同级互认", LevelRelation.Same), ("下级认上级", LevelRelation.Higher), ("上级认下级", LevelRelation.Lower)
    ];

    private static readonly (string Word, LevelBond Bond)[] Bonds = [("同一医联体", LevelBond.Consortium), ("紧密型医联体", LevelBond.TightCommunity), ("同质控地区", LevelBond.QualityArea)];

    /// <param name="bonds">What binds the two.</param>
    public bool Allows(OrganizationLevel maker, OrganizationLevel here, IReadOnlySet<LevelBond> bonds) =>
        (Bond == LevelBond.Nothing || bonds.Contains(Bond)) && (Maker is null || Maker == maker) && (Here is null || Here == here)
        && Relation switch { LevelRelation.Same => maker == here, LevelRelation.Higher => maker < here, LevelRelation.Lower => maker > here, _ => true };

    /// <summary>「上级」, 「下级认上级」 for the same, 「下级（同一医联体）」, 「二级→三级（同质控地区）」; null for anything else.</summary>
    public static LevelAllowance? Parse(string text)
    {
        var (words, bond) = (text.Trim().Replace('(', '（').Replace(')', '）'), LevelBond.Nothing);
        if (words.EndsWith('）') && words.IndexOf('（', StringComparison.Ordinal) is > 0 and var open)
        {
            var bound = words[(open + 1)..^1].Trim();
            if (Bonds.FirstOrDefault(each => each.Word == bound) is not { Word: not null } known) return null;
            (words, bond) = (words[..open].Trim(), known.Bond);
        }

        if (Relations.FirstOrDefault(each => each.Word == words) is { Word: not null } relation) return new(relation.Relation, null, null, bond);
        return words.Split(Arrow) is [var maker, var here] && Level(maker) is { } from && Level(here) is { } to ? new(LevelRelation.Any, from, to, bond) : null;
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public string Show()
    {
        var who = Maker is { } maker && Here is { } here ? $"{maker.Show()}{Arrow}{here.Show()}" : Relations.First(each => each.Relation == Relation).Word;
        return Bond == LevelBond.Nothing ? who : $"{who}（{Bonds.First(each => each.Bond == Bond).Word}）";
    }

    private static OrganizationLevel? Level(string text)
    {
        foreach (var level in Enum.GetValues<OrganizationLevel>())
            if (level.Show() == text.Trim()) return level;
        return null;
    }
}
