namespace SafeZones.Bench;

/// <summary>Where the project lies, and what it keeps to itself.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>A file in <c>.local</c>.</summary>
    public static string Local(string name) => Path.Combine(Directory.CreateDirectory(Path.Combine(Root, ".local")).FullName, name);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SafeZones.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new CannotMeasure("The benchmark does not lie in the repository.");
    }
}
