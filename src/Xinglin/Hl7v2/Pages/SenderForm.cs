using Xinglin.Hl7v2.Senders;

namespace Xinglin.Hl7v2.Pages;

/// <summary>What an administrator fills in for a sending system.</summary>
public sealed class SenderForm
{
    public Guid? Organization { get; set; }
    public string? Name { get; set; }
    public string? Application { get; set; }
    public string? Facility { get; set; }
    public string? Department { get; set; }
    public string? Charset { get; set; }

    /// <summary>Addresses, one a line.</summary>
    public string? Networks { get; set; }
    public string? Folder { get; set; }
    public int? Version { get; set; }

    internal static SenderForm Of(SendingSystem sender) => new()
    {
        Organization = sender.OrganizationId,
        Name = sender.Name,
        Application = sender.Application,
        Facility = sender.Facility,
        Department = sender.Department,
        Charset = sender.Charset.ToString(),
        Networks = string.Join("\n", sender.Networks),
        Folder = sender.Folder,
        Version = sender.Version
    };

    internal SenderFacts Facts => new(Name ?? "", Application ?? "", Facility ?? "", Department ?? "", Charset == nameof(SenderCharset.Utf8) ? SenderCharset.Utf8 : SenderCharset.Gb18030,
        (Networks ?? "").Split(['\n', '\r', ';', ',', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), Folder);
}
