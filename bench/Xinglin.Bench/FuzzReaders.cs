using System.Text;
using Xinglin.Hl7v2.Messages;
using Xinglin.Hl7v2.Mllp;
using Xinglin.Hl7v2.Parsing;
using Xinglin.Hl7v2.Translation;
using Xinglin.Patients.Import;
using Xinglin.Platform;
using Xinglin.Platform.Identifiers;
using Xinglin.Platform.Tables;
using Xinglin.Results.Import;
using Xinglin.Results.Items;
using Xinglin.Results.Recognition;

namespace Xinglin.Bench;

/// <summary>The readers of what others send, each as the program calls it, with samples to bend. What a reader refuses is well.</summary>
internal static class FuzzReaders
{
    private const int LargestFrame = 1024 * 1024;
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 11, 26);
    private static readonly ItemSet Items = new(BuiltInItems.All);

    public static List<byte[]> Messages() => [.. System.IO.Directory.EnumerateFiles(Path.Combine(Report.Root, "samples", "hl7v2"), "*.hl7").Order().Select(File.ReadAllBytes)];

    public static List<byte[]> Resources() => [.. System.IO.Directory.EnumerateFiles(Path.Combine(Report.Root, "samples", "fhir"), "*.json").Order().Select(File.ReadAllBytes)];

    /// <summary>Two messages one after the other, as they come over a line.</summary>
    public static List<byte[]> Streams(List<byte[]> messages) => [.. messages.Select(message => (byte[])[0x0B, .. message, 0x1C, 0x0D, 0x0B, .. message, 0x1C, 0x0D])];

    public static List<byte[]> ReportTables() => Texts(Headings(ReportSheet.Columns), Rows(ReportSheet.Columns, "项目代码"));

    public static List<byte[]> ReportWorkbooks() => [XlsxWriter.Write(Headings(ReportSheet.Columns), Rows(ReportSheet.Columns, "项目代码"))];

    public static List<byte[]> PatientTables() => Texts([.. PatientSheet.Columns.Select(column => column.Heading)], [[.. PatientSheet.Columns.Select(column => column.Example)]]);

    public static List<byte[]> ItemTables() => Texts(Headings(ItemRow.Columns), [.. BuiltInItems.All.Take(8).Select(ItemRow.Write)]);

    public static List<byte[]> RuleTables() => Texts(Headings(RuleRow.Columns), Rows(RuleRow.Columns, ""));

    public static void Message(byte[] input)
    {
        Hl7Parser.TryParse(input, Charset.Gb18030, out var message, out var faults);
        if (message is not null) faults = [.. faults, .. ReportReading.Read(message, "检验科").Faults];
        Acknowledgement.Write(message, faults.Count == 0 ? Answer.Accepted : new Answer(AckCode.AE, "", faults), Now);
    }

    public static void Stream(byte[] input)
    {
        using var frames = new MllpFrames(new MemoryStream(input), LargestFrame, new MllpBudget(2 * LargestFrame));
        while (frames.Next(CancellationToken.None, TimeSpan.FromMinutes(1)).GetAwaiter().GetResult() == FrameEnd.Whole)
        {
            Message(frames.Frame.ToArray());
            frames.Trim();
        }
    }

    public static void ReportTable(byte[] input) => Refusing(() => ReportSheet.Read(Read(input), Now));

    public static void PatientTable(byte[] input) => Refusing(() =>
    {
        var table = Read(input);
        var places = TableColumns.Places(PatientSheet.Columns, table.Headings);
        foreach (var row in table.Rows) PatientSheet.Judge(row.Arrange(places), Today);
    });

    public static void ItemTable(byte[] input) => Refusing(() =>
    {
        var table = Read(input);
        var places = Results.Columns.Places(table, ItemRow.Columns);
        foreach (var row in table.Rows) ItemRow.Write(ItemRow.Read(heading => Results.Columns.Cell(row, places, heading), new Check("bench")));
    });

    public static void RuleTable(byte[] input) => Refusing(() =>
    {
        var table = Read(input);
        var places = Results.Columns.Places(table, RuleRow.Columns);
        foreach (var row in table.Rows) RuleRow.Write(RuleRow.Read(heading => Results.Columns.Cell(row, places, heading), Items, new Check("bench")));
    });

    /// <summary>From the disk row by row, as millions of patients come in.</summary>
    public static void PatientFile(byte[] input) => Refusing(() =>
    {
        var path = Path.Combine(Path.GetTempPath(), $"xinglin-fuzz-{Environment.CurrentManagedThreadId}.csv");
        File.WriteAllBytes(path, input);
        try
        {
            int?[]? places = null;
            foreach (var row in CsvFile.Open(path).Rows())
                if (places is null) places = TableColumns.Places(PatientSheet.Columns, [.. row.Cells.Select(heading => heading.Trim().TrimEnd('*', '＊'))]);
                else PatientSheet.Judge(row.Arrange(places), Today);
        }
        finally
        {
            File.Delete(path);
        }
    });

    private static Table Read(byte[] input) => Table.Read(new MemoryStream(input), "a");

    private static void Refusing(Action read)
    {
        try
        {
            read();
        }
        catch (Refused)
        {
            // As it should be.
        }
    }

    private static List<string> Headings(IReadOnlyList<(string Heading, bool Required, string Example)> columns) => [.. columns.Select(column => column.Heading)];

    private static List<IReadOnlyList<string>> Rows(IReadOnlyList<(string Heading, bool Required, string Example)> columns, string counted) =>
        [.. Enumerable.Range(0, 3).Select(line => (IReadOnlyList<string>)[.. columns.Select(column => column.Heading == counted ? $"{column.Example}{line}" : column.Example)])];

    /// <summary>In UTF-8 and in GB 18030.</summary>
    private static List<byte[]> Texts(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var text = Csv.Write(headings, rows);
        return [text, Charset.Gb18030.GetBytes(Encoding.UTF8.GetString(text).TrimStart('\uFEFF'))];
    }
}
