using SafeZones.Api.Platform.OpenApi;

namespace SafeZones.Api.Commands;

/// <summary>Writes the documents for <c>make openapi</c>; needs no database and no settings.</summary>
internal static class OpenApiCommand
{
    public static readonly ProgramCommand Command = new(
        "openapi",
        "write the OpenAPI documents of this version into that folder",
        ["FOLDER"],
        Run);

    private static async Task<int> Run(CommandLine line)
    {
        var folder = Directory.CreateDirectory(line.Value("FOLDER"));
        foreach (var (name, content) in await DocumentFiles.Make())
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, name), content);
        }

        return 0;
    }
}
