using System.Text;
using Xinglin.Hl7v2.Parsing;
using Xinglin.Tests.Agreements.Reading;

namespace Xinglin.Tests.Hl7v2;

/// <summary>The messages under samples/hl7v2, for a sender and a patient of the test.</summary>
internal static class Hl7Samples
{
    public static byte[] Read(string start, string facility, string patient)
    {
        var file = System.IO.Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "samples", "hl7v2"), start + "*.hl7").Single();
        var bytes = File.ReadAllBytes(file);
        // The marks are ASCII in each of the character sets.
        var text = Encoding.Latin1.GetString(bytes).Replace("{FACILITY}", facility, StringComparison.Ordinal).Replace("{PATIENT}", patient, StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(text);
    }

    public static Hl7Message Parsed(string start)
    {
        Assert.True(Hl7Parser.TryParse(Read(start, "F", "P1"), Charset.Gb18030, out var message, out var faults), string.Join("；", faults));
        return message!;
    }

    /// <summary>A message of blood counts in UTF-8, for a patient of the test.</summary>
    public static string Blood(string facility, string control, string patient, string number, string name = "王小明", string status = "F", string value = "6.1", string reported = "20241125093000", string version = "2.4", string charset = "UNICODE UTF-8") =>
        $"MSH|^~\\&|LIS|{facility}|XINGLIN|C|20241125103000||ORU^R01|{control}|P|{version}|||||CHN|{charset}\r" +
        $"PID|1||{patient}^^^{facility}^PI||{name}\r" +
        $"OBR|1||{number}|CBC^血常规|||20241125080500|||||||||||||||{reported}||HM|{status}\r" +
        $"OBX|1|NM|WBC^白细胞||{value}|10\\S\\9/L|3.5-9.5|N|||F\rOBX|2|NM|HGB^血红蛋白||118|g/L|130-175|L|||F\r";
}
