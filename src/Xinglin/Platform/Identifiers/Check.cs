namespace Xinglin.Platform.Identifiers;

/// <summary>Something about one field of what was handed in.</summary>
/// <param name="Field">The field's Chinese label, the same on forms and in imported tables.</param>
public sealed record Finding(string Field, string Message)
{
    public override string ToString() => $"{Field}：{Message}";
}

/// <summary>Reads the fields of a form or of a table row and collects everything that is wrong with them.</summary>
/// <param name="codes">What the codes of its refusals begin with: <c>directory</c>.</param>
internal sealed class Check(string codes)
{
    private readonly List<Finding> errors = [];
    private readonly List<Finding> warnings = [];

    public IReadOnlyList<Finding> Errors => errors;

    /// <summary>What a person may confirm against the paper.</summary>
    public IReadOnlyList<Finding> Warnings => warnings;

    public void Fault(string field, string message) => errors.Add(new(field, message));

    public void Doubt(string field, string message) => warnings.Add(new(field, message));

    public string Required(string field, string? text, int length)
    {
        if (Optional(field, text, length) is { } value) return value;
        Fault(field, "不能为空");
        return "";
    }

    public string? Optional(string field, string? text, int length)
    {
        var value = text?.Trim();
        if (string.IsNullOrEmpty(value)) return null;
        if (value.Length > length) Fault(field, $"最多{length}个字，现为{value.Length}个字");
        return value;
    }

    public string? Identifier<T>(string field, string? text, Func<string, Parsed<T>> parse) where T : struct
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var parsed = parse(text);
        errors.AddRange(parsed.Errors.Select(message => new Finding(field, message)));
        warnings.AddRange(parsed.Warnings.Select(message => new Finding(field, message)));
        return parsed.Value?.ToString() ?? text.Trim();
    }

    /// <exception cref="Refused">There are errors, or warnings that nobody has confirmed.</exception>
    public void MustPass(bool warningsConfirmed)
    {
        if (errors.Count > 0)
            throw new Refused(RefusalKind.Invalid, $"{codes}.invalid", string.Join("；", errors) + "。", "请改正后再提交。");
        if (warnings.Count > 0 && !warningsConfirmed)
            throw new Refused(RefusalKind.Invalid, $"{codes}.confirm-warnings", string.Join("；", warnings) + "。", "请与证照原件核对；确认无误时勾选「已核对，按此登记」。");
    }
}
