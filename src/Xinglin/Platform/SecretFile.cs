using System.Text;

namespace Xinglin.Platform;

/// <summary>Passwords and secrets of other systems stand in files that only the operator reads, never in a command line.</summary>
internal static class SecretFile
{
    /// <param name="setting">Its name, for messages.</param>
    /// <exception cref="StartupProblem">It cannot be read, or is empty.</exception>
    public static string Read(string setting, string file)
    {
        try
        {
            return File.ReadAllText(file, Encoding.UTF8).Trim() is { Length: > 0 } secret ? secret : throw new StartupProblem($"设置 {setting} 指定的文件 {file} 是空的。");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartupProblem($"设置 {setting} 指定的文件 {file} 无法读取：{fault.Message}");
        }
    }
}
