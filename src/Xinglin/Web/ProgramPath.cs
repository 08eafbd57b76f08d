namespace Xinglin.Web;

/// <summary>Addresses that programs call: the API, and the standards' own roots that cannot stand below it.</summary>
public static class ProgramPath
{
    private static readonly PathString[] Roots = ["/api", "/fhir", "/cds-services"];

    public static bool Is(HttpRequest request) => Array.Exists(Roots, root => request.Path.StartsWithSegments(root));

    /// <summary>The area of an address, which scopes are given for: what stands behind <c>/api/</c>, else the root itself.</summary>
    public static string Area(HttpRequest request) => request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["api", var area, ..] => area,
        ["api"] or [] => "",
        [var root, ..] => root
    };
}
