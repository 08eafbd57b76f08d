using System.Globalization;

namespace Xinglin.Patients.MasterIndex.Matching;

/// <summary>
/// The model that the program brings, for registers that are too small to learn from. M and U were learned without labels from 120,000
/// registrations of the made-up register that the bench and the tests use; guardians, whom real families change more often, were set by hand.
/// </summary>
internal static class StandardModel
{
    /// <summary>Shares of the population in percent, rounded, after the yearly reports on names of the Ministry of Public Security.</summary>
    private const string SurnameShares =
        "王7.25 李7.19 张6.83 刘5.38 陈4.53 杨3.08 赵2.29 黄2.23 周2.12 吴2.05 徐1.67 孙1.54 胡1.31 朱1.26 高1.21 林1.18 何1.17 郭1.15 马1.05 罗1.04 梁0.84 宋0.81 郑0.78 谢0.72 韩0.68 唐0.66 冯0.63 于0.62 " +
        "董0.61 萧0.59 程0.57 曹0.57 袁0.54 邓0.54 许0.54 傅0.51 沈0.5 曾0.5 彭0.49 吕0.47 苏0.47 卢0.47 蒋0.47 蔡0.46 贾0.42 丁0.42 魏0.42 薛0.42 叶0.41 阎0.41";

    /// <summary>Given names of which each is borne by about one in a thousand, so that they prove less than a rare one.</summary>
    private const string FrequentGiven =
        "伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 霞 平 刚 英 华 红 玲 梅 燕 秀英 桂英 玉兰 秀兰 桂兰 淑珍 玉珍 凤英 丽华 建国 建华 建军 志强 志明 国强 文 斌 波 辉 鹏 飞 凯 鑫 浩 宇 婷 雪 倩 慧 颖 琳 丹 " +
        "浩然 子轩 梓涵 欣怡 雨涵 一诺 宇轩 浩宇 子涵 诗涵 俊杰 佳怡 思琪 博文";

    private const double GivenShare = .001;

    public static readonly MatchModel Model = new(0, .5,
    [
        [.95, .005, .015, .007, .004, .012, .004, .001, .002], [.96, .002, .015, .004, .001, .005, .005, .008], [.955, .008, .034, .0015, .0014, .0001], [.995, .005],
        [.43, .1, .008, .462], [.45, .36, .01, .05, .13], [.99, .01], [.01, .99], [.7, .3], [.93, .069, .001]
    ],
    [
        [.00012, 1e-6, .00002, .000006, .000005, .00095, .034, .003, .961918], [.000036, .000016, .0012, .00007, .0001, .0006, .0007, .997278],
        [1e-7, 1e-7, 5e-7, 1e-6, .03, .9699983], [.5, .5], [1e-6, 2e-6, 1e-6, .999996], [.00002, .0023, .035, .23, .73268],
        [1e-6, .999999], [1e-6, .999999], [.0009, .9991], [.866, .005, .129]
    ],
    SurnameShares.Split(' ').ToDictionary(one => one[..1], one => double.Parse(one.AsSpan(1), CultureInfo.InvariantCulture) / 100),
    FrequentGiven.Split(' ').ToDictionary(one => one, _ => GivenShare));
}
