using System.Globalization;

namespace Xinglin.Agreements.Duties.Pages;

/// <summary>What people type on a duty's page; dates stay as typed, so that a wrong one comes back as it was.</summary>
internal static class DutyForms
{
    public static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

internal sealed class EvidenceForm
{
    public string? Period { get; set; }
    public string? OccurredOn { get; set; }
    public string? Title { get; set; }
    public string? Note { get; set; }
    public decimal? Amount { get; set; }
}

internal sealed class WaiverForm
{
    public string? From { get; set; }
    public string? Until { get; set; }
    public string? Reason { get; set; }
}

internal sealed class TakeBackForm
{
    public string? Fact { get; set; }
    public string? Reason { get; set; }
}
