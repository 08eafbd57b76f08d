using Xinglin.Platform.Files;

namespace Xinglin.Agreements;

/// <summary>Keeps the scans of sealed paper.</summary>
public sealed class SealScans(FileStore files)
{
    /// <exception cref="Platform.Refused">No PDF, PNG or JPEG, or larger than 20 MB.</exception>
    public async Task<Guid> Keep(IFormFile file, CancellationToken ct = default)
    {
        await using var content = file.OpenReadStream();
        return (await files.Save(content, file.FileName, [FileKind.Pdf, FileKind.Png, FileKind.Jpeg], 20 * 1024 * 1024, ct)).Id;
    }
}
