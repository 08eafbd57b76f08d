using Xinglin.Platform;

namespace Xinglin.Audit;

/// <summary>Brings together what was recorded in words and which fields changed.</summary>
internal static class AuditDrafts
{
    /// <summary>Each change goes to the recorded entry about the same thing, else to the first; without any, each thing gets a plain entry.</summary>
    public static IReadOnlyList<AuditDraft> Of(IReadOnlyList<AuditDraft> recorded, IReadOnlyList<ChangeCapture> changed)
    {
        if (recorded.Count == 0) return [.. changed.GroupBy(change => change.Root).Select(Plain)];
        foreach (var change in changed)
        {
            var about = change.Root.Id is { } id ? recorded.FirstOrDefault(draft => draft.Subject.Id == id) : null;
            (about ?? recorded[0]).Changes.AddRange(change.Changes);
        }

        return recorded;
    }

    private static AuditDraft Plain(IGrouping<(string Table, Guid? Id), ChangeCapture> root)
    {
        var verb = root.Select(change => change.Verb).FirstOrDefault(verb => verb != "changed") ?? "changed";
        var draft = new AuditDraft($"{root.Key.Table}.{verb}", new AuditSubject(root.Key.Table, root.Key.Id));
        foreach (var change in root) draft.Changes.AddRange(change.Changes);
        return draft;
    }
}
