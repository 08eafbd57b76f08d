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
    public Guid? ToId { get; set; }
    public Guid? FollowUpId { get; set; }
    public FollowUpResult? Result { get; set; }
    public string? Means { get; set; }

    public DateTimeOffset? Moment() => Read(At);

    public ReferralArrangement Arrangement() => new(
        Moment() ?? throw new Refused(RefusalKind.Invalid, "referral.arrangement", "请填写到院时间。"), Department ?? "", Place ?? "", Contact ?? "", Phone ?? "",
        ReferralForm.Clean(Bed), Read(HeldUntil), ReferralForm.Clean(Bring));

    public static string Local(DateTimeOffset at) => at.ToOffset(ChinaTime.Offset).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    private static DateTimeOffset? Read(string? text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? new DateTimeOffset(local, ChinaTime.Offset).ToUniversalTime() : null;
}
