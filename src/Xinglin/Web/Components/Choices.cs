namespace Xinglin.Web.Components;

/// <summary>Code sets as the options of a select.</summary>
internal static class Choices
{
    public static IEnumerable<(string, string)> Of<T>(Func<T, string> show) where T : struct, Enum =>
        Enum.GetValues<T>().Select(value => (value.ToString(), show(value)));

    /// <summary>Null where it is none of the values.</summary>
    public static T? TryRead<T>(string? text) where T : struct, Enum => Enum.TryParse<T>(text, out var value) && Enum.IsDefined(value) ? value : null;

    public static T Read<T>(string? text) where T : struct, Enum => TryRead<T>(text) ?? default;
}
