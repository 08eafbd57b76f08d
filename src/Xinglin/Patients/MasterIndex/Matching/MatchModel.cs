namespace Xinglin.Patients.MasterIndex.Matching;

/// <summary>
/// The parameters of the Fellegi–Sunter score. <paramref name="M"/> is how often two registrations of one person agree at a level,
/// <paramref name="U"/> how often those of two people do, each as a share of the pairs in which the field is known.
/// </summary>
/// <param name="Version">Stored with every decision. 0 is the model that the program brings.</param>
/// <param name="Repetitions">How many other registrations of the same person there are for one, on average.</param>
/// <param name="M">By field, then by level from 1.</param>
/// <param name="Surnames">Share of people with a surname, of the frequent ones.</param>
/// <param name="Given">Share of people with a given name, of the frequent ones.</param>
internal sealed record MatchModel(
    int Version, double Repetitions, double[][] M, double[][] U, Dictionary<string, double> Surnames, Dictionary<string, double> Given)
{
    /// <summary>
    /// Below this many registrations the rest of the county is taken to be there too: in a register of twenty people, two with one name and
    /// birth date are no proof that nobody else has them.
    /// </summary>
    public const int SmallestRegister = 100_000;

    /// <summary>A name that the frequent ones do not hold is taken to be as rare as this.</summary>
    private const double RareSurname = 1e-4, RareGiven = 3e-5, RarestName = 1e-8;

    /// <summary>It knows the fields and levels of this program; a model that was learned before one was added does not.</summary>
    public bool Fits() => M.Length == MatchFields.Count && U.Length == MatchFields.Count && MatchFields.All.All(field => M[(int)field.Field].Length == field.Levels.Length);

    private readonly double meanSurname = Math.Max(Surnames.Values.Sum(share => share * share), 1e-4);

    /// <summary>Of how many pairs one is of the same person, as odds, before anything is compared.</summary>
    public double PriorOdds(int registrations) => Repetitions / Math.Max(registrations, SmallestRegister);

    /// <summary>log2 of M over U for a level.</summary>
    public double Weight(int field, int level) => level == 0 ? 0 : Math.Log2(M[field][level - 1] / U[field][level - 1]);

    /// <summary>How much more a rare name proves than an average one, and a common one less; to be added to the weight of the level.</summary>
    public double NameAdjustment(NameLevel level, PersonName name)
    {
        if (level is NameLevel.Missing or NameLevel.GivenOnly or NameLevel.Different) return 0;
        var surname = Surnames.GetValueOrDefault(name.Surname, RareSurname);
        if (level > NameLevel.Written) return Math.Log2(meanSurname / surname);
        var share = Math.Max(surname * Given.GetValueOrDefault(name.Given, RareGiven), RarestName);
        return Math.Log2(U[(int)MatchField.Name][(int)NameLevel.Same - 1] / share);
    }

    /// <summary>What a telephone that several have still proves: any of the others might be meant.</summary>
    /// <param name="holders">How many registrations have it.</param>
    public static double PhoneAdjustment(PhoneLevel level, int holders) =>
        level is PhoneLevel.Same or PhoneLevel.Shared && holders > 2 ? -Math.Log2(holders - 1) : 0;
}
