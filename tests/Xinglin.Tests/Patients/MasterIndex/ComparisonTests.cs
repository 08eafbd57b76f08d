using Xinglin.Patients;
using Xinglin.Patients.Contract;
using Xinglin.Patients.MasterIndex.Matching;
using Xinglin.Platform;

namespace Xinglin.Tests.Patients.MasterIndex;

/// <summary>The comparators say what a person at the desk would say.</summary>
public class ComparisonTests
{
    [Theory]
    [InlineData("王秀英", "王秀英", "相同")]
    [InlineData("张國强", "张国强", "繁简或异体写法不同")]
    [InlineData("王晓燕", "王小燕", "同音")]
    [InlineData("曾玉梅", "增玉梅", "同音")]
    [InlineData("李晴", "李睛", "字形相近")]
    [InlineData("陈明", "陈朋", "字形相近")]
    [InlineData("刘德海", "刘海德", "字序颠倒")]
    [InlineData("赵志强", "赵志", "差一个字")]
    [InlineData("赵志强", "赵志平", "差一个字")]
    [InlineData("欧阳清泉", "欧阳一凡", "只有姓相同")]
    [InlineData("孙雨桐", "周雨桐", "只有名相同")]
    [InlineData("孙雨桐", "吴建国", "不同")]
    [InlineData("古丽·买买提", "古丽买买提", "相同")]
    [InlineData("吴春燕之子", "吴子轩", "至少一方没有登记")]
    [InlineData("无名氏20260611", "王强", "至少一方没有登记")]
    public void Names(string left, string right, string expected) => Says(MatchField.Name, Facts(left), Facts(right), expected);

    [Theory]
    [InlineData("1971-03-09", "1971-03-09", "相同")]
    [InlineData("1971-03-09", "1971-09-03", "月日颠倒")]
    [InlineData("1971-03-09", "1971-03-19", "差一位数字")]
    [InlineData("1971-02-13", "1971-03-09", "一方按农历登记")]
    [InlineData("1971-03-09", "1969-03-09", "月日相同、年份有出入")]
    [InlineData("1971-03-09", "1983-03-09", "月日相同、年份有出入")]
    [InlineData("1971-01-01", "1972-07-25", "一方只知道年份")]
    [InlineData("1971-03-09", "1971-03-28", "年月相同")]
    [InlineData("1971-03-09", "1958-11-30", "不同")]
    public void Birth_dates(string left, string right, string expected) =>
        Says(MatchField.Birth, Facts() with { BirthDate = DateOnly.Parse(left) }, Facts() with { BirthDate = DateOnly.Parse(right) }, expected);

    [Fact]
    public void Resident_numbers()
    {
        var number = House.Number(new(1971, 3, 9));
        var digits = number.ToCharArray();
        (digits[4], digits[5]) = (digits[5] == digits[4] ? (char)('0' + (digits[4] - '0' + 1) % 10) : digits[5], digits[4]);
        Says(MatchField.Document, Numbered(number), Numbered(number), "相同");
        Says(MatchField.Document, Numbered(number), Numbered(number[..6] + number[8..17], IdentityKind.Other), "15位与18位是同一号码");
        Says(MatchField.Document, Numbered(number), Numbered(new string(digits)), "差一位或相邻两位颠倒，且有一方校验码不符");
        Says(MatchField.Document, Numbered(number), Numbered(House.Number(new(1971, 3, 9))), "两个号码校验都无误而不同");
        Says(MatchField.Document, Numbered(number), Numbered("E12345678", IdentityKind.Passport), "至少一方没有登记");
    }

    [Theory]
    [InlineData("14712345678", null, "14712345678", null, "本人电话相同")]
    [InlineData("14712345678", null, null, "14712345678", "与联系人或监护人电话相同")]
    [InlineData("14712345678", null, "14712354678", null, "差一位或相邻两位颠倒")]
    [InlineData("14712345678", null, "14787654321", null, "不同")]
    [InlineData("14712345678", null, null, null, "至少一方没有登记")]
    public void Telephones(string? left, string? leftContact, string? right, string? rightContact, string expected) =>
        Says(MatchField.Phone, Facts() with { Phone = left, ContactPhone = leftContact }, Facts() with { Phone = right, ContactPhone = rightContact }, expected);

    [Theory]
    [InlineData("山东省云川市青石县柳河镇河东村12号", "青石县柳河镇河东村12", "门牌相同")]
    [InlineData("青石县柳河镇河东村12号", "柳河镇河东村", "村居小区相同")]
    [InlineData("青石县柳河镇河东村", "青石县柳河镇石板村", "乡镇街道相同")]
    [InlineData("青石县柳河镇河东村", "青石县石桥镇石板村", "区县相同")]
    [InlineData("青石县柳河镇河东村", "清河县柳河镇河东村", "不同")]
    [InlineData("青石县柳河镇河东村", null, "至少一方没有登记")]
    public void Addresses(string left, string? right, string expected) => Says(MatchField.Address, Facts() with { Address = left }, Facts() with { Address = right }, expected);

    [Fact]
    public void A_rare_name_proves_more_than_a_common_one()
    {
        double Weight(string name) => new Scorer(StandardModel.Model, 0).Explain(Compare(Facts(name), Facts(name)), Record(Facts(name)), Record(Facts(name)), 0).Lines[0].Weight;

        Assert.True(Weight("褚砚秋") > Weight("张砚秋") + 3);
        Assert.True(Weight("张砚秋") > Weight("张伟") + 3);
    }

    [Fact]
    public void What_a_household_shares_counts_once()
    {
        var home = Facts() with { Phone = "14712345678", Address = "青石县柳河镇河东村12号", GuardianName = "林母" };
        var evidence = new Scorer(StandardModel.Model, 0).Explain(Compare(home, home), Record(home), Record(home), 2);

        Assert.Single(evidence.Lines, line => line is { Field: MatchField.Phone or MatchField.Address or MatchField.Guardian, Weight: > 0 });
    }

    [Fact]
    public void Evidence_reads_as_it_was_written()
    {
        var evidence = new Scorer(StandardModel.Model, 0).Explain(Compare(Facts(), Facts()), Record(Facts()), Record(Facts()), 0) with { Objection = "性别不同" };
        var read = Evidence.Read(evidence.Write());

        Assert.Equal(evidence.Write(), read.Write());
        Assert.Equal(evidence.Weight, read.Weight, 1d);
        Assert.Equal("性别不同", read.Objection);
    }

    [Theory]
    [InlineData('张', "zhang")]
    [InlineData('吕', "lü")]
    [InlineData('阿', "a")]
    [InlineData('做', "zuo")]
    [InlineData('A', null)]
    public void Syllables_of_characters(char character, string? expected) => Assert.Equal(expected, Syllables.Of(character));

    private static void Says(MatchField field, PatientFacts left, PatientFacts right, string expected)
    {
        Assert.Equal(expected, MatchFields.Words(field, Compare(left, right)[field]));
        Assert.Equal(expected, MatchFields.Words(field, Compare(right, left)[field]));
    }

    private static MatchVector Compare(PatientFacts left, PatientFacts right) => MatchVector.Compare(Record(left), Record(right));

    private static MatchRecord Record(PatientFacts facts) => MatchRecord.Of(facts, Guid.CreateVersion7(), Guid.CreateVersion7(), 1);

    private static PatientFacts Facts(string name = "林清源") => new(name, AdministrativeSex.Male, new DateOnly(1971, 3, 9), IdentityKind.NotShown);

    private static PatientFacts Numbered(string number, IdentityKind kind = IdentityKind.ResidentId) => Facts() with { DocumentNumber = number, IdentityKind = kind };
}
