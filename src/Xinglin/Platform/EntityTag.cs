using System.Globalization;

namespace Xinglin.Platform;

/// <summary>The version of an aggregate as HTTP carries it (RFC 9110 §8.8.3, §13.1.1).</summary>
public static class EntityTag
{
    public static string Of(Aggregate aggregate) => string.Create(CultureInfo.InvariantCulture, $"\"{aggregate.Version}\"");

    /// <summary>The version in If-Match. It is wanted for every act, so that nobody acts on what he did not see.</summary>
    /// <exception cref="Refused">The header is missing or holds no version.</exception>
    public static int Seen(string? ifMatch) =>
        int.TryParse(ifMatch?.Trim().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new Refused(RefusalKind.Invalid, "api.if-match-missing", "请求缺少 If-Match，或其中不是版本号。", "请先读取该记录，把应答中的 ETag 放入 If-Match 再提交。");
}
