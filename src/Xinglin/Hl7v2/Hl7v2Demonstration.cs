using System.Net;
using System.Text;
using Xinglin.Directory.Contract;
using Xinglin.Hl7v2.Messages;
using Xinglin.Hl7v2.Parsing;
using Xinglin.Hl7v2.Senders;
using Xinglin.Patients.Contract;
using Xinglin.Platform;

namespace Xinglin.Hl7v2;

/// <summary>A laboratory system of the demonstration's consortium: some messages taken, two in quarantine, one caller that nobody knows.</summary>
internal sealed class Hl7v2Demonstration(IDirectory directory, IServiceScopeFactory scopes, MessageReceiver receiver, TimeProvider time) : IDemonstration
{
    private const string House = "云川市中医医院";

    public int Order => 65;

    public async Task Load(IServiceProvider services, CancellationToken ct)
    {
        var house = (await directory.FindByName(House, ct))!;
        var administrator = new CurrentUser(Guid.CreateVersion7(), "系统管理员（演示）", house.Id, house.Name, new HashSet<string> { Role.SystemAdministrator });
        await scopes.As(administrator, part => part.GetRequiredService<SenderDesk>().Register(house.Id,
            new SenderFacts("云川市中医医院 LIS", "YCLIS", "YCZYYY", "检验科", SenderCharset.Gb18030, ["127.0.0.1", "10.20.3.0/24"], "yunchuan-lis"), ct));
        var technician = new CurrentUser(Guid.CreateVersion7(), "检验技师（演示）", house.Id, house.Name, new HashSet<string> { Role.Diagnostics });
        var patients = (await scopes.As(technician, part => part.GetRequiredService<IPatients>().Find("P20", 80, ct))).Where(patient => patient.OrganizationId == house.Id).Take(4).ToList();
        var from = new Origin("MLLP", IPAddress.Loopback);
        foreach (var (index, patient) in patients.Index()) await Send(Blood(index, patient.Number, patient.Name, "6.1"), from, ct);
        await Send(Blood(90, "P2026-999999", "周晓月", "7.4"), from, ct);
        await Send(Blood(91, patients[0].Number, patients[0].Name, "待复查"), from, ct);
        await Send(Blood(92, patients[0].Number, patients[0].Name, "5.0").Replace("YCLIS", "YCPACS", StringComparison.Ordinal), from, ct);
    }

    private Task Send(string message, Origin from, CancellationToken ct) => receiver.Receive(Charset.Gb18030.GetBytes(message), from, ct);

    private string Blood(int number, string patient, string name, string value)
    {
        var at = time.Now().AddMinutes(-200 + Math.Min(number, 20));
        var (sampled, reported) = (Hl7Time.Write(at), Hl7Time.Write(at.AddMinutes(70)));
        return new StringBuilder()
            .Append($"MSH|^~\\&|YCLIS|YCZYYY|XINGLIN|YUNCHUAN|{reported}||ORU^R01|DEMO{number:0000}|P|2.4|||||CHN|GB 18030-2000\r")
            .Append($"PID|1||{patient}^^^YCZYYY^PI||{name}\r")
            .Append($"OBR|1||YC{number:00000}|CBC^血常规|||{sampled}||||||||BLD&全血|^李医师||||||{reported}||HM|F\r")
            .Append($"OBX|1|NM|WBC^白细胞||{value}|10\\S\\9/L|3.5-9.5|N|||F\r")
            .Append("OBX|2|NM|HGB^血红蛋白||138|g/L|130-175|N|||F\r").ToString();
    }
}
