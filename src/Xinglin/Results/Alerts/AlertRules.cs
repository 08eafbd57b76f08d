using Xinglin.Agreements.Contract;
using Xinglin.Platform;

namespace Xinglin.Results.Alerts;

/// <summary>A moment by which something must be done, and whose rule set it.</summary>
public sealed record AlertClock(DateTimeOffset Due, string Source);

/// <summary>
/// How long an alert may wait. What the agreement says of critical values goes first; no law gives minutes, so the rest is this
/// program's custom, which an installation may set.
/// </summary>
public sealed class AlertRules(IConfiguration configuration)
{
    private const string CriticalValueKind = "critical-value";

    private readonly (int Minutes, string Source) critical = Read("Xinglin:CriticalValueMinutes", configuration["Xinglin:CriticalValueMinutes"], 30, 1440, 1, "分钟");
    private readonly (int Minutes, string Source) changed = Read("Xinglin:ChangedResultHours", configuration["Xinglin:ChangedResultHours"], 24, 720, 60, "小时");

    public AlertClock Start(IAgreementTerms terms, AlertKind kind, Guid sender, Guid owner, DateTimeOffset at)
    {
        if (kind == AlertKind.Critical && Agreed(terms, sender, owner, at) is { Parameters.Within: { } within } term) return new AlertClock(at + within, term.Cite().Source);
        var (minutes, source) = kind == AlertKind.Critical ? critical : changed;
        return new AlertClock(at.AddMinutes(minutes), source);
    }

    private static Term? Agreed(IAgreementTerms terms, Guid sender, Guid owner, DateTimeOffset at) => sender == owner ? null
        : new[] { terms.Ask(sender, owner, CriticalValueKind, at), terms.Ask(owner, sender, CriticalValueKind, at) }.OfType<TermAnswer.Granted>().Select(granted => granted.Term).FirstOrDefault();

    private static (int Minutes, string Source) Read(string name, string? set, int standard, int most, int unit, string word)
    {
        if (set is not { Length: > 0 }) return (standard * unit, $"系统默认（{standard} {word}）");
        return int.TryParse(set, out var number) && number >= 1 && number <= most
            ? (number * unit, $"本平台设置（{number} {word}）")
            : throw new StartupProblem($"设置 {name} 应为 1 至 {most} 之间的{word}数，现为“{set}”。");
    }
}
