using System.Text;
using Xinglin.Identity;

namespace Xinglin.Tests.Identity;

public class TotpTests
{
    // RFC 6238 appendix B, SHA-1; its eight digits end in the six used here.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code)
    {
        var key = Encoding.ASCII.GetBytes("12345678901234567890");
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);

        Assert.Equal(code, Totp.CodeAt(key, Totp.StepAt(at)));
        Assert.Equal(Totp.StepAt(at), Totp.Match(key, code, at));
        Assert.Equal(Totp.StepAt(at), Totp.Match(key, code, at.AddSeconds(30)));
        Assert.Null(Totp.Match(key, code, at.AddSeconds(90)));
    }

    [Fact]
    public void The_manual_key_is_base32() =>
        Assert.Equal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Totp.ToBase32(Encoding.ASCII.GetBytes("12345678901234567890")));

    [Theory]
    [InlineData("")]
    [InlineData("28708")]
    [InlineData("2870822")]
    [InlineData("文字")]
    public void Nonsense_matches_nothing(string code) =>
        Assert.Null(Totp.Match(Encoding.ASCII.GetBytes("12345678901234567890"), code, DateTimeOffset.FromUnixTimeSeconds(59)));
}
