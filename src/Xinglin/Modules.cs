using System.CommandLine;
using Xinglin.Agreements;
using Xinglin.Audit;
using Xinglin.Directory;
using Xinglin.Fhir;
using Xinglin.Hl7v2;
using Xinglin.Identity;
using Xinglin.Patients;
using Xinglin.PatientView;
using Xinglin.Platform.CommandLine;
using Xinglin.Referrals;
using Xinglin.Results;
using Xinglin.Terminology;
using Xinglin.Webhooks;

namespace Xinglin;

/// <summary>
/// A room of the house. A module touches another only through that one's <c>Contract</c> namespace and only if it is listed in
/// <paramref name="MayUse"/>; Platform and Web.Components are open to all. An architecture test holds the compiled assembly to this table.
/// </summary>
public sealed record Module(
    string Name, string[] MayUse, Action<IServiceCollection, IConfiguration>? AddServices = null, Action<WebApplication>? MapEndpoints = null,
    Func<CommandHost, IEnumerable<Command>>? Commands = null);

public static class Modules
{
    public static readonly IReadOnlyList<Module> All =
    [
        new("Directory", [], DirectoryModule.AddServices, DirectoryModule.MapEndpoints),
        new("Audit", ["Directory"], AuditModule.AddServices, AuditModule.MapEndpoints, AuditCommands.Create),
        new("Identity", ["Directory"], IdentityModule.AddServices, IdentityModule.MapEndpoints, IdentityCommands.Create),
        new("Agreements", ["Directory", "Identity"], AgreementsModule.AddServices, AgreementsModule.MapEndpoints, _ => [ReadCommand.Create()]),
        new("Patients", ["Directory", "Identity", "Audit"], PatientsModule.AddServices, PatientsModule.MapEndpoints, PatientCommands.Create),
        new("Results", ["Directory", "Identity", "Agreements", "Patients"], ResultsModule.AddServices, ResultsModule.MapEndpoints),
        new("Hl7v2", ["Directory", "Patients", "Results"], Hl7v2Module.AddServices, Hl7v2Module.MapEndpoints),
        new("Fhir", ["Results", "Patients", "Identity"], FhirModule.AddServices, FhirModule.MapEndpoints),
        new("Terminology", [], TerminologyModule.AddServices, TerminologyModule.MapEndpoints, TerminologyCommands.Create),
        new("Referrals", ["Directory", "Identity", "Agreements", "Patients", "Results", "Terminology"], ReferralsModule.AddServices, ReferralsModule.MapEndpoints),
        new("PatientView", ["Directory", "Identity", "Audit", "Patients", "Referrals", "Results"], PatientViewModule.AddServices, PatientViewModule.MapEndpoints),
        new("Webhooks", ["Directory"], WebhooksModule.AddServices, WebhooksModule.MapEndpoints)
    ];
}
