using System.Text.Json;
using System.Text.Json.Serialization;
using Xinglin.Platform;
using Xinglin.Platform.Announcements;

namespace Xinglin.Webhooks;

/// <param name="Code">What a subscription holds: a type, or all types of a kind by <c>.*</c>.</param>
public sealed record WebhookEventKind(string Code, string Name);

/// <summary>
/// What can be subscribed to, and the JSON that is sent for it: thin, so that no word about an illness and no name leaves the house. Who
/// wants to know more reads it under the receiver's own rights.
/// </summary>
public static class WebhookEvents
{
    public const string Test = "webhook.test";
    private const string All = ".*";

    public static readonly IReadOnlyList<WebhookEventKind> Kinds =
    [
        new("referral.*", "转诊的全部变更"), new("referral.submit", "提交转诊"), new("referral.approve", "院内审核通过"), new("referral.accept", "受理"), new("referral.refuse", "拒绝"),
        new("referral.ask-for-more", "要求补充资料"), new("referral.supply", "补充资料"), new("referral.depart", "患者出发"), new("referral.arrive", "到诊"), new("referral.complete", "诊疗完成"),
        new("referral.send-back", "转回基层"), new("referral.close", "闭环"), new("referral.cancel", "撤销"), new("notice.told", "通知（本系统右上角的消息）")
    ];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static bool IsKnown(string code) => Kinds.Any(kind => kind.Code == code);

    public static string Show(string type) => Kinds.FirstOrDefault(kind => kind.Code == type)?.Name ?? (type == Test ? "测试" : type);

    public static bool Wants(IEnumerable<string> events, string type) =>
        events.Any(code => code == type || (code.EndsWith(All, StringComparison.Ordinal) && type.StartsWith(code[..^1], StringComparison.Ordinal)));

    /// <summary>A notice tells only the organisation that it is for which role, and where to read it.</summary>
    public static string Body(Announcement announcement) => JsonSerializer.Serialize(new
    {
        announcement.Type,
        Timestamp = announcement.At,
        Data = new
        {
            Id = announcement.SubjectId,
            announcement.Number,
            Version = announcement.Version == 0 ? (int?)null : announcement.Version,
            announcement.State,
            announcement.Act,
            announcement.Role,
            announcement.Link
        }
    }, Json);

    public static string TestBody(Guid subscription, DateTimeOffset at) => JsonSerializer.Serialize(new { Type = Test, Timestamp = at, Data = new { Id = subscription } }, Json);
}
