using System.Globalization;
using System.Text;
using Xinglin.Platform.Database;

namespace Xinglin.Platform.Sms;

/// <summary>
/// Writes each message as a file into <c>sms</c> in the data directory, the number in its first line and the text below: for trying the program
/// out, and for a modem or a script of the house that sends what lies there and takes it away. Only the owner reads the files.
/// </summary>
internal sealed class SmsFiles(IConfiguration configuration) : ISmsProvider
{
    public static string Directory(IConfiguration configuration) => Path.Combine(DatabaseSetup.DataDirectory(configuration), "sms");

    /// <summary>A message that comes again overwrites its own file.</summary>
    public async Task Send(SmsMessage message, CancellationToken ct)
    {
        var directory = System.IO.Directory.CreateDirectory(Directory(configuration)).FullName;
        var name = $"{message.At.ToOffset(ChinaTime.Offset).ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture)}-{message.Id.ToString("n")[^8..]}";
        var aside = Path.Combine(directory, $".{name}.{Guid.NewGuid():n}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var stream = new FileStream(aside, options))
            await stream.WriteAsync(Encoding.UTF8.GetBytes($"{message.Number}\n{message.Text}\n"), ct);
        File.Move(aside, Path.Combine(directory, name + ".txt"), overwrite: true);
    }
}
