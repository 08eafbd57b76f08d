using System.Security.Cryptography;
using System.Text;

namespace Xinglin.Platform;

/// <summary>
/// A secret of 32 bytes that lives in a file beside the database and never in it, written as 64 hexadecimal digits. It is made on first use,
/// readable by its owner only.
/// </summary>
internal static class KeyFile
{
    public const int Bytes = 32;

    /// <param name="name">Chinese name of the key, for messages: 「审计密钥」.</param>
    /// <exception cref="StartupProblem">What stands in the file is no key.</exception>
    public static byte[] ReadOrMake(string file, string name)
    {
        if (!File.Exists(file)) Make(file);
        byte[] bytes;
        try { bytes = Convert.FromHexString(File.ReadAllText(file, Encoding.ASCII).Trim()); }
        catch (FormatException) { throw new StartupProblem($"{name}文件 {file} 内容不正确，应为 {Bytes * 2} 位十六进制数。请从备份中恢复该文件。"); }
        return bytes.Length == Bytes ? bytes : throw new StartupProblem($"{name}文件 {file} 长度不正确。请从备份中恢复该文件。");
    }

    /// <summary>Written aside and moved into place, so that of two nodes starting at once one wins and both read the same key.</summary>
    private static void Make(string file)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var aside = $"{file}.{Guid.NewGuid():n}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(aside, options))
            stream.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes)) + "\n"));
        try { File.Move(aside, file, overwrite: false); }
        catch (IOException) when (File.Exists(file)) { File.Delete(aside); }
    }
}
