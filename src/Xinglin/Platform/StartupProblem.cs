namespace Xinglin.Platform;

/// <summary>Why the program cannot start or a command cannot run: one Chinese line for whoever operates it, without a stack trace.</summary>
public sealed class StartupProblem(string message, Exception? cause = null) : Exception(message, cause);
