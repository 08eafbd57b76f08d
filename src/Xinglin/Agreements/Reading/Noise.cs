using System.Text.RegularExpressions;

namespace Xinglin.Agreements.Reading;

/// <summary>Lines that the paper, the scanner or a download site put between the lines of the agreement.</summary>
internal static partial class Noise
{
    private const int HeaderRepeats = 3;

    public static bool IsNoise(string line) => line.Length <= 200 && (PageMark().IsMatch(line) || SiteDebris().IsMatch(line) || Symbols().IsMatch(line));

    /// <summary>Short unnumbered lines that stand on page after page; their first appearance is kept.</summary>
    public static HashSet<string> RunningHeads(IEnumerable<Passage> lines, int copies) => lines
        .Where(line => line.Length is > 3 and <= 40
            && !Characters.EndsSentence(line.Text[^1]) && line.Text[^1] is not (':' or ',' or '、')
            && NumberMark.At(line) is null
            && !Signature().IsMatch(line.Text))
        .GroupBy(line => line.Text)
        .Where(group => group.Count() >= HeaderRepeats * copies)
        .Select(group => group.Key)
        .ToHashSet();

    // "12", "- 12 -", "1-", "第3页共22页", "PAGE 1", "3/22", "Page 3 of 9"
    [GeneratedRegex(@"^(?:[-~.·•(\[]*\d{1,3}[-~.·•)\]]*|第\d+页[,/]?(?:[共总]\d+页)?|[共总]\d+页|\d{1,3}/\d{1,3}|PAGE\d*(?:of\d+|/\d+)?|(?:PAGE|NUMPAGES|\\\*MERGEFORMAT|\d|[-/])+|第[零一二三四五六七八九十百]+页)$", RegexOptions.IgnoreCase)]
    private static partial Regex PageMark();

    [GeneratedRegex(@"^(?:(?:首页|主页|当前位置|您的位置|所在位置)[>:/].*|基本信息|文档摘要|文件名称:.*|文档名称:.*|文件大小:.*|文件格式:.*|总页数:.*|页数:.*|更新时间:.*|上传时间:.*|发布时间:.*|总字数:.*|文档编号:.*|浏览次数:.*|下载次数:.*|资源描述:.*|研究报告|可编辑|精品文档.{0,20}|欢迎下载.{0,10}|(?:文档|文件)?下载(?:声明|说明|后可.*|地址.*)|.{0,6}(?:版权声明|免责声明):.{0,180}|.{0,30}(?:本文档|此文档|该文档|文档由|全文共|剩余\d+页|点击(?:下载|查看|阅读)|免费下载|下载本文|网站提示|温馨提示|关注公众号|扫码|请登录|会员|VIP|文库|版权归|侵权(?!责任|行为)).{0,120}|https?://.*|www\..*|页眉|页脚|.{0,12}(?:仅供参考|内部资料))$", RegexOptions.IgnoreCase)]
    private static partial Regex SiteDebris();

    [GeneratedRegex(@"^[Xx✕✖√~=_*#|:+.。…\-]+$")]
    private static partial Regex Symbols();

    [GeneratedRegex(@"签字|签章|盖章|公章|代表|日期|年.{0,3}月.{0,3}日|方")]
    private static partial Regex Signature();
}
