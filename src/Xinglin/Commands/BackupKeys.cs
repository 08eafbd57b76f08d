using Xinglin.Audit;
using Xinglin.Platform.Sealing;

namespace Xinglin.Commands;

/// <summary>The keys that a backup holds, by their name in it.</summary>
internal static class BackupKeys
{
    public static IReadOnlyDictionary<string, string> Of(IConfiguration configuration) => new Dictionary<string, string>
    {
        ["audit.key"] = AuditKey.FileName(configuration),
        ["data.key"] = DataKey.FileName(configuration)
    };
}
