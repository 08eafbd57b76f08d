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

    /// <summary>Classes of equipment, one a line: 「CT=64排」, or 「64排」 for all.</summary>
    public string? Equipment { get; set; }
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
        Equipment = string.Join("\n", sender.Equipment.Select(each => each.Key.Length > 0 ? $"{each.Key}={each.Value}" : each.Value)),
        Version = sender.Version
    };

    internal SenderFacts Facts => new(Name ?? "", Application ?? "", Facility ?? "", Department ?? "", Charset == nameof(SenderCharset.Utf8) ? SenderCharset.Utf8 : SenderCharset.Gb18030,
        (Networks ?? "").Split(['\n', '\r', ';', ',', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), Folder)
    { Classes = Classes };

    private Dictionary<string, string> Classes => (Equipment ?? "").Split(['\n', '\r', ';', '；', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries)).GroupBy(parts => parts.Length == 2 ? parts[0].ToUpperInvariant() : "").ToDictionary(group => group.Key, group => group.Last()[^1]);
}
