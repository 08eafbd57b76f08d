using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Agreements;

/// <summary>
/// Gives the parties' initials to agreements that were indexed before there were any. They follow from the names, so nothing about the
/// agreement changes and nothing is recorded.
/// </summary>
internal sealed class AgreementInitials : IRecurringJob
{
    private const int Most = 500;

    public string Name => "协议检索首字母";
    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task Run(IServiceProvider services, CancellationToken ct)
    {
        var agreements = services.GetRequiredService<XinglinDb>().Set<Agreement>();
        foreach (var agreement in await agreements.AsNoTracking().Where(each => !each.SearchText.Contains(Agreement.BeforeInitials)).OrderBy(each => each.Id).Take(Most).ToListAsync(ct))
        {
            var known = agreement.SearchText;
            agreement.Index();
            await agreements.Where(each => each.Id == agreement.Id && each.SearchText == known).ExecuteUpdateAsync(set => set.SetProperty(each => each.SearchText, agreement.SearchText), ct);
        }
    }
}
