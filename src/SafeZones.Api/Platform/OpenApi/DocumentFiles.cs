using Microsoft.OpenApi;

namespace SafeZones.Api.Platform.OpenApi;

/// <summary>
/// The documents as files under version control. They are made without a database: only of what the routes say.
/// </summary>
internal static class DocumentFiles
{
    private static readonly (string Name, OpenApiSpecVersion Version)[] Files =
    [
        ("safezones.v1.json", OpenApiSpecVersion.OpenApi3_1),
        ("safezones.v1.oas30.json", OpenApiSpecVersion.OpenApi3_0),
    ];

    // The same on every machine, whatever its settings are. Nothing connects, opens or signs with these.
    private static readonly string[] Settings =
    [
        "--SafeZones:PublicUrl=http://127.0.0.1:8080",
        $"--SafeZones:MasterKey={Convert.ToBase64String(new byte[32])}",
        "--ConnectionStrings:App=Host=none",
        "--ConnectionStrings:Platform=Host=none",
    ];

    /// <summary>Each file's name and content.</summary>
    public static async Task<IReadOnlyList<(string Name, byte[] Content)>> Make()
    {
        await using var app = Installation.Assemble(Settings);
        var files = new List<(string, byte[])>();
        foreach (var (name, version) in Files)
        {
            files.Add((name, await DocumentRoutes.Write(app, version)));
        }

        return files;
    }
}
