namespace Xinglin.Agreements.Contract;

/// <summary>How strongly a clause binds, strongest first.</summary>
public enum Modality { Shall, Actively, May, Progressive, Conditional }

public static class Modalities
{
    /// <summary>Permissions and what is to be done step by step or where conditions allow: no promise that somebody can rely on without asking.</summary>
    public static bool IsSoft(this Modality modality) => modality is Modality.May or Modality.Progressive or Modality.Conditional;
}
