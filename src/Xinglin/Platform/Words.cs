using System.Text.Json;

namespace Xinglin.Platform;

/// <summary>A value of an enum as the API writes it: <c>AwaitingSeals</c> is <c>awaiting-seals</c>.</summary>
internal static class Words
{
    public static string Of<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    public static bool TryParse<T>(string word, out T value) where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
            if (Of(candidate) == word)
            {
                value = candidate;
                return true;
            }

        value = default;
        return false;
    }
}
