namespace Xinglin.Web;

/// <summary>
/// A request that a page makes by itself and not because somebody did something. It counts as no use of the session, so a worklist that is
/// left open signs out as promised; and where the session is over, it is told to load its page anew, which leads to signing in.
/// </summary>
public static class Quiet
{
    public const string Header = "X-Xinglin-Quiet";
    public const string Stream = "/live";

    /// <summary>For <c>hx-headers</c>.</summary>
    public const string Headers = $$"""{"{{Header}}":"1"}""";

    public static bool Is(HttpRequest request) => request.Path == Stream || request.Headers.ContainsKey(Header);
}
