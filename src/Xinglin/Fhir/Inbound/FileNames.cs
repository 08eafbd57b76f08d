using Xinglin.Platform.Files;

namespace Xinglin.Fhir.Inbound;

/// <summary>FHIR attachments have titles, not file names; the kind is seen from the bytes.</summary>
internal static class FileNames
{
    public static string Of(SentFile file)
    {
        var extension = FileSniffer.Sniff(file.Bytes)?.Extensions()[0] ?? "";
        return file.Title.EndsWith(extension, StringComparison.OrdinalIgnoreCase) ? file.Title : file.Title + extension;
    }
}
