using Xinglin.Platform;

namespace Xinglin.Patients;

/// <summary>A limit with where it comes from.</summary>
public sealed record PatientLimit(int Hours, string Source)
{
    public TimeSpan Span => TimeSpan.FromHours(Hours);

    public override string ToString() => $"{Hours} 小时（{Source}）";
}

/// <summary>The time limits of this module. No law gives hours for them: the defaults are this program's custom, an installation may set its own.</summary>
public sealed class PatientRules(IConfiguration configuration)
{
    /// <summary>Within which a late consent is to be brought; the law only says 及时 (个人信息保护法 第十八条第二款).</summary>
    public PatientLimit LateConsent { get; } = Read("Xinglin:LateConsentHours", configuration["Xinglin:LateConsentHours"], 24);

    /// <summary>How long an emergency access lasts.</summary>
    public PatientLimit EmergencyAccess { get; } = Read("Xinglin:EmergencyAccessHours", configuration["Xinglin:EmergencyAccessHours"], 24);

    private static PatientLimit Read(string name, string? set, int standard)
    {
        if (set is not { Length: > 0 }) return new(standard, "系统默认");
        return int.TryParse(set, out var hours) && hours is >= 1 and <= 720
            ? new(hours, "本平台设置")
            : throw new StartupProblem($"设置 {name} 应为 1 至 720 之间的小时数，现为“{set}”。");
    }
}
