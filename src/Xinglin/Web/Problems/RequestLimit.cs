using Microsoft.AspNetCore.Http.Features;

namespace Xinglin.Web.Problems;

/// <summary>No request is larger than 64 MB, so that nobody fills the memory of a server. Each use says its own, smaller limit for files.</summary>
internal static class RequestLimit
{
    public const int Megabytes = 64;
    private const long Bytes = Megabytes * 1024L * 1024;

    public static void AddRequestLimit(this IServiceCollection services)
    {
        services.Configure<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>(options => options.Limits.MaxRequestBodySize = Bytes);
        // The server's limit counts for every kind of body; a second one for multipart would only answer less clearly.
        services.Configure<FormOptions>(options => options.MultipartBodyLengthLimit = long.MaxValue);
    }

    public static bool IsTooLarge(HttpRequest request) => request.ContentLength > Bytes;
}
