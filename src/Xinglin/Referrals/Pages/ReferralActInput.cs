using System.Globalization;
using Xinglin.Platform;

namespace Xinglin.Referrals.Pages;

/// <summary>What an act's form sends; each act uses what it asks for.</summary>
public sealed class ReferralActInput
{
    public int? Seen { get; set; }
    public ReferralAct? Act { get; set; }
    public string? ReasonCode { get; set; }
    public string? Text { get; set; }

    /// <summary>As a browser's datetime-local field sends it, in China's time.</summary>
    public string? At { get; set; }
    public string? Department { get; set; }
    public string? Place { get; set; }
    public string? Contact { get; set; }
    public string? Phone { get; set; }
    public string? Bed { get; set; }
    public string? HeldUntil { get; set; }
    public string? Bring { get; set; }

    /// <summary>A held place that was chosen: its quota and its day.</summary>
    public string? Slot { get; set; }
    public string? OverQuota { get; set; }
    public Guid? ToId { get; set; }
    public Guid? FollowUpId { get; set; }
    public FollowUpResult? Result { get; set; }
    public string? Means { get; set; }
    public bool PatientAgreed { get; set; }

    /// <summary>The fact about the patient to be shown in full.</summary>
    public string? Show { get; set; }

    public DateTimeOffset? Moment() => ChinaTime.ReadLocal(At);

    /// <summary>The day of a chosen place goes before the day that was typed; the hour is the typed one.</summary>
    public ReferralArrangement Arrangement()
    {
        var at = Moment() ?? throw new Refused(RefusalKind.Invalid, "referral.arrangement", "请填写到院时间。");
        var slot = Chosen();
        if (slot is { } chosen) at = ChinaTime.StartOf(chosen.Day) + at.ToOffset(ChinaTime.Offset).TimeOfDay;
        return new(at, Department ?? "", Place ?? "", Contact ?? "", Phone ?? "", ReferralForm.Clean(Bed), ChinaTime.ReadLocal(HeldUntil), ReferralForm.Clean(Bring), slot?.Quota, ReferralForm.Clean(OverQuota));
    }

    public static string Slotted(Guid quota, DateOnly day) => $"{quota}|{ChinaTime.Show(day)}";

    private (Guid Quota, DateOnly Day)? Chosen()
    {
        if (string.IsNullOrWhiteSpace(Slot)) return null;
        var parts = Slot.Split('|');
        return parts.Length == 2 && Guid.TryParse(parts[0], out var quota) && DateOnly.TryParseExact(parts[1], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? (quota, day)
            : throw new Refused(RefusalKind.Invalid, "place.unknown", "所选的预留名额读不出来。", "请重新选择名额，或选“自动占用”。");
    }
}
