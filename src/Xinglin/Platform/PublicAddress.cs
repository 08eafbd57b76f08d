using Microsoft.AspNetCore.Http.Extensions;

namespace Xinglin.Platform;

/// <summary>
/// Addresses that people open from a printed code or a message: those of <c>Xinglin:PublicAddress</c>, else those by which the present request
/// came, because what the user reaches others of the house reach too.
/// </summary>
public sealed class PublicAddress(IConfiguration configuration, IHttpContextAccessor http)
{
    /// <summary>Where a house lets only the patients' pages be reached from outside, they have an address of their own (<c>Xinglin:PatientAddress</c>).</summary>
    public string ForPatients(string path) => configuration["Xinglin:PatientAddress"] is { Length: > 0 } set ? set.TrimEnd('/') + path : Of(path);

    /// <param name="path">Inside the program, with a slash before it.</param>
    /// <returns>The path alone where neither a setting nor a request tells what stands before it.</returns>
    public string Of(string path)
    {
        if (configuration["Xinglin:PublicAddress"] is { Length: > 0 } set) return set.TrimEnd('/') + path;
        return http.HttpContext?.Request is { Host.HasValue: true } request ? UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, path) : path;
    }
}
