using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xinglin.Patients;
using Xinglin.Patients.Contract;
using Xinglin.PatientView;
using Xinglin.Platform;
using Xinglin.Platform.Database;
using Xinglin.Tests.Patients;
using Xinglin.Tests.Referrals;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.PatientView;

/// <summary>A patient with a referral under way and a link, as a phone without a sign-in would use it.</summary>
internal sealed record Own(Pair Pair, Guid Patient, Guid Referral, LinkSlip Slip)
{
    /// <summary>The last four characters of the document.</summary>
    public const string Answer = "7716";

    public TestApp App => Pair.App;
    public string Address => $"/p/{Slip.Token}";

    /// <summary>A patient of the township whom the hospital expects.</summary>
    public static async Task<Own> Build(Engine engine) => await Build(await Referred.Pair(engine));

    public static async Task<Own> Build(Pair pair, string? phone = null)
    {
        var patient = await Registered(pair, phone: phone);
        var referral = await Referred.Submitted(pair, patient);
        await Referred.Receiving(pair, pair.Receiver, desk => desk.Accept(referral.Id, new(null), Referred.Arrangement(pair.App.Time)));
        return new(pair, patient, referral.Id, await Issue(pair, pair.SenderOffice, patient));
    }

    public static Task<Guid> Registered(Pair pair, string name = "王小明", string? guardian = null, string? phone = null) => pair.App.As(pair.SenderOffice, async services =>
        (await services.GetRequiredService<RegistrationDesk>().Register(
            new PatientFacts(name, AdministrativeSex.Male, guardian is null ? Referred.Birth() : pair.App.Time.Today().AddYears(-6), IdentityKind.Other, $"A{Guid.NewGuid():n}"[..20] + Answer,
                Phone: phone ?? Referred.Phone(), GuardianName: guardian, GuardianRelation: guardian is null ? null : "父母", GuardianPhone: guardian is null ? null : "13900139000"), true)).Id);

    public static Task<LinkSlip> Issue(Pair pair, CurrentUser user, Guid patient, LinkHolder holder = LinkHolder.Patient, LinkMeans means = LinkMeans.Print) =>
        pair.App.As(user, services => services.GetRequiredService<LinkDesk>().Issue(patient, holder, means));

    public Task<LinkSlip> NewCode() => App.As(Pair.SenderOffice, services => services.GetRequiredService<LinkDesk>().NewCode(Patient, Slip.LinkId, LinkMeans.Print));

    public Task<PatientLink> Link() => App.As(CurrentUser.Program("测试"), services =>
        services.GetRequiredService<XinglinDb>().Set<PatientLink>().AsNoTracking().SingleAsync(link => link.Id == Slip.LinkId));

    /// <summary>A phone of its own: it keeps cookies and follows no redirect.</summary>
    public HttpClient Phone() => App.Client();

    public Task<HttpResponseMessage> Enter(HttpClient phone, string? code = null, string answer = Answer) =>
        phone.Submit(Address, "enter", ("Form.Code", code ?? Slip.Code), ("Form.Answer", answer));

    public async Task<HttpClient> Entered()
    {
        var phone = Phone();
        Assert.Equal("/p/my", (await Enter(phone)).RedirectsTo());
        return phone;
    }

    public static async Task<string> Text(HttpClient phone, string address)
    {
        var answer = await phone.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await Text(answer);
    }

    public static async Task<string> Text(HttpResponseMessage answer)
    {
        IHtmlDocument page = await answer.Document();
        return Regex.Replace(page.Body!.TextContent, "\\s+", " ");
    }

    /// <summary>A code that is not this one.</summary>
    public string WrongCode(int number = 0) => Enumerable.Range(number, 3).Select(each => each.ToString("000000", System.Globalization.CultureInfo.InvariantCulture)).First(code => code != Slip.Code);
}
