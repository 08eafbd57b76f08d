using System.Globalization;
using Xinglin.Platform;

namespace Xinglin.Web;

/// <summary>The version of an aggregate as the API shows it (ETag) and wants it back (If-Match).</summary>
public static class EntityTag
{
    public static string Of(Aggregate aggregate) => string.Create(CultureInfo.InvariantCulture, $"\"{aggregate.Version}\"");

    /// <summary>The version in If-Match. It is wanted for every act on what exists, so that nobody acts on what he did not see.</summary>
    /// <exception cref="Refused">It is missing (428), or no version (400).</exception>
    public static int Seen(string? ifMatch) =>
        int.TryParse(ifMatch?.Trim().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw (string.IsNullOrWhiteSpace(ifMatch)
                ? new Refused(RefusalKind.Unseen, "api.if-match-missing", "请求缺少 If-Match。", "请先读取，把应答中的 ETag 放入 If-Match 再提交。")
                : new Refused(RefusalKind.Invalid, "api.if-match-invalid", "If-Match 不是版本号。", "请把读取时应答中的 ETag 原样放入 If-Match。"));
}
