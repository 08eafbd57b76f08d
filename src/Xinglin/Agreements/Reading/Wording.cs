using System.Text.RegularExpressions;

namespace Xinglin.Agreements.Reading;

/// <summary>Small judgements about a line by its wording.</summary>
internal static partial class Wording
{
    /// <summary>"地址：…", "甲方：…", "法定代表人：": a form field, never a part of a sentence.</summary>
    public static bool IsLabelLine(string text)
    {
        var colon = text.IndexOf(':');
        return (colon is > 0 and <= 24 && Label().IsMatch(text[..colon])) || (text.Length <= 30 && BareLabel().IsMatch(text));
    }

    public static bool IsSignature(string text) => text.Length <= 60 && text.AsSpan().IndexOfAny("。,;") < 0 && (Signature().IsMatch(text) || DateLine().IsMatch(text));

    public static bool IsDateLine(string text) => text.Length <= 40 && DateLine().IsMatch(text);

    public static bool IsTitle(string text) => text.Length is >= 3 and <= 60 && !text.Contains(',') && !text.Contains('。') && Title().IsMatch(text);

    public static bool IsAttachmentTitle(string text) => Attachment().IsMatch(text);

    /// <summary>Whether a short line says what somebody does ("免费培训医务人员"), and is no mere title ("组织管理").</summary>
    public static bool StatesAct(string text) => Act().IsMatch(text);

    public static bool Obliges(string text) => Obligation().IsMatch(text);

    [GeneratedRegex(@"^(?:[甲乙丙丁戊己庚辛壬癸]方|.{0,12}(?:方|单位|医院|机构|中心)(?:[一二三四五六七八九十0-9]{1,2})?(?:\(.{0,20}\))?|.{0,8}(?:代表人?|代理人|负责人|联系人|经办人|电话|地址|住所地?|邮编|邮政编码|传真|日期|时间|地点|签字|签章|盖章|公章|账号|开户行|信用代码|登记号|编号|邮箱)(?:\(.{0,12}\))?)$")]
    private static partial Regex Label();

    [GeneratedRegex(@"^[甲乙丙丁戊己庚辛壬癸]方(?:\(.{0,20}\))?$")]
    private static partial Regex BareLabel();

    [GeneratedRegex(@"^(?:.{0,20}(?:签字|签章|盖章|公章|签名|签署日期|签订日期|签约日期|签订时间|签订地点|签约代表)(?:\(.{0,10}\))?(?:[:)_\[]+.{0,30})?|\(?(?:公章|盖章|签章|签字)\)?|(?:法定代表人|法人代表|授权代表|委托代理人|负责人|代表人?|代表签字).{0,3}[:_(].{0,30}|[甲乙丙丁]方(?:\(.{0,12}\))?:?)$")]
    private static partial Regex Signature();

    [GeneratedRegex(@"^(?:.{0,6}(?:日期|时间):?)?(?:[0-9零一二三四五六七八九十X_]{0,6}年[0-9零一二三四五六七八九十X_]{0,4}月[0-9零一二三四五六七八九十X_]{0,4}日){1,4}$")]
    private static partial Regex DateLine();

    [GeneratedRegex(@"(?:协议书?|合同书?|章程|备忘录|责任书|规定|办法|细则|方案|意向书|合作意向|制度)(?:范本|范文|模板|样本|样式|示范文本|参考文本|草案)?[0-9]{0,2}(?:\(.{0,20}\)|\[.{0,20}\])?$")]
    private static partial Regex Title();

    [GeneratedRegex(@"^附(?:件|表|录|图)(?:[一二三四五六七八九十0-9]{0,2})(?:[:.、\-].*|$|[^,。;]{1,30}$)")]
    private static partial Regex Attachment();

    [GeneratedRegex(@"^(?:免费|定期|负责|提供|开展|接收|接受|选派|派|协助|帮助|组织|建立|参加|执行|遵守|配合|积极|每|对|为|向|按|将|不得|指导|安排|优先|及时|承担|设立|公布|保证|完成|实行|推广|培训|共享|共同|制定|落实|服从|[甲乙丙]方.{0,3}(?:应|负责|提供|派|可|须))")]
    private static partial Regex Act();

    [GeneratedRegex(@"应当?|须|必须|负责|将|不得|可以?|有权|承担|(?:一律|保持|维持)不变|提供|派|开展|组织|接收|公开|完善|建立|制定|推动|加强")]
    private static partial Regex Obligation();
}
