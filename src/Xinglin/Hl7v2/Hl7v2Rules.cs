namespace Xinglin.Hl7v2;

/// <summary>Parameters of the HL7 v2 interface, set under <c>Xinglin:Hl7v2</c>. No standard names these numbers; the defaults are custom among interface engines.</summary>
public sealed class Hl7v2Rules
{
    public const string Section = "Xinglin:Hl7v2";

    /// <summary>TCP port of MLLP; 0 does not listen.</summary>
    public int Port { get; set; }

    /// <summary>PEM file with the certificate chain; without it MLLP is not encrypted.</summary>
    public string Certificate { get; set; } = "";

    /// <summary>PEM file with the certificate's key; empty where it stands in the same file.</summary>
    public string CertificateKey { get; set; } = "";

    /// <summary>Folder with a subfolder for each sender, scanned for files; empty does not scan.</summary>
    public string Folder { get; set; } = "";

    /// <summary>Largest message, in MB.</summary>
    public int MostMegabytes { get; set; } = 20;

    /// <summary>What all unfinished messages may hold of memory together, in MB.</summary>
    public int BufferMegabytes { get; set; } = 200;

    /// <summary>Connections at once on a node.</summary>
    public int MostConnections { get; set; } = 200;

    /// <summary>Of them from one address.</summary>
    public int ConnectionsPerAddress { get; set; } = 20;

    /// <summary>Seconds within which a message that began must end, and an answer be taken.</summary>
    public int MessageSeconds { get; set; } = 60;

    /// <summary>Minutes after which a connection that says nothing is closed.</summary>
    public int IdleMinutes { get; set; } = 60;

    /// <summary>Days that messages are remembered; those in quarantine stay until somebody has dealt with them.</summary>
    public int KeepDays { get; set; } = 180;

    internal int MostBytes() => MostMegabytes * 1024 * 1024;
}
