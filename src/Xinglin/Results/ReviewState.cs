namespace Xinglin.Results;

/// <summary>Of what one person hands in and another reviews before it holds for everybody.</summary>
public enum ReviewState
{
    /// <summary>One person has handed it in; another must look.</summary>
    Proposed,
    InForce,
    Rejected
}

public static class ReviewWords
{
    public static string Show(this ReviewState state) => state switch
    {
        ReviewState.Proposed => "待审核",
        ReviewState.InForce => "已生效",
        _ => "已退回"
    };

    public static string Tone(this ReviewState state) => state switch
    {
        ReviewState.Proposed => "yellow",
        ReviewState.InForce => "green",
        _ => "red"
    };
}
