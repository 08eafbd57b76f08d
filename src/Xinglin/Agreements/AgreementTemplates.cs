using System.Reflection;

namespace Xinglin.Agreements;

/// <summary>A ready text with gaps for the parties and the period; filled in, it is read like any other text.</summary>
public sealed record AgreementTemplate(string Code, string Name, string Description);

/// <summary>The templates that come with the program, from Agreements/Templates.</summary>
public static class AgreementTemplates
{
    public static readonly IReadOnlyList<AgreementTemplate> All =
    [
        new("hospital-alliance", "医院之间的医联体协议", "一家牵头医院与一家成员医院：技术帮扶、人才培养、双向转诊、结果互认、院内制剂。含违约、争议、终止、数据保护和费用条款。"),
        new("county-community", "县域医共体协议", "县级医院牵头，多家乡镇卫生院参加：统一管理、双向转诊、结果互认、慢病管理、财务公开和目标。")
    ];

    /// <summary>The text with its gaps filled.</summary>
    /// <param name="members">Full names; a template for two takes the first.</param>
    public static string Fill(AgreementTemplate template, string lead, IReadOnlyList<string> members, DateOnly from, int years)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Xinglin.Agreements.Templates.{template.Code}.md")!;
        using var reader = new StreamReader(stream);
        var memberLines = members.Count == 1
            ? $"成员单位：{members[0]}"
            : string.Join("\n\n", members.Select((member, index) => $"成员单位{Chinese(index + 1)}：{member}"));
        return reader.ReadToEnd()
            .Replace("{牵头单位}", lead, StringComparison.Ordinal)
            .Replace("{成员单位}", members[0], StringComparison.Ordinal)
            .Replace("{成员单位名单}", memberLines, StringComparison.Ordinal)
            .Replace("{份数}", (members.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{起始日期}", $"{from.Year}年{from.Month}月{from.Day}日", StringComparison.Ordinal)
            .Replace("{截止日期}", from.AddYears(years).AddDays(-1) is var to ? $"{to.Year}年{to.Month}月{to.Day}日" : "", StringComparison.Ordinal);
    }

    private static string Chinese(int number)
    {
        const string digits = "零一二三四五六七八九";
        return number switch
        {
            < 10 => digits[number].ToString(),
            10 => "十",
            < 20 => $"十{digits[number - 10]}",
            _ => $"{digits[number / 10]}十{(number % 10 == 0 ? "" : digits[number % 10])}"
        };
    }
}
