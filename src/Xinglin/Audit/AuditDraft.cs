using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Xinglin.Platform;

namespace Xinglin.Audit;

/// <summary>An entry before it has its place in a strand.</summary>
internal sealed class AuditDraft(string action, AuditSubject subject, string? details = null, AuditOutcome outcome = AuditOutcome.Done)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public AuditSubject Subject => subject;
    public List<FieldChange> Changes { get; } = [];

    public AuditEntry At(int strand, long number, string previousHash, DateTimeOffset moment, CurrentUser user) => new()
    {
        Strand = strand,
        Number = number,
        Id = Guid.CreateVersion7(moment),
        Moment = moment,
        UserId = user.UserId,
        UserName = Clean(user.Name, AuditEntryMap.NameLength)!,
        OrganizationId = user.OrganizationId,
        OrganizationName = Clean(user.OrganizationName, AuditEntryMap.NameLength),
        RemoteAddress = Clean(user.RemoteAddress, 64),
        Action = Clean(action, AuditEntryMap.NameLength)!,
        SubjectType = Clean(subject.Type, AuditEntryMap.NameLength)!,
        SubjectId = subject.Id,
        SubjectName = Clean(subject.Name, AuditEntryMap.NameLength),
        Outcome = outcome,
        Details = Clean(details, AuditEntryMap.DetailsLength),
        Changes = Changes.Count == 0 ? null : Clean(JsonSerializer.Serialize(Changes, Json), int.MaxValue),
        PreviousHash = previousHash
    };

    public static IReadOnlyList<FieldChange> ReadChanges(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize<IReadOnlyList<FieldChange>>(json, Json)!;

    /// <summary>What both databases give back exactly as it was hashed: no NUL, no half of a surrogate pair, not longer than the column.</summary>
    private static string? Clean(string? text, int length)
    {
        if (text is null) return null;
        if (text.Length > length) text = text[..length];
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value != 0) clean.Append(rune.ToString());
        return clean.ToString();
    }
}
