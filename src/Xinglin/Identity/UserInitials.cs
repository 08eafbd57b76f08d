using Microsoft.EntityFrameworkCore;
using Xinglin.Platform;
using Xinglin.Platform.Database;

namespace Xinglin.Identity;

/// <summary>
/// Gives initials to accounts that were made before accounts had them. They follow from the name, so nothing about the account
/// changes and nothing is recorded.
/// </summary>
internal sealed class UserInitials : IRecurringJob
{
    public string Name => "账号拼音首字母";
    public TimeSpan Every => TimeSpan.FromDays(1);

    public async Task Run(IServiceProvider services, CancellationToken ct)
    {
        var users = services.GetRequiredService<XinglinDb>().Set<User>();
        foreach (var name in await users.Where(user => user.Initials == null).Select(user => user.DisplayName).Distinct().ToListAsync(ct))
        {
            string? initials = Pinyin.Initials(name);
            await users.Where(user => user.DisplayName == name && user.Initials == null)
                .ExecuteUpdateAsync(set => set.SetProperty(user => user.Initials, initials), ct);
        }
    }
}
