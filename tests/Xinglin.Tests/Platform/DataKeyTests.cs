using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.Extensions.Configuration;
using Xinglin.Platform;
using Xinglin.Platform.Sealing;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Platform;

public class DataKeyTests
{
    private static readonly DataKey Key = New();

    private static DataKey New() => new(new ConfigurationBuilder().AddInMemoryCollection(
        [new("Xinglin:DataKeyFile", Path.Combine(System.IO.Directory.CreateTempSubdirectory("xinglin_key").FullName, "data.key"))]).Build());

    [Property]
    public bool What_was_sealed_opens_for_its_row_and_never_reads_the_same_twice(Guid row, NonNull<string> text) =>
        Key.Open(row, Key.Seal(row, text.Get)) == text.Get.Normalized() && Key.Seal(row, text.Get) != Key.Seal(row, text.Get);

    [Property(MaxTest = 50)]
    public bool A_long_text_takes_less_room_sealed_and_opens_to_the_letter(Guid row, NonNull<string> part, PositiveInt times)
    {
        var text = string.Concat(Enumerable.Repeat($"{part.Get}室间质评合格，持鲁HR标识；", 400 + times.Get));
        var value = Key.Seal(row, text);
        return Key.Open(row, value) == text.Normalized() && value.Length < text.Length;
    }

    /// <summary>Made with another program after the description of <see cref="DataKey"/>; old rows must open for ever.</summary>
    [Theory]
    [InlineData(1, "v1:AAECAwQFBgcICQoLrMewW7KThqpaC/DpK+jqhJG/08bBJw==")]
    [InlineData(2000, "v2:AAECAwQFBgcICQoLl75uzjLkVzJyt9YZ6VaUOZrmfSFfsPqWVGPmFlrx7XLPcQYFhcpq2dHUK8OKd5CijyhMnqsdO9cOKA==")]
    public void A_value_that_was_sealed_years_ago_opens(int times, string value)
    {
        var file = Path.Combine(System.IO.Directory.CreateTempSubdirectory("xinglin_key").FullName, "data.key");
        File.WriteAllText(file, Convert.ToHexString([.. Enumerable.Range(0, 32).Select(each => (byte)each)]));
        var key = new DataKey(new ConfigurationBuilder().AddInMemoryCollection([new("Xinglin:DataKeyFile", file)]).Build());

        Assert.Equal(string.Concat(Enumerable.Repeat("杏林", times)), key.Open(Guid.Parse("01940000-0000-7000-8000-000000000001"), value));
    }

    [Fact]
    public void A_sealed_value_that_was_changed_moved_or_made_with_another_key_does_not_open()
    {
        var row = Guid.NewGuid();
        var value = Key.Seal(row, "519822197103090019");
        var bytes = Convert.FromBase64String(value[3..]);

        Assert.ThrowsAny<CryptographicException>(() => Key.Open(Guid.NewGuid(), value));
        Assert.ThrowsAny<CryptographicException>(() => New().Open(row, value));
        Assert.ThrowsAny<CryptographicException>(() => Key.Open(row, "v2:" + value[3..]));
        for (var place = 0; place < bytes.Length; place++)
        {
            byte[] changed = [.. bytes];
            changed[place] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => Key.Open(row, "v1:" + Convert.ToBase64String(changed)));
        }
    }

    [Property]
    public Property Blind_indexes_are_equal_exactly_where_kind_and_value_are() => Prop.ForAll<(NonNull<string>, NonNull<string>), (NonNull<string>, NonNull<string>)>((one, two) =>
    {
        var ((kind, value), (otherKind, other)) = ((one.Item1.Get.Replace("\0", ""), one.Item2.Get.Normalized()), (two.Item1.Get.Replace("\0", ""), two.Item2.Get.Normalized()));
        return Key.Index(kind, value) == Key.Index(kind, value) && (Key.Index(kind, value) == Key.Index(otherKind, other)) == ((kind.Normalized(), value) == (otherKind.Normalized(), other));
    });

    [Fact]
    public void Another_key_gives_other_indexes() => Assert.NotEqual(Key.Index("Phone", "14200012345"), New().Index("Phone", "14200012345"));

    [Theory, EveryDatabase]
    public async Task A_node_with_another_data_key_does_not_start(Engine engine)
    {
        var app = await TestApp.Fresh(engine);
        await using var database = await app.Stop();
        var other = Path.Combine(System.IO.Directory.CreateTempSubdirectory("xinglin_key").FullName, "data.key");

        var problem = await Assert.ThrowsAsync<StartupProblem>(() => TestApp.On(database, $"--Xinglin:DataKeyFile={other}"));
        Assert.Contains("数据密钥与数据库不符", problem.Message);
        await using var again = await TestApp.On(database);
    }

    [Fact]
    public void A_key_file_that_holds_no_key_is_told_of()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "不是密钥");

        Assert.Contains("数据密钥", Assert.Throws<StartupProblem>(() => KeyFile.ReadOrMake(file, "数据密钥")).Message);
    }
}

internal static class Texts
{
    /// <summary>As UTF-8 keeps it: half a surrogate pair becomes the replacement character.</summary>
    public static string Normalized(this string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}
