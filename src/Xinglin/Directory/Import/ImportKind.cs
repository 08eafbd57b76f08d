namespace Xinglin.Directory.Import;

public enum ImportKind { Organizations, Departments, Staff, Hotlines }

public static class ImportKindNames
{
    public static string Show(this ImportKind kind) => kind switch
    {
        ImportKind.Organizations => "机构",
        ImportKind.Departments => "科室",
        ImportKind.Staff => "人员",
        _ => "转诊电话"
    };
}

public enum ImportAction { Add, Update, Refused }

/// <summary>One row of the preview: what it holds and what confirming will do with it.</summary>
/// <param name="Target">The record that is updated.</param>
/// <param name="TargetVersion">Its version when the preview was made.</param>
public sealed record ImportRow(
    int Line, IReadOnlyList<string> Cells, IReadOnlyList<string> TableFaults, ImportAction Action, IReadOnlyList<string> Faults,
    IReadOnlyList<string> Warnings, Guid? Target, int? TargetVersion)
{
    /// <summary>Whether confirming would do the same as was shown.</summary>
    internal bool DoesTheSame(ImportRow other) =>
        (Action, Target, TargetVersion) == (other.Action, other.Target, other.TargetVersion) && Faults.SequenceEqual(other.Faults) && Warnings.SequenceEqual(other.Warnings);
}
