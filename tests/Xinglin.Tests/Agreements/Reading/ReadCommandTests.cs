using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using NJsonSchema;
using Xinglin.Agreements.Reading;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Agreements.Reading;

/// <summary>The reader as a command of the real program.</summary>
public class ReadCommandTests
{
    private static string Sample => System.IO.Directory.EnumerateFiles(RepositoryFiles.Samples, "01-*.txt").Single();

    [Fact]
    public async Task Json_is_all_that_is_printed_and_keeps_to_the_schema()
    {
        var (code, output, errors) = await Run("read", Sample, "--json");

        Assert.Equal(0, code);
        Assert.Empty(errors);
        Assert.Equal((byte)'{', output[0]);
        var schema = await JsonSchema.FromJsonAsync(AgreementReadingSchema.Json, TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(Encoding.UTF8.GetString(output)));
        Assert.NotEmpty(JsonNode.Parse(output)!["duties"]!.AsArray());
    }

    [Fact]
    public async Task The_schema_can_be_printed()
    {
        var (code, output, _) = await Run("read", "--schema");

        Assert.Equal(0, code);
        Assert.Equal(JsonNode.Parse(AgreementReadingSchema.Json)!.ToJsonString(), JsonNode.Parse(output)!.ToJsonString());
    }

    [Fact]
    public async Task People_get_a_summary_in_Chinese()
    {
        var (code, output, _) = await Run("read", Sample);
        var said = Encoding.UTF8.GetString(output);

        Assert.Equal(0, code);
        Assert.All(["甲方", "乙方", "期限：", "义务", "请留意："], word => Assert.Contains(word, said));
    }

    [Theory]
    [InlineData("没有找到文件", "no-such-file.txt")]
    [InlineData("是文件夹", ".")]
    [InlineData("请写出要读取的协议文件")]
    public async Task What_cannot_be_read_is_one_line_and_exit_code_1(string word, params string[] arguments)
    {
        var (code, output, errors) = await Run(["read", .. arguments]);

        Assert.Equal(1, code);
        Assert.Empty(output);
        Assert.Contains(word, errors);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("empty.txt", "")]
    [InlineData("binary.txt", "MZ\0\u0001\u0002\u0003\u0004\u0005\u0006")]
    [InlineData("broken.docx", "PK\u0003\u0004 not a package")]
    public async Task A_bad_file_is_one_line_and_exit_code_1(string name, string content)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory();
        try
        {
            var file = Path.Combine(folder.FullName, name);
            await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
            var (code, output, errors) = await Run("read", file, "--json");
            Assert.Equal(1, code);
            Assert.Empty(output);
            Assert.Contains(name, errors);
            Assert.Single(errors.TrimEnd().Split('\n'));
            Assert.Equal([file], System.IO.Directory.EnumerateFileSystemEntries(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task The_schema_is_served_to_anybody()
    {
        using var client = (await TestApp.Shared(Engine.Sqlite)).Client();
        var response = await client.GetAsync("/schemas/agreement-reading.json", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(AgreementReadingSchema.Json, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>In an empty folder, in which nothing may appear.</summary>
    private static async Task<(int Code, byte[] Output, string Errors)> Run(params string[] arguments)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory();
        try
        {
            using var program = Process.Start(new ProcessStartInfo("dotnet", [typeof(XinglinApp).Assembly.Location, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = folder.FullName
            })!;
            using var output = new MemoryStream();
            var copied = program.StandardOutput.BaseStream.CopyToAsync(output);
            var errors = program.StandardError.ReadToEndAsync();
            await program.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
            await copied;
            Assert.Empty(System.IO.Directory.EnumerateFileSystemEntries(folder.FullName));
            return (program.ExitCode, output.ToArray(), await errors);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
