using Xinglin.Patients.Contract;
using Xinglin.Platform.Identifiers;

namespace Xinglin.Patients.MasterIndex.Matching;

/// <summary>What of a registration is compared, in normal form. It holds opened numbers, so it lives in memory only and is never stored.</summary>
internal sealed class MatchRecord
{
    public Guid Id { get; init; }
    public Guid Organization { get; init; }
    public int Version { get; init; }
    public required PersonName Name { get; init; }
    public AdministrativeSex Sex { get; init; }
    public DateOnly? Born { get; init; }

    /// <summary>Nobody knows the day: the year was guessed.</summary>
    public bool BornEstimated { get; init; }

    /// <summary>公民身份号码, in 18 characters where it can be told; other documents with their kind before them.</summary>
    public string? Document { get; init; }

    /// <summary>Typed in the form of 15 digits, void since 2013.</summary>
    public bool OldForm { get; init; }
    public string? Phone { get; init; }

    /// <summary>Of guardian and contact.</summary>
    public string[] OtherPhones { get; init; } = [];
    public AddressParts Address { get; init; } = AddressParts.None;
    public string? HealthRecord { get; init; }
    public string? Card { get; init; }

    /// <summary>The guardian, or the mother whose name a newborn bears.</summary>
    public PersonName? Guardian { get; init; }
    public string? Ethnicity { get; init; }

    public static MatchRecord Of(Patient patient, PatientSecrets secrets) => Of(patient.Facts(secrets), patient.Id, patient.OrganizationId, patient.Version);

    public static MatchRecord Of(PatientFacts facts, Guid id, Guid organization, int version)
    {
        var placeholder = facts.IdentityKind == IdentityKind.Unidentified || PersonName.NamesNobody(facts.Name);
        var mother = PersonName.MotherIn(facts.Name);
        var (document, old) = Number(facts);
        return new()
        {
            Id = id,
            Organization = organization,
            Version = version,
            Name = placeholder ? PersonName.None : PersonName.Of(facts.Name, isPlaceholder: mother is not null),
            Sex = facts.Sex,
            Born = facts.BirthDate,
            BornEstimated = facts.BirthDateEstimated,
            Document = document,
            OldForm = old,
            Phone = Plain(facts.Phone),
            OtherPhones = [.. new[] { facts.GuardianPhone, facts.ContactPhone }.Select(Plain).OfType<string>().Distinct()],
            Address = AddressParts.Read(facts.Address),
            HealthRecord = Plain(facts.HealthRecordNumber),
            Card = Plain(facts.CardNumber),
            Guardian = (facts.GuardianName ?? mother) is { } guardian ? PersonName.Of(guardian) : null,
            Ethnicity = facts.Ethnicity
        };
    }

    private static (string? Number, bool Old) Number(PatientFacts facts)
    {
        if (facts.IdentityKind == IdentityKind.Unidentified || Plain(facts.DocumentNumber) is not { } number) return (null, false);
        if (ResidentNumbers.Upgrade(number) is { } whole) return (whole, true);
        return (facts.IdentityKind.HasResidentNumber() || ResidentNumbers.LooksLikeOne(number) ? number : $"{facts.IdentityKind}:{number}", false);
    }

    private static string? Plain(string? text) => string.IsNullOrWhiteSpace(text) ? null : PatientNumbers.Normal(text);
}

/// <summary>公民身份号码 as people mistype them (GB 11643-1999).</summary>
internal static class ResidentNumbers
{
    private const int Length = 18;

    public static bool LooksLikeOne(string number) => number.Length == Length && number.Take(Length - 1).All(char.IsAsciiDigit);

    /// <summary>A number of 15 digits in the form of 18: the century is 19, the check character follows. Null for anything else.</summary>
    public static string? Upgrade(string number)
    {
        if (number.Length != 15 || !number.All(char.IsAsciiDigit)) return null;
        var digits = $"{number[..6]}19{number[6..]}";
        return DateOnly.TryParseExact(digits.AsSpan(6, 8), "yyyyMMdd", out _) ? digits + ResidentId.CheckCharacter(digits) : null;
    }

    public static bool IsSound(string number) => LooksLikeOne(number) && ResidentId.CheckCharacter(number) == number[^1];
}
