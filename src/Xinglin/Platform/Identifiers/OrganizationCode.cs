namespace Xinglin.Platform.Identifiers;

/// <summary>组织机构代码, GB 11714-1997: eight characters and a check character, modulo 11. A part of the longer codes.</summary>
internal static class OrganizationCode
{
    private static readonly int[] Weights = [3, 7, 9, 10, 5, 8, 4, 2];

    public static char CheckCharacter(ReadOnlySpan<char> body)
    {
        var sum = 0;
        for (var place = 0; place < 8; place++)
            sum += Weights[place] * (char.IsAsciiDigit(body[place]) ? body[place] - '0' : body[place] - 'A' + 10);
        return (11 - sum % 11) switch { 10 => 'X', 11 => '0', var check => (char)('0' + check) };
    }
}
