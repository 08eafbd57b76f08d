using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Platform;

public partial class HelpTests
{
    /// <summary>Everything in the framework that reads a setting by its name.</summary>
    private static readonly string[] Readers =
    [
        "IConfiguration.get_Item", "IConfiguration.GetSection", "ConfigurationExtensions.GetConnectionString", "ConfigurationExtensions.GetRequiredSection",
        "ConfigurationBinder.GetValue", "ConfigurationBinder.Bind", "OptionsBuilderConfigurationExtensions.BindConfiguration"
    ];

    [Fact]
    public async Task Help_explains_every_setting_that_the_code_reads()
    {
        var (_, said) = await RealProgram.Run("--help");

        var read = (from type in CompiledAssembly.Read(typeof(XinglinApp).Assembly)
                    from call in type.Calls
                    let reader = $"{call.Type.Split('.')[^1]}.{call.Method}"
                    where Readers.Contains(reader)
                    select (Where: $"{type} reads '{call.Literal}'", Name: reader.EndsWith("GetConnectionString", StringComparison.Ordinal) ? "ConnectionStrings:" + call.Literal : call.Literal)).ToList();
        Assert.Contains(read, one => one.Name == "Xinglin:Chromium");
        Assert.Contains(read, one => one.Name == "Xinglin:Identity");
        Assert.All(read, one => Assert.True(one.Name is not null && said.Contains($"--{one.Name}", StringComparison.Ordinal), $"{one.Where}, which --help does not name."));
    }

    [Fact]
    public async Task Help_explains_every_rule_of_signing_in_with_its_default()
    {
        var (_, said) = await RealProgram.Run("--help");

        var sections = from type in typeof(XinglinApp).Assembly.GetTypes()
                       where type.GetField("Section", BindingFlags.Public | BindingFlags.Static) is { IsLiteral: true } field && field.FieldType == typeof(string)
                       select (Name: (string)type.GetField("Section")!.GetRawConstantValue()!, Rules: Activator.CreateInstance(type)!);
        Assert.NotEmpty(sections);
        Assert.All(sections.SelectMany(section => section.Rules.GetType().GetProperties().Select(property => (section.Name, section.Rules, property))), one =>
        {
            var fallback = Convert.ToString(one.property.GetValue(one.Rules), CultureInfo.InvariantCulture)!.ToLowerInvariant();
            Assert.Matches($"--{one.Name}:{one.property.Name}=.*\\n.*默认{(fallback.Length == 0 ? "不设" : $" {fallback}")}。", said);
        });
    }

    [Theory]
    [InlineData]
    [InlineData("backup")]
    [InlineData("audit")]
    [InlineData("audit", "export")]
    [InlineData("identity", "reset")]
    [InlineData("read")]
    public async Task Help_is_Chinese(params string[] command)
    {
        var (code, said) = await RealProgram.Run([.. command, "--help"]);

        Assert.Equal(0, code);
        Assert.Contains("用法：Xinglin", said);
        Assert.DoesNotMatch("Description|Usage|Options|Arguments|Commands|additional|\\[options\\]", said);
    }

    [Fact]
    public async Task Help_explains_every_command()
    {
        var (_, said) = await RealProgram.Run("--help");

        Assert.All(["serve", "demo", "backup FILE", "restore FILE", "audit verify", "audit export FILE", "identity reset USER", "read [FILE]"],
            command => Assert.Matches($"\\n  {Regex.Escape(command)}\\n      \\p{{IsCJKUnifiedIdeographs}}", said));
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("identity", "reset")]
    public async Task A_missing_word_is_told_in_Chinese(params string[] command)
    {
        var (code, said) = await RealProgram.Run(command);

        Assert.Equal(1, code);
        Assert.Matches("\\p{IsCJKUnifiedIdeographs}", said);
        Assert.DoesNotMatch(English(), said.Replace(string.Join(' ', command), "", StringComparison.Ordinal));
    }

    [GeneratedRegex("Required|missing|Description|Usage")]
    private static partial Regex English();
}
