namespace Xinglin.Platform.Notices;

/// <summary>A kind of notice that a module tells, by which people choose what reaches them outside the program too.</summary>
/// <param name="Prefix">How the keys of its notices begin, such as <c>referral-late</c>; the longest that fits counts.</param>
/// <param name="Group">Chinese: what people choose by.</param>
/// <param name="Urgent">It cannot wait until somebody next looks into the program.</param>
public sealed record NoticeKind(string Prefix, string Group, bool Urgent = false);

/// <summary>All kinds that the modules have registered.</summary>
public sealed class NoticeKinds(IEnumerable<NoticeKind> kinds)
{
    public static readonly NoticeKind Other = new("", "其他");

    private readonly IReadOnlyList<NoticeKind> all = [.. kinds.OrderByDescending(kind => kind.Prefix.Length)];

    /// <summary>In the order in which the modules registered them.</summary>
    public IReadOnlyList<string> Groups { get; } = [.. kinds.Select(kind => kind.Group).Distinct()];

    public NoticeKind Of(string key) => all.FirstOrDefault(kind => key.StartsWith(kind.Prefix, StringComparison.Ordinal)) ?? Other;
}
