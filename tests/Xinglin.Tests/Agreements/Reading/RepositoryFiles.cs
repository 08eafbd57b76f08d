namespace Xinglin.Tests.Agreements.Reading;

/// <summary>Finds the repository's root and the files that tests read from beside it.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    public static string Samples => Path.Combine(Root, "samples", "agreements");

    /// <summary>../shared/agreements relative to the root, where the two real agreements are kept outside the repository.</summary>
    public static string? SharedAgreement(string start)
    {
        var folder = Path.Combine(Root, "..", "shared", "agreements");
        return System.IO.Directory.Exists(folder) ? System.IO.Directory.EnumerateFiles(folder, start + "*.txt").FirstOrDefault() : null;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (System.IO.Directory.Exists(Path.Combine(folder.FullName, "src", "Xinglin"))) return folder.FullName;
        throw new DirectoryNotFoundException("The tests must run inside the repository.");
    }
}
