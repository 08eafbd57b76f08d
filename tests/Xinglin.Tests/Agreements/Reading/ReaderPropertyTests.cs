using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NJsonSchema;
using Xinglin.Agreements.Reading;
using Xinglin.Platform;
using Xunit;

namespace Xinglin.Tests.Agreements.Reading;

public class ReaderPropertyTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    private const string Sample = """
        双向转诊合作协议书

        甲方（牵头单位）：泰安市中医医院
        乙方（成员单位）：新泰市人民医院

        根据《医疗联合体管理办法（试行）》（国卫医发〔2020〕13号），经友好协商，双方达成如下协议。

        一、甲方职责
        （一）技术指导
        1．甲方定期派驻专家到乙方坐诊、查房，每月不少于2次。
        2．帮助乙方完善工作制度，统一服务标准。
        （二）双向转诊
        甲方对乙方转来的患者优先安排就诊、检查、住院。
        二、乙方职责
        1．乙方积极组织人员参加甲方的培训。
        2．每年12月底前，将次年进修计划报甲方。
        三、其他
        1．本协议自双方签字盖章之日起生效，有效期三年，期满经协商可以续签。
        2．本协议一式四份，双方各执两份。

        甲方（盖章）：        乙方（盖章）：
        """;

    private static readonly string[] Pieces =
    [
        "一、", "（二）", "(3)", "4.", "5、", "1.2", "第三条 ", "①", "五)", "甲方", "乙方", "甲方（牵头单位）：市医院", "双方", "应", "可以", "每年12月底前", "24小时内", "提前三个月书面通知", "%", "60%", "基层首诊率",
        "以某地为例", "，", "。", "；", "：", "\n", "\n\n", "\r\n", "PAGE 3", "- 12 -", "（", "）", "“", "”", "____", "XXX", "【】", "国办发〔2017〕32号", "自2022年9月  日至2025年9月  日", "一式4份", "转诊", "终止", "\0", "\uD83D", "😀", "\t", "　", "**", "#",
    ];

    private static Arbitrary<string> Texts() => Gen.Elements(Pieces).ListOf().Select(parts => string.Concat(parts)).ToArbitrary();

    [Property(MaxTest = 150)]
    public Property Any_text_is_read_and_every_span_lies_within_it() => Prop.ForAll(Texts(), HoldsTogether);

    [Property(MaxTest = 100)]
    public void Any_string_is_read(string? text) => HoldsTogether(text ?? "");

    [Property(MaxTest = 150)]
    public void Any_bytes_are_decoded_or_refused(byte[] content)
    {
        try
        {
            HoldsTogether(DocumentText.From(content, "x").Text);
        }
        catch (Refused refused)
        {
            Assert.StartsWith("agreement.", refused.Code);
        }
    }

    [Fact]
    public void What_stands_twice_is_read_once()
    {
        var once = AgreementReader.Read(Sample, Today);
        foreach (var twice in (string[])[Sample + Sample, Sample + "\n\n" + Sample, Sample + "\n# " + Sample])
        {
            var read = AgreementReader.Read(twice, Today);
            Assert.Equal(2, read.Document.CopiesOfText);
            Assert.Equal(once.Duties.Select(duty => (duty.Path, duty.Text)), read.Duties.Select(duty => (duty.Path, duty.Text)));
        }
        Assert.Equal(3, AgreementReader.Read(Sample + "\n" + Sample + "\n" + Sample, Today).Document.CopiesOfText);
        Assert.Equal(5, once.Duties.Count);
    }

    [Fact]
    public void Full_and_half_width_make_no_difference()
    {
        var half = Sample.Replace('（', '(').Replace('）', ')').Replace('，', ',').Replace('：', ':').Replace('．', '.').Replace('；', ';');
        var full = Sample.Replace('1', '１').Replace('2', '２').Replace("．", "．");
        var expected = AgreementReader.Read(Sample, Today).Duties.Select(duty => (duty.Path, duty.Kind, duty.Modality, duty.Bearer[0])).ToList();
        Assert.Equal(expected, AgreementReader.Read(half, Today).Duties.Select(duty => (duty.Path, duty.Kind, duty.Modality, duty.Bearer[0])));
        Assert.Equal(expected, AgreementReader.Read(full, Today).Duties.Select(duty => (duty.Path, duty.Kind, duty.Modality, duty.Bearer[0])));
    }

    [Fact]
    public async Task The_output_keeps_the_schema()
    {
        var schema = await JsonSchema.FromJsonAsync(AgreementReadingSchema.Json);
        IEnumerable<string> texts = [Sample, "", "一、", .. System.IO.Directory.Exists(RepositoryFiles.Samples)
            ? System.IO.Directory.EnumerateFiles(RepositoryFiles.Samples).Where(file => !file.EndsWith(".json", StringComparison.Ordinal)).Select(file => DocumentText.From(File.ReadAllBytes(file), file).Text) : []];
        foreach (var text in texts) Assert.Empty(schema.Validate(AgreementReader.Read(text, Today).ToJson()));
    }

    [Theory]
    [InlineData("甲方应当派驻专家到乙方坐诊，每月不少于2次。", false)]
    [InlineData("（", false)]
    [InlineData("1.", false)]
    [InlineData("2、甲方", true)]
    [InlineData("甲方", false)]
    [InlineData("一、（一）1.", true)]
    [InlineData("率提高60%", false)]
    [InlineData("、", false)]
    [InlineData("a", true)]
    [InlineData("2022年9月", false)]
    public void The_worst_megabyte_takes_seconds_not_minutes(string piece, bool lines)
    {
        AgreementReader.Read(Sample, Today);
        var text = new StringBuilder();
        while (text.Length < 350_000) text.Append(piece).Append(lines ? "\n" : "");
        var input = text.ToString();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        var reading = AgreementReader.Read(input, Today);
        clock.Stop();
        Assert.NotNull(reading);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(15), $"{clock.Elapsed} for {input.Length} characters of '{piece}', {(GC.GetAllocatedBytesForCurrentThread() - allocated) / 1_000_000} MB");
    }

    private static void HoldsTogether(string text)
    {
        var reading = AgreementReader.Read(text, Today);
        var spans = reading.Duties.Select(duty => duty.Span).Concat(reading.Targets.Select(target => target.Span)).Concat(reading.Examples.Select(example => example.Span))
            .Concat(reading.Findings.Where(finding => finding.Span is not null).Select(finding => finding.Span!.Value))
            .Concat(ReaderPlacesTests.All(reading.Places));
        Assert.All(spans, span => Assert.True(0 <= span.Start && span.Start <= span.End && span.End <= text.Length));
        Assert.All(reading.Duties, duty => Assert.Equal(duty.Text[..1], text.Substring(duty.Span.Start, 1)));
    }
}
