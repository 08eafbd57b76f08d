using Xinglin.Agreements.Contract;
using Xinglin.Agreements.Reading;

namespace Xinglin.Tests.Agreements.Reading;

public class ClauseKindTests
{
    [Theory]
    [InlineData("本协议一式四份，双方各执两份，应妥善保管。", "copies")]
    [InlineData("未尽事宜由双方协商，另行签订补充协议。", "amendment")]
    [InlineData("原协议中与本补充协议不一致的，以本补充协议为准。", "amendment")]
    [InlineData("任何一方要求变更本协议内容的，应书面提出。", "amendment")]
    [InlineData("甲方每年接收乙方人员进修。", "training-placement")]
    public void A_sentence_is_of_its_kind(string text, string kind)
    {
        Assert.Equal(kind, new ClauseKindRules("医联体合作协议").Of(text, "", false)[0]);
        Assert.True(ClauseKinds.IsKnown(kind));
    }

    [Theory]
    [InlineData("copies")]
    [InlineData("amendment")]
    public void What_the_text_says_of_itself_is_nobodys_duty(string kind) => Assert.False(ClauseKinds.AreDuty([kind]));
}
