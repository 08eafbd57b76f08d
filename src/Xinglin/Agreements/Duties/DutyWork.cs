using Xinglin.Agreements.Contract;
using Xinglin.Platform;

namespace Xinglin.Agreements.Duties;

/// <summary>What the person's house must keep soon or is late with, and, for the consortium office, what others are late with towards it.</summary>
internal sealed class DutyWork(DutyBook book) : IWorkSource
{
    private const int Most = 20;

    public async Task<IReadOnlyList<WorkItem>> WaitingFor(CurrentUser user, CancellationToken ct)
    {
        if (user.OrganizationId is not { } organization || user.Roles.All(Role.IsAdministrator)) return [];
        var office = user.Is(Role.ConsortiumOffice);
        var lines = await book.Read(new DutyQuestion { Organization = organization }, ct);
        return [.. lines
            .Where(line => line is { IsOpen: true, Occurrence: not null }
                && (line.Duty.BearerId == organization ? office || user.Is(line.Owner!.Role) : office && line.State == DutyState.Overdue))
            .OrderBy(line => line.Due).ThenBy(line => line.Duty.Clause.Id).Take(Most)
            .Select(line => Item(line, line.Duty.BearerId == organization))];
    }

    private static WorkItem Item(DutyLine line, bool ours)
    {
        var kind = ClauseKinds.Of(line.Duty.Content.Kind).Name;
        return new WorkItem("履约", ours ? $"履行“{kind}”（{line.Period}）" : $"督促{line.Duty.Bearer.Name}履行“{kind}”（{line.Period}）",
            $"{line.Duty.Cite().Source}，{DutyWords.Show(line)}", line.Duty.Link, line.Due);
    }
}
