namespace Xinglin.Platform.Identifiers;

/// <summary>
/// What reading an identifier gave: a value with warnings that a person may confirm, or errors. Identifiers in use sometimes fail
/// their own check digit, so that is a warning and never an error.
/// </summary>
/// <param name="Value">Null exactly where there are errors.</param>
public sealed record Parsed<T>(T? Value, IReadOnlyList<string> Warnings, IReadOnlyList<string> Errors) where T : struct
{
    public bool IsValid => Value is not null;

    public static Parsed<T> Of(T value, IReadOnlyList<string>? warnings = null) => new(value, warnings ?? [], []);

    public static Parsed<T> Wrong(params IReadOnlyList<string> errors) => new(null, [], errors);
}

internal static class Typed
{
    /// <summary>What people type, in half width, upper case and without white space.</summary>
    public static string Clean(string? text) =>
        string.Concat((text ?? "").Compatible().Where(character => !char.IsWhiteSpace(character))).ToUpperInvariant();

    /// <summary>Errors for characters outside the set, each with its place.</summary>
    public static IEnumerable<string> Strangers(string text, Func<int, char, bool> allowed, string rule) =>
        text.Index().Where(place => !allowed(place.Index, place.Item))
            .Select(place => $"第{place.Index + 1}位「{place.Item}」不能出现在此处：{rule}");
}
