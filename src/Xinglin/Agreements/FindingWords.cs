namespace Xinglin.Agreements;

/// <summary>A finding's severity in the words people read.</summary>
public static class FindingWords
{
    public static string Show(string severity) => severity switch { "error" => "严重", "warning" => "注意", _ => "提示" };

    public static string Tone(string severity) => severity switch { "error" => "red", "warning" => "yellow", _ => "blue" };
}
