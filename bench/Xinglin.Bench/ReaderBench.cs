using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Xinglin.Agreements.Reading;

namespace Xinglin.Bench;

/// <summary>Reading 1 MB of agreement text, in a process of its own so that its peak memory is known.</summary>
internal static partial class ReaderBench
{
    private const int Megabyte = 1 << 20;

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, "child-read") { RedirectStandardOutput = true };
        using var child = Process.Start(start)!;
        var words = (await child.StandardOutput.ReadToEndAsync()).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        await child.WaitForExitAsync();
        double[] values = [.. words.Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
        return
        [
            new("Read an agreement of 1 MB, first time in a process", values[0], "ms", "Decode it and match every number and 方 once", values[1], 1000),
            new("Read an agreement of 1 MB, warm", values[2], "ms", "The same, warm", values[3]),
            new("Peak memory of the process that reads it", values[4], "MB", "Before it reads", values[5], 200),
            new("Duties found in it", values[6], "duties")
        ];
    }

    public static int Child()
    {
        var bytes = Encoding.UTF8.GetBytes(Text());
        var before = Peak();
        // The raw engine goes second, or it would warm the runtime for the other.
        var cold = Samples.Take(0, 1, () => AgreementReader.Read(Encoding.UTF8.GetString(bytes), new DateOnly(2026, 1, 1)));
        var rawCold = Samples.Take(0, 1, () => Scan(bytes));
        var peak = Peak();
        var duties = AgreementReader.Read(Encoding.UTF8.GetString(bytes), new DateOnly(2026, 1, 1)).Duties.Count;
        var warm = Samples.Take(1, 5, () => AgreementReader.Read(Encoding.UTF8.GetString(bytes), new DateOnly(2026, 1, 1)));
        var rawWarm = Samples.Take(1, 5, () => Scan(bytes));
        double[] values = [cold.At(.5), rawCold.At(.5), warm.At(.5), rawWarm.At(.5), peak, before, duties];
        Console.WriteLine(string.Join(' ', values.Select(value => value.ToString(CultureInfo.InvariantCulture))));
        return 0;
    }

    private static int Scan(byte[] bytes) => Marks().Count(Encoding.UTF8.GetString(bytes));

    [GeneratedRegex(@"[一二三四五六七八九十百0-9]+|[甲乙丙丁]方")]
    private static partial Regex Marks();

    private static double Peak() => Process.GetCurrentProcess().PeakWorkingSet64 / (double)Megabyte;

    /// <summary>An agreement with a great many chapters, no two sentences of which are alike.</summary>
    private static string Text()
    {
        string[] subjects = ["心血管病", "脑病", "肺病", "脾胃病", "骨伤", "针灸推拿", "妇科", "儿科", "肿瘤", "康复", "检验", "影像"];
        string[] sentences =
        [
            "甲方对乙方的{0}专科进行对口帮扶，每年选派不少于{1}名医师坐诊、查房和带教。",
            "乙方于每年12月底前向甲方上报下一年度{0}人员进修计划，人数不超过{1}人。",
            "甲方免费接收乙方{0}专业人员进修，每批{1}人，期限由双方另行商定。",
            "双方对{0}诊疗中符合质量要求的检查检验结果予以互认，项目共{1}项，包括血常规、尿常规、肝功能等。",
            "甲方为乙方转来的{0}患者开通绿色通道，在{1}小时内安排就诊、检查和住院。",
            "乙方应当积极宣传双方在{0}方面的合作，定期向甲方通报第{1}期工作情况。",
            "{0}患者病情稳定后，甲方应及时转回乙方，并提供第{1}号随访方案。"
        ];
        var text = new StringBuilder("""
            医疗联合体合作协议
            甲方：某某市中医医院
            乙方：某某县人民医院
            为落实分级诊疗制度，双方经协商一致，订立本协议。


            """);
        for (var chapter = 1; Encoding.UTF8.GetByteCount(text.ToString()) < Megabyte; chapter++)
            for (var section = 1; section <= 40; section++)
            {
                text.Append(CultureInfo.InvariantCulture, $"第{(chapter - 1) * 40 + section}条 {subjects[(chapter + section) % subjects.Length]}合作\n");
                for (var item = 1; item <= 9; item++)
                    text.Append(CultureInfo.InvariantCulture, $"{item}. ")
                        .AppendFormat(CultureInfo.InvariantCulture, sentences[(item + section) % sentences.Length], subjects[(item * section) % subjects.Length], chapter * 100 + section + item)
                        .Append('\n');
            }

        return text.Append("本协议自双方盖章之日起生效，有效期五年。一式四份，双方各执二份。\n").ToString();
    }
}
