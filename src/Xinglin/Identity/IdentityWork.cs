using Xinglin.Platform;

namespace Xinglin.Identity;

/// <summary>Accounts that locked themselves after failed sign-ins, for who keeps accounts: was it the person, or somebody who tries passwords? What a keeper locked himself waits for nobody.</summary>
internal sealed class IdentityWork(UserDesk desk) : IWorkSource
{
    public async Task<IReadOnlyList<WorkItem>> WaitingFor(CurrentUser user, CancellationToken ct)
    {
        if (!user.Is(Role.SecurityAdministrator)) return [];
        var (locked, _) = await desk.Search(new UserFilter(State: UserState.LockedByFailures), ct);
        return [.. locked.Select(account => new WorkItem("账号", $"核实连续登录失败：{account.DisplayName}",
            $"工号 {account.UserName}，已自动锁定到 {ChinaTime.Show(account.LockedUntil!.Value)}", $"/users/{account.Id}"))];
    }
}
