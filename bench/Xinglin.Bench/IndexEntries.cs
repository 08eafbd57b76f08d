using Xinglin.Patients.MasterIndex;

namespace Xinglin.Bench;

/// <summary>Places in the index that nothing is left to be done for. No two have the same number: among a million drawn blindly there would be two.</summary>
internal sealed class IndexEntries
{
    private readonly HashSet<string> drawn = [];

    public IndexEntry Of(Guid patient, Guid organization)
    {
        while (true)
        {
            var number = IndexNumber.Draw();
            if (drawn.Add(number)) return new IndexEntry(patient, organization, number) { Pending = false };
        }
    }
}
