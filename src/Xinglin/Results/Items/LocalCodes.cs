using Microsoft.EntityFrameworkCore;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Results.Pages;

namespace Xinglin.Results.Items;

/// <summary>The own institution's codes for items, for a form that is filled in by hand.</summary>
public sealed class LocalCodes(XinglinDb db, CurrentUser user, TimeProvider time)
{
    /// <summary>A row for each item, under the local code where there is one, with unit and reference range for this patient.</summary>
    internal async Task<IReadOnlyList<ReportForm.Row>> Rows(IReadOnlyList<Item> items, PatientRef patient, CancellationToken ct = default)
    {
        var codes = items.Select(item => item.Code).ToArray();
        var mapped = (await db.Set<Mapping>().AsNoTracking().Where(mapping => mapping.OrganizationId == user.OrganizationId && mapping.State == MappingState.InForce && codes.Contains(mapping.ItemCode)).ToListAsync(ct))
            .GroupBy(mapping => mapping.ItemCode).ToDictionary(group => group.Key, group => group.First());
        var age = Age.On(patient.BirthDate, time.Today());
        return [.. items.Select(item => new ReportForm.Row
        {
            Code = mapped.GetValueOrDefault(item.Code)?.LocalCode ?? item.Code,
            Name = mapped.GetValueOrDefault(item.Code)?.LocalName ?? item.Name,
            Unit = item.Unit,
            Reference = item.ReferenceFor(patient.Sex.Code(), age)?.Show()
        })];
    }
}
