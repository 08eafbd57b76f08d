using Xinglin.Patients.MasterIndex;

namespace Xinglin.Bench;

/// <summary>Index numbers, no two alike: among a million drawn blindly there would be two.</summary>
internal sealed class IndexNumbers
{
    private readonly HashSet<string> drawn = [];

    public string Next()
    {
        while (true)
        {
            var number = IndexNumber.Draw();
            if (drawn.Add(number)) return number;
        }
    }
}
