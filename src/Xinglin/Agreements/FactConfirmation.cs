using Xinglin.Platform;

namespace Xinglin.Agreements;

/// <summary>
/// Whether a person has looked at facts that drive the clocks: a party, or period, copies and bases together. What a person typed stands
/// by that; what was read from a text, or reckoned for a renewal, waits until somebody of the drafting office confirms or corrects it.
/// </summary>
public sealed class FactConfirmation
{
    public bool IsAwaited { get; private set; }

    /// <summary>In the words of clauses, which pages show alike.</summary>
    public ClauseState State => IsAwaited ? ClauseState.Candidate : ClauseState.Confirmed;

    /// <summary>Who confirmed or corrected it last, and when; null where nobody was asked to (typed before this was kept).</summary>
    public string? By { get; private set; }
    public DateTimeOffset? At { get; private set; }

    /// <summary>Grows with each decision, so that two who decide on the same at once are kept apart.</summary>
    public int Version { get; private set; }

    /// <exception cref="Refused">Somebody decided after this was looked at.</exception>
    /// <param name="seen">The version looked at; null where nothing was shown before.</param>
    public void MustBeAt(int? seen, string what)
    {
        if (seen is { } looked && looked != Version)
            throw new Refused(RefusalKind.Conflict, "agreement.fact-overtaken", $"{what}刚刚由{By ?? "其他人"}处理过，您的操作没有保存。", "请核对最新内容；仍需更正时再提交。");
    }

    internal void Await() => IsAwaited = true;

    internal void Give(string by, DateTimeOffset at) => (IsAwaited, By, At, Version) = (false, by, at, Version + 1);

    /// <summary>Of a fact that a new version carries on unchanged.</summary>
    internal void CarryOn(FactConfirmation before) => (By, At) = (before.By, before.At);
}
