namespace SafeZones.Api.Platform.Printing;

/// <summary>
/// What is to be printed: areas of ink, each over those before it. Everything is an outline, text too, so that it looks the same
/// everywhere.
/// </summary>
internal sealed class Drawing
{
    private readonly List<(Ink Ink, Outline Outline)> areas = [];

    public IReadOnlyList<(Ink Ink, Outline Outline)> Areas => areas;

    public void Fill(Ink ink, Outline outline)
    {
        if (!outline.IsEmpty)
        {
            areas.Add((ink, outline));
        }
    }
}

/// <summary>A rectangle in millimetres, from the top left.</summary>
internal readonly record struct Box(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public Box Inset(double by) => new(X + by, Y + by, Width - (2 * by), Height - (2 * by));
}
