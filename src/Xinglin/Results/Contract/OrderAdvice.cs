using Xinglin.Patients.Contract;
using Xinglin.Platform;

namespace Xinglin.Results.Contract;

/// <summary>What happened to the patient and may make an earlier result useless.</summary>
/// <param name="Kind"><c>transfusion</c>, <c>operation</c> or <c>drug</c> in words.</param>
/// <param name="Name">The drug's or operation's name; a drug needs one, because rules name drugs.</param>
public sealed record SinceThen(string Kind, DateTimeOffset At, string? Name = null);

/// <summary>A doctor is about to order.</summary>
/// <param name="Items">Codes of items, or names of panels.</param>
/// <param name="Consent">What the patient signs at the moment of ordering, so that results of other institutions are looked up.</param>
/// <param name="Method">Only results by this method will do. Null: where a rule asks for the same method, another or an unknown one is noted.</param>
public sealed record OrderQuestion(Guid PatientId, IReadOnlyList<string> Items, SignedConsent? Consent = null, string? Method = null, IReadOnlyList<SinceThen>? Since = null);

/// <summary>Whether an earlier result stands in the place of the order.</summary>
public enum Standing
{
    /// <summary>It may be relied on; the doctor decides.</summary>
    Stands,

    /// <summary>There is one, and each rule that fails is named.</summary>
    DoesNotStand,

    /// <summary>Nothing is known.</summary>
    Unknown
}

/// <summary>How a rule came out.</summary>
public enum RuleOutcome { Holds, Fails, Note }

/// <param name="Code">Stable: <c>window</c>, <c>agreement</c>, <c>mark</c>, <c>direction</c>, <c>since</c>, <c>method</c>, <c>equipment</c>, <c>images</c>, <c>mapped</c>, <c>value</c>, <c>critical</c>, <c>newer</c>, <c>rule</c>, <c>unknown</c>.</param>
/// <param name="Words">Chinese, a whole sentence.</param>
/// <param name="Source">The clause, rule set or law.</param>
public sealed record RuleFinding(string Code, RuleOutcome Outcome, string Words, string? Source = null);

/// <summary>The earlier result that was judged.</summary>
/// <param name="Value">With its unit; null for examinations and where it is masked.</param>
/// <param name="Masked">Level 5: it exists, its value is not shown here.</param>
public sealed record EarlierResult(
    Guid PatientId, Guid ReportId, string Number, string Title, Guid OrganizationId, string Organization, string Department, DateTimeOffset At, string? Value, string? Reference, ResultFlag Flag, bool Masked, bool HasImages);

/// <param name="Mark">「鲁HR」 where a mark carries it.</param>
/// <param name="Until">Until when it stands.</param>
/// <param name="Price">What a repetition costs here, in yuan; null where no price is kept.</param>
public sealed record ItemAnswer(
    string Code, string Name, string Panel, Standing Standing, EarlierResult? Result, string? Basis, string? Mark, DateTimeOffset? Until, IReadOnlyList<RuleFinding> Findings, decimal? Price)
{
    /// <summary>The clause that carries it; null where a mark or the own institution does.</summary>
    public Guid? ClauseId { get; init; }

    /// <summary>
    /// It does not stand, but there is something to look at: the doctor may rely on it by own judgement (国卫医发〔2022〕6号: recognising other
    /// results is encouraged, and the doctor who treats decides). Never what is masked, or says nothing.
    /// </summary>
    public bool MayRely => Standing == Standing.DoesNotStand && Result is { Masked: false } && Findings.All(finding => finding.Outcome != RuleOutcome.Fails || finding.Code is not ("value" or "images"));

    /// <summary>The price is the panel's: it is saved only where nothing of the panel is repeated.</summary>
    public bool PricedWithPanel { get; init; }
}

/// <summary>The answer as it was shown; it is kept under <paramref name="CheckId"/>.</summary>
/// <param name="Limited">Why results of other institutions were not looked at; null where they were.</param>
public sealed record OrderAnswer(Guid PatientId, Guid CheckId, DateTimeOffset At, IReadOnlyList<ItemAnswer> Items, string? Limited);

/// <summary>Who was told why an examination is repeated.</summary>
public enum ToldSide { Patient, Family, Guardian }

/// <summary>What the doctor decided over one item or panel for which there is a result.</summary>
/// <param name="Item">Code of an item, or the name of a panel for all of it.</param>
/// <param name="Recognise">Rely on the earlier result, also on one that does not stand (<see cref="ItemAnswer.MayRely"/>); false to repeat what stands.</param>
/// <param name="Reason">For repeating: R1 to R6 or a local code below them.</param>
/// <param name="Words">Needed for R6 and what is below it, and for relying on what does not stand.</param>
/// <param name="Told">The patient or family was told why (国卫医发〔2022〕6号: reason, need and consequences).</param>
/// <param name="ToldWhom">Who was told; null with <paramref name="Told"/> where nobody said who.</param>
public sealed record OrderDecisionIn(string Item, bool Recognise, string? Reason = null, string? Words = null, bool Told = false, ToldSide? ToldWhom = null);

/// <summary>What was decided, and what repeating would have cost.</summary>
/// <param name="Relied">By the doctor's judgement, on results that do not stand.</param>
public sealed record OrderOutcome(int Recognised, int Repeated, decimal Saved, int Relied = 0);

/// <summary>Why an examination is repeated although a result stands.</summary>
/// <param name="Code">R1 to R6, or a local code below one: <c>R2-1</c>.</param>
public sealed record RepeatReason(string Code, string Name)
{
    /// <summary>The national situation that a local code belongs to.</summary>
    public string National => Code[..2];

    /// <summary>R6 and what lies below it say nothing by themselves.</summary>
    public bool NeedsWords => National == "R6";
}

/// <summary>The moment of ordering: pages, the JSON API and CDS Hooks ask here.</summary>
public interface IOrderAdvice
{
    /// <summary>All that may be given for repeating, those of this installation among them.</summary>
    IReadOnlyList<RepeatReason> Reasons { get; }

    /// <summary>Says for each item whether an earlier result stands, and keeps what was said.</summary>
    /// <exception cref="Refused">No item is known by that name, or the patient is not this person's.</exception>
    Task<OrderAnswer> Ask(OrderQuestion question, CancellationToken ct = default);

    /// <summary>What one order means: the first of its codes (an item's, LOINC, the own institution's local code, or a name) that is known.</summary>
    /// <returns>Codes of items; empty where none of them is known.</returns>
    Task<IReadOnlyList<string>> Meant(IReadOnlyList<string> codes, CancellationToken ct = default);

    /// <summary>Keeps what the doctor decided. Each item is decided once.</summary>
    /// <exception cref="Refused">A reason is missing; there was nothing to decide; it was decided before.</exception>
    Task<OrderOutcome> Decide(Guid patientId, Guid checkId, IReadOnlyList<OrderDecisionIn> decisions, CancellationToken ct = default);
}
