namespace Xinglin.Platform.CommandLine;

/// <summary>Progress that is shown at once and in order, where the framework's own would come later from another thread.</summary>
internal sealed class Now<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
