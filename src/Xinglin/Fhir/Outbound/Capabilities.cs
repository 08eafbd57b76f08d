using Hl7.Fhir.Model;
using Type = Hl7.Fhir.Model.SearchParamType;

namespace Xinglin.Fhir.Outbound;

/// <summary>What <c>/fhir</c> really does (FHIR R4 §5.2).</summary>
internal static class Capabilities
{
    public static CapabilityStatement Statement(string address, DateOnly today) => new()
    {
        Status = PublicationStatus.Active,
        Date = today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        Kind = CapabilityStatementKind.Instance,
        Implementation = new() { Description = "杏林：检查检验报告", Url = address },
        FhirVersion = FHIRVersion.N4_0_1,
        Format = ["application/fhir+json"],
        Rest =
        [
            new()
            {
                Mode = CapabilityStatement.RestfulCapabilityMode.Server,
                Security = new() { Cors = false, Description = "接口客户端密钥（Authorization: Bearer），接口范围 fhir。" },
                Interaction = [new() { Code = CapabilityStatement.SystemRestfulInteraction.Transaction }, new() { Code = CapabilityStatement.SystemRestfulInteraction.Batch }],
                Resource =
                [
                    new()
                    {
                        Type = "DiagnosticReport",
                        Interaction = [Can(CapabilityStatement.TypeRestfulInteraction.Read), Can(CapabilityStatement.TypeRestfulInteraction.Create), Can(CapabilityStatement.TypeRestfulInteraction.Update), Can(CapabilityStatement.TypeRestfulInteraction.SearchType)],
                        Versioning = CapabilityStatement.ResourceVersionPolicy.NoVersion,
                        UpdateCreate = false,
                        ConditionalCreate = false,
                        Documentation = "创建和更新都按 identifier（本机构报告号）识别报告并幂等，不按资源 id；amended、corrected、appended 为下一版，entered-in-error、cancelled 为作废。",
                        SearchParam = [.. Searches(), new() { Name = "category", Type = Type.Token }]
                    },
                    new() { Type = "Observation", Interaction = [Can(CapabilityStatement.TypeRestfulInteraction.SearchType)], SearchParam = [.. Searches(), new() { Name = "code", Type = Type.Token }] }
                ]
            }
        ]
    };

    private static List<CapabilityStatement.SearchParamComponent> Searches() =>
        [new() { Name = "patient", Type = Type.Reference, Documentation = "本系统的患者编号，或 patient.identifier" }, new() { Name = "date", Type = Type.Date }];

    private static CapabilityStatement.ResourceInteractionComponent Can(CapabilityStatement.TypeRestfulInteraction interaction) => new() { Code = interaction };
}
