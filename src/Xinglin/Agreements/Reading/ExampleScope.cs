using System.Text.RegularExpressions;

namespace Xinglin.Agreements.Reading;

/// <summary>
/// Tells sentences about somebody else's results from this agreement's own. An example runs on until a sentence that promises.
/// </summary>
internal static partial class ExampleScope
{
    /// <summary>
    /// The stretches of a sentence and whose results each tells. A sentence that goes over to this agreement's own figures
    /// ("某市已达76%，本中心不得低于70%") is cut at that comma.
    /// </summary>
    public static (List<(int Start, int End, bool IsExample)> Parts, bool InExample) Parts(string sentence, bool inExample)
    {
        var whole = Continues(sentence, inExample);
        if (!whole) return ([(0, sentence.Length, false)], false);
        var parts = new List<(int Start, int End, bool IsExample)>();
        var own = false;
        var start = 0;
        for (var comma = sentence.IndexOf(','); comma >= 0; comma = sentence.IndexOf(',', comma + 1))
        {
            if (own || !Own().IsMatch(sentence.AsSpan(comma + 1))) continue;
            var next = sentence.IndexOf(',', comma + 1);
            var clause = sentence.AsSpan(comma + 1, (next < 0 ? sentence.Length : next) - comma - 1);
            if (!Own().IsMatch(clause) || Elsewhere().IsMatch(clause)) continue;
            parts.Add((start, comma + 1, true));
            (start, own) = (comma + 1, true);
        }
        parts.Add((start, sentence.Length, !own));
        return (parts, !own);
    }

    /// <summary>"可作参考", "列此供对照", "其经验供各方借鉴": the text itself says that nobody is bound by it.</summary>
    public static bool IsReference(string sentence) => sentence.AsSpan().IndexOfAnyInRange('0', '9') >= 0 && Reference().IsMatch(sentence);

    private static bool Continues(string sentence, bool inExample)
    {
        if (Elsewhere().IsMatch(sentence) || IsReference(sentence)) return true;
        if (SuchAs().IsMatch(sentence) && !Promise().IsMatch(sentence)) return true;
        return inExample && !Promise().IsMatch(sentence);
    }

    [GeneratedRegex("(?:供|以资|可?作为?|仅作)[^,。;]{0,6}(?:参考|借鉴|对照|参照|比较)(?!资料|文献)|^\\(?参考:|^\\(?据[^,。;]{0,14}(?:统计|报道|监测|调查)|不(?:构成|作为|列入|视为).{0,12}(?:考核|承诺|目标|指标|义务)")]
    private static partial Regex Reference();

    [GeneratedRegex("以.{1,24}为例|邻(?:省|市|县|区|州)|上一(?:轮|期|周期|批)|示范(?:中心|单位|医院|县|区)的|(?:邻近|周边|兄弟|国际上?|国内|国外|省外|外地|外省|东部|西部|中部|先进|发达|同类|其他|别的)的?.{0,10}(?:地区|县|市|省|医共体|医联体|医院|单位|集团|中心|水平|平均)|普遍(?:超过|达到|在)|曾(?:为|达)|已经?(?:升|降|达到|提高|实现|由.{1,8}(?:升|降|提高|增))|某(?:地|医共体|医联体|县|市|区|省|医院|院|集团|乡|镇|社区)|(?:国内|国际|省内|全国|发达|外地|先进|其他|兄弟|周边|试点)(?:先进)?(?:地区|医院|单位|省份?|县市?|医共体|医联体|城市|水平为|平均)|据[^,。;]{0,14}(?:统计|报道|调查|测算|监测)|文献|经验(?:表明|显示)|数据显示|有研究|截至|目前|现有|上年度?为|去年")]
    private static partial Regex Elsewhere();

    [GeneratedRegex("^(?:我们|我[院市县区]|本(?:协议|合同|中心|集团|联盟|医共体|医联体|院|市|县|区)|双方|各方(?!以)|甲方|乙方)[^,]{0,30}(?:不(?:得)?(?:低|少|高|大|小|超)|达|提|控制|力争|争取|目标|应|降)")]
    private static partial Regex Own();

    [GeneratedRegex("例如|比如|譬如")]
    private static partial Regex SuchAs();

    [GeneratedRegex("计划|目标|力争|力求|争取|承诺|本协议|本合作协议|本集团|将.{1,30}(?:提升|提高|降|达|控制|增)|不低于|不少于|应当?|必须|甲方|乙方|合作各方|双方|各方|期满|年内|20\\d\\d年底")]
    private static partial Regex Promise();
}
