using Xinglin.Agreements.Reading;
using Xunit;

namespace Xinglin.Tests.Agreements.Reading;

/// <summary>What agreements say in tables and lists instead of sentences.</summary>
public class ReaderTableTests
{
    private static AgreementReading Read(string text) => AgreementReader.Read(text, new(2026, 11, 22));

    private const string Alliance = """
        专科联盟合作协议

        | 身份 | 单位 |
        |:--|:--|
        | 胸痛中心 | 甲州市第一人民医院 |
        | 网络医院 | 丙县人民医院 |
        | 网络医院 | 丁镇中心卫生院 |

        一、任务
        重点任务分工如下：

        | 序号 | 任务 | 责任单位 | 时限 |
        |---|---|---|---|
        | 1 | 建立转诊登记制度 | 网络医院 | 每年6月底前 |
        | 2 | 组织急救培训 | 胸痛中心 | 每季度一次 |
        | 3 | 开展满意度调查 | 胸痛中心、网络医院 | 每半年一次 |

        二、目标
        1. 五年内开展新技术20项以上。
        2. 网络医院每年派驻医师不少于3名。
        """;

    [Fact]
    public void A_table_whose_head_says_role_and_name_introduces_the_parties()
    {
        var parties = Read(Alliance).Parties;
        Assert.Equal(["胸痛中心", "网络医院", "网络医院"], parties.Select(party => party.Label));
        Assert.Equal("丁镇中心卫生院", parties[2].Name);
    }

    [Fact]
    public void Every_row_of_a_table_of_tasks_is_a_duty_of_the_party_it_names()
    {
        var duties = Read(Alliance).Duties.Where(duty => duty.Path.StartsWith("1.", StringComparison.Ordinal)).ToList();
        Assert.Equal(["1.1", "1.2", "1.3"], duties.Select(duty => duty.Path));
        Assert.Equal(["网络医院"], duties[0].Bearer);
        Assert.Equal(new Schedule("year", "06-30", null), duties[0].Schedule);
        Assert.Equal(["胸痛中心"], duties[1].Bearer);
        Assert.Equal("quarter", duties[1].Schedule?.Every);
        Assert.Contains("short-course", duties[1].Kinds);
        Assert.Equal(["胸痛中心", "网络医院"], duties[2].Bearer);
        Assert.All(duties, duty => Assert.Equal(duty.Text, Alliance.Substring(duty.Span.Start, duty.Span.End - duty.Span.Start)));
    }

    [Fact]
    public void A_count_is_a_target_only_under_a_heading_that_sets_goals()
    {
        Assert.Contains(Read(Alliance).Targets, target => target is { Value: 20, Unit: "项", Comparator: ">=" });
        Assert.Empty(Read(Alliance.Replace("二、目标", "二、其他事项", StringComparison.Ordinal)).Targets);
    }

    [Fact]
    public void Members_that_an_attachment_lists_are_parties_under_the_label_in_its_title()
    {
        var reading = Read("""
            检验协作协议

            甲方：甲州市检验中心
            乙方：见附件

            一、服务
            1. 甲方于收到标本后24小时内出具报告。
            2. 乙方每月5日前核对账单。

            附件：乙方单位名单

            | 序号 | 单位名称 | 联系人 |
            |---|---|---|
            | 1 | 丙县人民医院 | 张某 |
            | 2 | 丁镇卫生院 | 李某 |
            """);
        Assert.Equal(["甲方=甲州市检验中心", "乙方=丙县人民医院", "乙方=丁镇卫生院"], reading.Parties.Select(party => $"{party.Label}={party.Name}"));
        Assert.Equal(["乙方"], reading.Duties[1].Bearer);
        Assert.Equal(new Schedule("month", "5", null), reading.Duties[1].Schedule);
    }
}
