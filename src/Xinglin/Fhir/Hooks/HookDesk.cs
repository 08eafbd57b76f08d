using Hl7.Fhir.Model;
using Xinglin.Fhir.Inbound;
using Xinglin.Identity.Contract;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Results.Contract;

namespace Xinglin.Fhir.Hooks;

/// <summary>Answers at the moment of ordering. The check is kept under the client, with the practitioner whom it names; so is what the doctor decides.</summary>
internal sealed class HookDesk(XinglinDb db, IPatients patients, IOrderAdvice advice, IAccounts accounts, CurrentUser user, IServiceScopeFactory scopes, PublicAddress address, TimeProvider time)
{
    public const string Select = "xinglin-order-select";
    public const string Sign = "xinglin-order-sign";
    private const int MostOrders = 50;

    /// <returns>Null where neither the context nor the prefetch tells who the patient is (412).</returns>
    /// <exception cref="Refused">The request cannot be read.</exception>
    public async Task<HookAnswer?> Answer(string service, HookRequest request, CancellationToken ct)
    {
        var hook = service == Select ? "order-select" : "order-sign";
        if (request.Hook != hook) throw Bad($"该服务只回答 {hook}。");
        if (!Guid.TryParse(request.HookInstance, out _)) throw Bad("hookInstance 须为 UUID。");
        if (DraftOrders.Text(request.Context, "patientId") is not { Length: > 0 } patientId) throw Bad("context 须有 patientId。");
        if (DraftOrders.Text(request.Context, "userId") is not { Length: > 0 } userId) throw Bad("context 须有 userId。");
        if (DraftOrders.Resource(request.Context, "draftOrders") is not Bundle drafts) throw Bad("context.draftOrders 须为 FHIR R4 的 Bundle。");
        var selections = service == Select ? DraftOrders.Selections(request.Context) ?? throw Bad("order-select 的 context 须有 selections。") : null;
        var orders = DraftOrders.Of(drafts, selections);
        if (orders.Count > MostOrders) throw Bad($"一次最多 {MostOrders} 项申请。");

        var own = Guid.TryParse(patientId.Split('/')[^1], out var id) ? id : (Guid?)null;
        var (_, numbers) = PatientKeys.Of(null, DraftOrders.Resource(request.Prefetch, "patient") as Patient);
        if (await Patient(own, numbers, ct) is not { } patient) return numbers.Count == 0 ? null : new HookAnswer([]);
        return await scopes.As(user with { Name = await Named(userId, request, ct) }, services => Ask(services, patient.Id, orders, ct));
    }

    /// <summary>What the doctor did with a card becomes his decision. The same again changes nothing.</summary>
    /// <exception cref="Refused">No such card; another decision was kept before; a reason is missing.</exception>
    public async System.Threading.Tasks.Task Hear(CardFeedback feedback, CancellationToken ct)
    {
        var card = Guid.TryParse(feedback.Card, out var id) ? await db.FindAsync<ShownCard>([id], ct) : null;
        if (card is null || card.OrganizationId != user.Organization || card.ClientId != user.UserId) throw Refused.NotFound("这张卡片");
        if (card.Items.Count == 0) return;
        var (decided, reason) = feedback.Outcome switch
        {
            "accepted" => ("accepted", (string?)null),
            "overridden" when feedback.OverrideReason?.Reason?.Code is { Length: > 0 and <= 8 } code => (code, code),
            "overridden" => throw Bad("不采用已有结果时须有 overrideReason.reason（R1 至 R6，或卡片所列的本地代码）。"),
            _ => throw Bad("outcome 须为 accepted 或 overridden。")
        };
        if (card.Decided == decided) return;
        if (card.Decided is not null) throw new Refused(RefusalKind.Conflict, "result.order-decided", "这张卡片已经作过另一个决定，决定不能更改。", "需要改变时请重新开单查询。");
        await using var transaction = await JoinedTransaction.Begin(db, ct);
        await advice.Decide(card.PatientId, card.CheckId, [.. card.Items.Select(item => new OrderDecisionIn(item, reason is null, reason, feedback.OverrideReason?.UserComment, feedback.Extension?.Told == true))], ct);
        card.Decided = decided;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task<HookAnswer> Ask(IServiceProvider services, Guid patient, IReadOnlyList<DraftOrder> orders, CancellationToken ct)
    {
        var (named, kept) = (services.GetRequiredService<IOrderAdvice>(), services.GetRequiredService<XinglinDb>());
        var meant = new List<(DraftOrder Order, IReadOnlyList<string> Items)>();
        foreach (var order in orders)
            if (await named.Meant(order.Codes, ct) is { Count: > 0 } items) meant.Add((order, items));
        if (meant.Count == 0) return new HookAnswer([]);
        var answer = await named.Ask(new OrderQuestion(patient, [.. meant.SelectMany(each => each.Items).Distinct()]), ct);
        var (cards, shown, now, words) = (new List<Card>(), new HashSet<string>(), time.Now(), new Cards(address, named.Reasons));
        foreach (var (order, codes) in meant)
        {
            List<ItemAnswer> items = [.. answer.Items.Where(item => codes.Contains(item.Code))];
            // An item that two orders hold is decided once, on the first card.
            List<string> standing = [.. items.Where(item => item.Standing == Standing.Stands).Select(item => item.Code).Where(shown.Add)];
            var id = Guid.CreateVersion7(now);
            cards.Add(standing.Count > 0 ? words.Standing(id, order, answer, items) : words.NotStanding(id, order, answer, items));
            kept.Add(new ShownCard(id, user.Organization, user.UserId!.Value, patient, answer.CheckId, standing, now));
        }

        await kept.SaveChangesAsync(ct);
        return new HookAnswer(cards);
    }

    private async Task<PatientRef?> Patient(Guid? own, IReadOnlyList<string> numbers, CancellationToken ct)
    {
        try
        {
            return await patients.Find(own, numbers, ct);
        }
        catch (Refused)
        {
            // The doctor is not to be held up by a patient whom the consortium does not know.
            return null;
        }
    }

    /// <summary>A person of this program where the id is his, else the name that the prefetch gives, else the id as it came; the program cannot check the last two.</summary>
    private async Task<string> Named(string userId, HookRequest request, CancellationToken ct)
    {
        if (user.OnBehalfOf is not null) return user.Name;
        var id = userId.Split('/')[^1];
        var person = Guid.TryParse(id, out var known) && (await accounts.In(user.Organization, Role.Physician, ct)).FirstOrDefault(each => each.Id == known) is { } found ? found.DisplayName
            : (DraftOrders.Resource(request.Prefetch, "user") as Practitioner)?.Name.FirstOrDefault().Words() ?? id;
        return $"{user.Name}（代 {(person.Length > 40 ? person[..40] : person)}）";
    }

    private static Refused Bad(string words) => new(RefusalKind.Invalid, "cds.request", words, "请核对 CDS Hooks 2.0 的请求格式和 docs/api.md。");
}
