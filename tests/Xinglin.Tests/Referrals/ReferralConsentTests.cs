using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Patients;
using Xinglin.Patients.Contract;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Platform.Files;
using Xinglin.Referrals;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Referrals;

/// <summary>The consent that is recorded together with a referral.</summary>
public class ReferralConsentTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    [Theory, EveryDatabase]
    public async Task Whoever_signs_must_have_been_told_before(Engine engine)
    {
        var (pair, patient, address) = await Begun(engine);
        var client = pair.App.Client(pair.Sender);
        var refused = await (await client.Submit(address, "referral", [.. ReferralPageTests.Typed("胸闷三天").Where(field => field.Name != "Form.Informed"), ("decision", "submit")])).Document();
        Assert.Contains("尚未确认已向患者告知", refused.Body!.TextContent);
        Assert.Empty(await Consents(pair, patient));

        var draft = await Referred.Sending(pair, pair.Sender, desk => desk.Draft(Referred.Draft(patient, pair.Hospital)));
        var silent = await Assert.ThrowsAsync<Refused>(() => Referred.Sending(pair, pair.Sender, desk => desk.Submit(draft.Id, new ActWords(null), Referred.Consent with { Informed = false })));
        Assert.Equal("consent.not-informed", silent.Code);
    }

    [Theory, EveryDatabase]
    public async Task The_signed_paper_and_its_last_day_are_kept_with_the_consent(Engine engine)
    {
        var (pair, patient, address) = await Begun(engine);
        var client = pair.App.Client(pair.Sender);
        var until = pair.App.Time.Today().AddDays(60);
        var done = await client.Upload(address, "referral", "scan", "同意书.png", Png,
            [.. ReferralPageTests.Typed("胸闷三天"), ("Form.ConsentUntil", ChinaTime.Show(until)), ("decision", "submit")]);

        var page = await client.Page(done.RedirectsTo());
        Assert.Contains("待接收方受理", page.Body!.TextContent);
        Assert.Contains($"至 {ChinaTime.Show(until)}", page.Body.TextContent);
        var consent = Assert.Single(await Consents(pair, patient));
        Assert.Equal((until, ConsentMeans.Paper, true), (consent.Until, consent.Means, consent.Informed));
        Assert.Equal(Png, await client.GetByteArrayAsync($"/patients/{patient}/consents/{consent.Id}/scan"));
    }

    [Theory, EveryDatabase]
    public async Task A_scan_that_is_none_leaves_a_draft_and_no_file(Engine engine)
    {
        var (pair, patient, address) = await Begun(engine);
        var name = $"同意书{Guid.NewGuid():n}.pdf";
        var refused = await (await pair.App.Client(pair.Sender).Upload(address, "referral", "scan", name, "MZ\u0090 not a paper"u8.ToArray(), [.. ReferralPageTests.Typed("胸闷三天"), ("decision", "submit")])).Document();
        Assert.Contains("文件内容不是允许的类型", refused.Body!.TextContent);
        Assert.Contains("已存为草稿", refused.Body.TextContent);
        Assert.Empty(await Consents(pair, patient));
        Assert.False(await pair.App.As(pair.Sender, services => services.GetRequiredService<XinglinDb>().Set<StoredFile>().AnyAsync(file => file.Name == name)));
    }

    private static async Task<(Pair, Guid Patient, string Address)> Begun(Engine engine)
    {
        var pair = await Referred.Pair(engine);
        var patient = await Referred.Patient(pair.App, pair.Township);
        return (pair, patient, $"/referrals/new?patient={patient}&to={pair.Hospital.Id}&direction=up");
    }

    private static Task<IReadOnlyList<Consent>> Consents(Pair pair, Guid patient) => pair.App.As(pair.Sender, services => services.GetRequiredService<ConsentStore>().Of(patient));
}
