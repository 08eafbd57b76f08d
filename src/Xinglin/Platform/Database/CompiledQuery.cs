namespace Xinglin.Platform.Database;

/// <summary>
/// A query whose tree is put together and translated once, and not at each call, which takes longer than the engine's answer to a small one.
/// Each engine has a model of its own, and a compiled query belongs to one model.
/// </summary>
/// <param name="compile">Calls <c>EF.CompileAsyncQuery</c>; what the query depends on are its parameters.</param>
internal sealed class CompiledQuery<TQuery>(Func<TQuery> compile) where TQuery : Delegate
{
    private readonly TQuery sqlite = compile(), postgres = compile();

    public TQuery On(XinglinDb db) => db is PostgresXinglinDb ? postgres : sqlite;
}
