using Xinglin.Results.Contract;

namespace Xinglin.Hl7v2.Translation;

/// <summary>What the codes of HL7's tables mean for a report.</summary>
internal static class Tables
{
    /// <summary>Table 0074 (diagnostic service section), OBR-24. Empty is a laboratory.</summary>
    public static ReportKind? Kind(string? section) => section?.ToUpperInvariant() switch
    {
        null or "LAB" or "CH" or "HM" or "IMM" or "SR" or "BLB" or "BG" or "TX" or "UR" or "GE" or "ICU" or "NCL" or "TOX" or "OTH" => ReportKind.Laboratory,
        "MB" or "MCB" or "MYC" or "VR" or "PAR" => ReportKind.Microbiology,
        "RAD" or "RX" or "RUS" or "CT" or "CTH" or "NMR" or "NMS" or "NRS" or "XRC" or "CUS" or "OUS" or "VUS" or "US" or "MR" or "DX" or "IMG" or "ES" => ReportKind.Imaging,
        "EC" or "ECG" or "EKG" => ReportKind.Ecg,
        "SP" or "CP" or "PAT" or "PTH" => ReportKind.Pathology,
        _ => null
    };

    /// <summary>Table 0078 (abnormal flags), OBX-8. What is beyond the panic limits is critical.</summary>
    public static ResultFlag Flag(string? flag) => flag?.ToUpperInvariant() switch
    {
        "N" => ResultFlag.Normal,
        "L" or "<" => ResultFlag.Low,
        "H" or ">" => ResultFlag.High,
        "A" => ResultFlag.Abnormal,
        "LL" or "HH" or "AA" => ResultFlag.Critical,
        _ => ResultFlag.Unknown
    };

    /// <summary>The part of table 0078 that speaks of an organism's susceptibility: S, I or R; null for the others.</summary>
    public static string? Susceptibility(string? flag) => flag?.ToUpperInvariant() switch
    {
        "S" or "VS" => "S",
        "I" or "MS" => "I",
        "R" => "R",
        _ => null
    };

    /// <summary>Table 0123 (result status), OBR-25. Only final and corrected results are reports; the others announce or cancel.</summary>
    public static OrderStatus? Status(string? status) => status?.ToUpperInvariant() switch
    {
        "F" => OrderStatus.Final,
        "C" => OrderStatus.Corrected,
        "X" => OrderStatus.Cancelled,
        "P" or "R" or "S" or "A" or "I" or "O" or "Y" or "Z" => OrderStatus.NotFinal,
        _ => null
    };
}

internal enum OrderStatus { Final, Corrected, Cancelled, NotFinal }
