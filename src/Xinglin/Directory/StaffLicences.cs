using Microsoft.EntityFrameworkCore;
using Xinglin.Directory.Contract;
using Xinglin.Platform.Database;

namespace Xinglin.Directory;

internal sealed class StaffLicences(XinglinDb db) : IStaffLicences
{
    public async Task<string?> OfPhysician(Guid organization, string name, CancellationToken ct)
    {
        var called = await db.Set<StaffMember>().AsNoTracking()
            .Where(person => person.OrganizationId == organization && person.Name == name && person.Active && person.LicenceKind == LicenceKind.Physician)
            .OrderBy(person => person.Id).Select(person => person.LicenceNumber).Take(2).ToListAsync(ct);
        return called is [var only] ? only : null;
    }
}
