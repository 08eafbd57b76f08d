namespace Xinglin.PatientView;

/// <summary>
/// Parameters of the patient's own view, set under <c>Xinglin:PatientView</c>. No law gives numbers for them; 个人信息保护法 第五十一条 asks for
/// measures that fit the risk. The defaults are this program's custom: a slip is used within days, a code on a phone within minutes.
/// </summary>
public sealed class PatientViewRules
{
    public const string Section = "Xinglin:PatientView";

    /// <summary>Days that a link lives.</summary>
    public int LinkDays { get; set; } = 30;

    /// <summary>Hours that the code given with a link, on the slip or by message, may be used: it must outlast the way home.</summary>
    public int CodeHours { get; set; } = 72;

    /// <summary>Minutes that a code may be used which the patient had sent to the own phone just now.</summary>
    public int FreshCodeMinutes { get; set; } = 15;

    /// <summary>How many codes a patient may have sent in a day.</summary>
    public int CodesPerDay { get; set; } = 5;

    /// <summary>Wrong tries that lock a link.</summary>
    public int LockAfter { get; set; } = 5;

    /// <summary>Minutes after which a patient must enter a new code, in use or not.</summary>
    public int SessionMinutes { get; set; } = 30;

    /// <summary>Requests to open a link from one network address in a minute; a mobile network lets many people share one.</summary>
    public int AttemptsPerMinute { get; set; } = 60;
}
