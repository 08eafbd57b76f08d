using System.Net;
using System.Net.Sockets;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Platform;

/// <summary>The program as its operator meets it: a process with words, an exit code and a database that outlives it.</summary>
public class CommandTests
{
    [Theory]
    [InlineData("不认识", "sevre")]
    [InlineData("不认识", "serve", "--dataDirectory")]
    [InlineData("还没有数据库", "audit", "verify")]
    [InlineData("没有找到备份文件", "restore", "no-such-file.zip")]
    [InlineData("不认识", "serve", "--urls")]
    [InlineData("无法连接 PostgreSQL", "serve", "--ConnectionStrings:Xinglin", "Host=127.0.0.1;Port=1;Username=x;Database=x")]
    [InlineData("无法连接 PostgreSQL", "serve", "--ConnectionStrings:Xinglin=Host=127.0.0.1;Port=1;Username=x;Database=x")]
    public async Task What_an_operator_can_put_right_is_one_line_and_an_exit_code(string word, params string[] arguments)
    {
        await using var place = TestDatabase.Empty(Engine.Sqlite);

        var (code, said) = await RealProgram.Run([.. arguments, .. place.Arguments]);

        Assert.Equal(1, code);
        Assert.Contains(word, said);
        Assert.DoesNotContain("   at ", said);
    }

    [Fact]
    public async Task A_port_in_use_is_one_line_and_an_exit_code()
    {
        await using var place = TestDatabase.Empty(Engine.Sqlite);
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var (code, said) = await RealProgram.Run(["serve", $"--urls=http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}", .. place.Arguments]);

        Assert.Equal(1, code);
        Assert.Contains("已被占用", said);
        Assert.DoesNotContain("   at ", said);
    }

    [Theory, EveryDatabase]
    public async Task The_demonstration_starts_again_after_kill_and_its_audit_trail_verifies(Engine engine)
    {
        await using var place = TestDatabase.Empty(engine);
        for (var start = 0; start < 2; start++)
        {
            using var program = RealProgram.Start(["demo", "--urls=http://127.0.0.1:0", .. place.Arguments]);
            var said = await program.SaidUntil("按 Ctrl+C 停止");
            program.Kill();
            await program.WaitForExitAsync();
            Assert.Contains("杏林演示已启动", said);
            Assert.DoesNotMatch("(warn|fail|crit): ", said);
        }

        var (code, verified) = await RealProgram.Run(["audit", "verify", .. place.Arguments]);
        Assert.Contains("审计日志完好", verified);
        Assert.Equal(0, code);
    }
}
