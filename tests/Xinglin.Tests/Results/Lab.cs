using Microsoft.Extensions.DependencyInjection;
using Xinglin.Platform;
using Xinglin.Results.Contract;
using Xinglin.Results.Items;
using Xinglin.Results.Reports;
using Xinglin.Tests.Agreements;
using Xinglin.Tests.Referrals;
using Xinglin.Tests.Support;

namespace Xinglin.Tests.Results;

/// <summary>Laboratories of tests: reports handed in at the real desk, local codes with their meaning.</summary>
internal static class Lab
{
    private static int counter;

    public static CurrentUser Technician(House house) => house.Person(Role.Diagnostics);

    public static string Number() => $"R{Interlocked.Increment(ref counter):000000}-{Guid.NewGuid().ToString("n")[..6]}";

    /// <summary>A blood count of three values, sampled some hours ago.</summary>
    public static ReportIn BloodCount(TestApp app, Guid patient, string? number = null, decimal wbc = 6.1m, decimal hgb = 140, decimal hoursAgo = 5, string name = "王小明", int edition = 1, string? reason = null)
    {
        var sampled = app.Time.Now().AddHours(-(double)hoursAgo);
        return new ReportIn(number ?? Number(), edition, patient, null, name, ReportKind.Laboratory, "血常规", "检验科", sampled, null, sampled.AddHours(1),
            [new ValueIn("L-WBC", "白细胞", $"{wbc}", "10^9/L", "3.5-9.5"), new ValueIn("L-HGB", "血红蛋白", $"{hgb}", "g/L", "130-175"), new ValueIn("L-XYZ", "自编项目", "12", "U")],
            "全血", "仪器法", null, "李医师", "张检验", "赵审核", Reason: reason);
    }

    public static Task<ReportReceipt> Receive(TestApp app, CurrentUser user, ReportIn report) => app.As(user, services => services.GetRequiredService<IResultIntake>().Receive(report));

    public static Task<ReportReceipt> Void(TestApp app, CurrentUser user, string number, DateTimeOffset? at = null) =>
        app.As(user, services => services.GetRequiredService<IResultIntake>().Void(number, "标本溶血", at));

    public static Task<(OpenReport Report, ResultPurpose Purpose, Xinglin.Patients.Contract.PatientRef? Patient)> Open(TestApp app, CurrentUser user, ReportReceipt receipt) =>
        app.As(user, services => services.GetRequiredService<ReportStore>().Open(receipt.PatientId, receipt.ReportId, "测试"));

    /// <summary>Two people say what a local code means.</summary>
    public static async Task Map(TestApp app, House house, params (string Local, string Name, string Item)[] codes)
    {
        var (one, other) = (Technician(house), Technician(house));
        foreach (var (local, name, item) in codes)
        {
            var mapping = await app.As(one, services => services.GetRequiredService<MappingDesk>().Propose(local, name, item));
            await app.As(other, services => services.GetRequiredService<MappingDesk>().Approve(mapping.Id, mapping.Version));
        }
    }

    public static Task MapBlood(TestApp app, House house) => Map(app, house, ("L-WBC", "白细胞", "CBC-WBC"), ("L-HGB", "血红蛋白", "CBC-HGB"));

    public static async Task<(TestApp App, House House, Guid Patient)> One(Engine engine)
    {
        var app = await TestApp.Shared(engine);
        var house = await Agreed.House(app, "检验医院");
        return (app, house, await Referred.Patient(app, house));
    }
}
