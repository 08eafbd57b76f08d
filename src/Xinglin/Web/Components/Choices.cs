namespace Xinglin.Web.Components;

/// <summary>Code sets as the options of a select.</summary>
internal static class Choices
{
    public static IEnumerable<(string, string)> Of<T>(Func<T, string> show) where T : struct, Enum =>
        Enum.GetValues<T>().Select(value => (value.ToString(), show(value)));

    public static T Read<T>(string? text) where T : struct, Enum => Enum.TryParse<T>(text, out var value) && Enum.IsDefined(value) ? value : default;
}
