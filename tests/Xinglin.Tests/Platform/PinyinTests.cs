using Xinglin.Platform;

namespace Xinglin.Tests.Platform;

public class PinyinTests
{
    [Theory]
    [InlineData("清河县人民医院", "qhxrmyy")]
    [InlineData("云川市中医医院", "ycszyyy")]
    [InlineData("重庆市", "cqs")]
    [InlineData("厦门 2 院", "xm2y")]
    [InlineData("阿八擦大额发嘎哈", "abcdefgh")]
    [InlineData("鸡卡拉妈那哦怕七", "jklmnopq")]
    [InlineData("然三他挖西呀杂", "rstwxyz")]
    public void Initials_are_those_that_people_type(string text, string initials) => Assert.Equal(initials, Pinyin.Initials(text));

    [Theory]
    [InlineData("单玉林", "syl")]
    [InlineData("曾国华", "zgh")]
    [InlineData("解晓东", "xxd")]
    [InlineData("仇英", "qy")]
    public void A_surname_is_found_by_its_own_reading(string name, string initials) => Assert.Contains(initials, Pinyin.Initials(name).Split(' '));
}
