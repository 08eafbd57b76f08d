using Xinglin.Agreements.Reading;

namespace Xinglin.Agreements;

/// <summary>Where in the source the facts were read, as <see cref="ReadingPlaces"/> found them; a fact without a place the text did not say.</summary>
/// <param name="Parties">By the party's id.</param>
/// <param name="Bases">By the 文号.</param>
public sealed record FactPlaces(IReadOnlyDictionary<Guid, TextSpan> Parties, IReadOnlyDictionary<string, TextSpan> Bases, TermPlaces Term, TextSpan? Copies);
