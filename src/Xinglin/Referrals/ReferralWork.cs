using Xinglin.Platform;

namespace Xinglin.Referrals;

/// <summary>The start page's lines: what waits for this person, and for medical affairs what is late.</summary>
internal sealed class ReferralWork(ReferralList list) : IWorkSource
{
    private const int Most = 20;

    public async Task<IReadOnlyList<WorkItem>> WaitingFor(CurrentUser user, CancellationToken ct)
    {
        if (user.OrganizationId is null || !user.IsAny(ReferralStore.Readers)) return [];
        return [.. (await list.Find(new ReferralFilter(), ct)).Take(Most).Select(row => new WorkItem("转诊",
            $"{Todo(row)}：{row.PatientName}（{row.Sex}，{row.Age}）",
            $"{row.Direction.Show()} {row.Number} · {row.FromName} → {row.ToName}{(row.Urgency == ReferralUrgency.Routine ? "" : $" · {row.Urgency.Show()}")}",
            $"/referrals/{row.Id}", row.DueAt is { } due ? ChinaTime.DateIn(due) : null))];
    }

    private static string Todo(ReferralRow row) => row.State switch
    {
        ReferralState.Draft => "完成并提交转诊单",
        ReferralState.InReview => "审核转诊单",
        ReferralState.Submitted => "受理转诊",
        ReferralState.InfoWanted => "补充资料",
        ReferralState.Advised => "处理对方的诊疗建议",
        ReferralState.Refused => "对方不接收，请另作安排",
        ReferralState.Accepted => "通知患者并确认出发",
        ReferralState.InTransit => "等候到诊",
        ReferralState.NotArrived => "联系未到诊的患者",
        ReferralState.Arrived => "接诊",
        ReferralState.InCare => "完成诊疗或转回基层",
        ReferralState.Completed => "确认收到诊疗结果",
        _ => "随访"
    };
}

/// <summary>Finds referrals by number, the patient's name or its initials.</summary>
internal sealed class ReferralSearch(ReferralList list) : ISearchSource
{
    public async Task<IReadOnlyList<SearchHit>> Search(string text, CurrentUser user, int limit, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(text) || user.OrganizationId is null) return [];
        return [.. (await list.Find(new ReferralFilter(ReferralView.All, text), ct)).Take(limit).Select(row => new SearchHit(
            "转诊", $"{row.PatientName} {row.Direction.Show()}", $"{row.Number} · {row.FromName} → {row.ToName} · {row.State.Show()}", $"/referrals/{row.Id}"))];
    }
}
