using System.Globalization;
using Xinglin.Platform;

namespace Xinglin.Audit;

/// <summary>Reads a filter from the words of an address; what cannot be read is left out.</summary>
internal static class AuditFilters
{
    /// <summary>The audit trail itself, as the subject of being read.</summary>
    public static readonly AuditSubject Trail = new("audit", null, "审计日志");

    public static AuditFilter Read(
        string? user, string? organization, string? action, string? subject, string? outcome, string? from, string? to, string? text) => new()
        {
            User = user,
            Organization = organization,
            Action = action,
            Subject = subject,
            Outcome = Enum.TryParse<AuditOutcome>(outcome, out var known) && Enum.IsDefined(known) ? known : null,
            From = Day(from),
            To = Day(to),
            Text = text
        };

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year > 1 ? day : null;
}

internal static class AuditWords
{
    public static string Of(AuditOutcome outcome) => outcome switch
    {
        AuditOutcome.Done => "成功",
        AuditOutcome.Refused => "被拒绝",
        _ => "失败"
    };

    public static string Tone(AuditOutcome outcome) => outcome switch
    {
        AuditOutcome.Done => "green",
        AuditOutcome.Refused => "yellow",
        _ => "red"
    };
}
