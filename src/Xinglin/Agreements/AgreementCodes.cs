using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Xinglin.Platform;

namespace Xinglin.Agreements;

/// <summary>
/// What binds in one version, as codes and values: one JSON array a line, without a display name or the name of a property. Its hash
/// tells whether the clauses that drive the program are still those under the sealed text, whatever things are called on the pages
/// meanwhile. The form carries a number because a change to it would void hashes.
/// </summary>
public static class AgreementCodes
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Hash(Agreement agreement, IEnumerable<Clause> clauses, IEnumerable<AgreementTarget> targets) =>
        Sha256.Of(Write(agreement, clauses, targets));

    private static string Write(Agreement agreement, IEnumerable<Clause> clauses, IEnumerable<AgreementTarget> targets)
    {
        var text = new StringBuilder();
        void Line(params object?[] values) => text.Append(JsonSerializer.Serialize(values, Json)).Append('\n');

        var period = agreement.Period;
        Line("xinglin-agreement", 1, agreement.Number, agreement.VersionNumber, agreement.Title, Words.Of(agreement.Form), agreement.CopiesTotal, agreement.CopiesEach);
        Line("period", period.From, period.To, period.Years, Words.Of(period.StartsOn), Words.Of(period.Renewal), period.NoticeDays, period.NoticeMonths, period.DutiesSurvive);
        if (agreement.Bases.Count > 0) Line("bases", agreement.Bases);
        foreach (var party in agreement.Parties.OrderBy(party => party.Position))
            Line("party", party.Label, Words.Of(party.Role), party.Name, party.OrganizationId);
        foreach (var clause in AgreementDocument.InOrder(clauses).Where(clause => clause.State == ClauseState.Confirmed))
        {
            var content = clause.Content;
            Line("clause", clause.Path, content.Text, content.Kinds, content.Bearers, content.Counterparties, Words.Of(content.Modality),
                Number(content.QuantityValue), content.QuantityUnit, content.Every is { } every ? Words.Of(every) : null, content.DueBy, content.Times,
                content.Items, content.OpenList, Words.Of(content.AtEnd), content.WithinMinutes, content.WithinSource, content.PersonInCharge,
                content.PriceRule, content.Note, content.LeftOpen);
        }

        foreach (var target in targets.Where(target => target is { IsExample: false, State: ClauseState.Confirmed }).OrderBy(target => target.Position))
            Line("target", target.Indicator, target.Name, target.Comparator, Number(target.Value), target.Unit);
        return text.ToString();
    }

    /// <summary>A database may give 60 back as 60.00.</summary>
    private static string? Number(decimal? value) => value?.ToString("0.############", CultureInfo.InvariantCulture);
}
