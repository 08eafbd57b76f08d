using Xinglin.Platform;

namespace Xinglin.Web.Components;

/// <summary>What is wrong with a plain form: a text for each field, and one for the whole where no field is to blame.</summary>
public sealed class Faults
{
    private readonly Dictionary<string, string> fields = [];

    public string? Whole { get; private set; }
    public string? Remedy { get; private set; }
    public bool Any => Whole is not null || fields.Count > 0;

    public string? this[string field] => fields.GetValueOrDefault(field);

    /// <summary>The first fault of a field is the one that is shown.</summary>
    public void Add(string field, string message) => fields.TryAdd(field, message);

    /// <summary>A text that must be there and fit its column.</summary>
    public void Need(string field, string? value, string name, int longest = 40)
    {
        if (string.IsNullOrWhiteSpace(value)) Add(field, $"请填写{name}。");
        else if (value.Trim().Length > longest) Add(field, $"{name}不能超过 {longest} 个字。");
    }

    /// <summary>What the domain refused, at the field that the code belongs to.</summary>
    public void Add(Refused refused, params ReadOnlySpan<(string Code, string Field)> fieldOf)
    {
        foreach (var (code, field) in fieldOf)
            if (code == refused.Code)
            {
                Add(field, $"{refused.Message}{refused.Remedy}");
                return;
            }

        (Whole, Remedy) = (refused.Message, refused.Remedy);
    }
}
