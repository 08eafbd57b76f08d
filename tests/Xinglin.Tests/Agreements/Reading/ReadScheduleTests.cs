using Xinglin.Agreements;
using Xinglin.Agreements.Reading;

namespace Xinglin.Tests.Agreements.Reading;

/// <summary>The day by which something is due, from the text to the draft.</summary>
public class ReadScheduleTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Theory]
    [InlineData("甲方每季度首月10日前向乙方公布专家坐诊计划。", "10", "每季度，首月 10 日前")]
    [InlineData("乙方应于每季度末月25日前付清当季费用。", "3-25", "每季度，末月 25 日前")]
    [InlineData("乙方于每季度第二个月5日前报送统计表。", "2-5", "每季度，第 2 个月 5 日前")]
    [InlineData("乙方于每月5日前报送统计表。", "5", "每月，5 日前")]
    [InlineData("乙方于每年12月底前报送下一年进修计划。", "12-31", "每年，12-31 前")]
    public void A_day_within_a_period_is_read_shown_and_can_be_confirmed(string text, string due, string shown)
    {
        var content = ReadingWords.Content(Assert.Single(Read($"合作协议\n甲方（牵头单位）：云川市中医医院\n乙方（成员单位）：清河县人民医院\n一、职责\n1. {text}\n").Duties));

        Assert.Equal(due, content.DueBy);
        Assert.Equal(shown, ClauseWords.ShowSchedule(content));
        content.MustBeComplete();
    }

    [Fact]
    public void Every_day_read_from_the_samples_fits_its_rhythm()
    {
        var unfit = System.IO.Directory.EnumerateFiles(RepositoryFiles.Samples).Where(file => !file.EndsWith(".json", StringComparison.Ordinal) && !file.EndsWith("README.md", StringComparison.Ordinal))
            .SelectMany(file => Read(DocumentText.From(File.ReadAllBytes(file), Path.GetFileName(file)).Text).Duties.Select(duty => (File: Path.GetFileName(file), duty.Path, Content: ReadingWords.Content(duty))))
            .Where(each => each.Content.DueBy is { } due && !ClauseContent.IsDueBy(due, each.Content.Every))
            .Select(each => $"{each.File} {each.Path} {each.Content.Every} {each.Content.DueBy}");

        Assert.Empty(unfit);
    }

    private static AgreementReading Read(string text) => AgreementReader.Read(text, Today);
}
