using Xinglin.Agreements.Contract;
using Xinglin.Platform;

namespace Xinglin.Agreements.Duties;

/// <summary>What the person's house must keep soon or is late with, under agreements in force and after their end where the duty outlives them, a line for each duty, and, for the consortium office, what others are late with towards it.</summary>
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
            .GroupBy(line => (line.Duty.Clause.Id, line.Duty.BearerId))
            .Select(duty => (First: duty.MinBy(line => line.Due)!, Count: duty.Count()))
            .OrderBy(duty => duty.First.Due).ThenBy(duty => duty.First.Duty.Clause.Id).Take(Most)
            .Select(duty => Item(duty.First, duty.Count, duty.First.Duty.BearerId == organization))];
    }

    /// <param name="count">Occurrences of the duty that are open; the first one gives its day.</param>
    private static WorkItem Item(DutyLine line, int count, bool ours)
    {
        var kind = ClauseKinds.Of(line.Duty.Content.Kind).Name;
        return new WorkItem("履约", ours ? $"履行“{kind}”（{line.Period}）" : $"督促{line.Duty.Bearer.Name}履行“{kind}”（{line.Period}）",
            $"{line.Duty.Cite().Source}，{DutyWords.Show(line)}{(count > 1 ? $"，连同其后共 {count} 期" : "")}", line.Duty.Link, line.Due);
    }
}
