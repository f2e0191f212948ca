namespace SafeZones.Api.Platform.OpenApi;

/// <summary>What the JSON of a member or type looks like where its C# type does not tell, such as JSON that passes through.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class JsonShapeAttribute(Type shape) : Attribute
{
    public Type Shape { get; } = shape;
}
