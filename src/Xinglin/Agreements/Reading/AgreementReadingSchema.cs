namespace Xinglin.Agreements.Reading;

/// <summary>The JSON Schema (draft 07) of <see cref="AgreementReading"/> as the command line and the API print it.</summary>
public static class AgreementReadingSchema
{
    private const string Resource = "Xinglin.Agreements.Reading.agreement-reading.schema.json";

    public static string Json { get; } = Load();

    private static string Load()
    {
        using var stream = typeof(AgreementReadingSchema).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is not part of the build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
