using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Platform.OpenApi;

/// <summary>What the document says of an operation beyond what its types say; metadata of the route.</summary>
internal sealed class OperationDescription(string id, string summary, string description)
{
    /// <summary>The name of the use case in lowerCamelCase.</summary>
    public string Id { get; } = char.ToLowerInvariant(id[0]) + id[1..];

    public string Summary { get; } = summary;

    public string Description { get; } = description.ReplaceLineEndings(" ").Trim();

    /// <summary>Serialised by the API itself, so that an example cannot drift from the code.</summary>
    public object? BodyExample { get; set; }

    /// <summary>The body whose members a merge patch may hold.</summary>
    public Type? PatchedBody { get; set; }

    public object? AnswerExample { get; set; }

    /// <summary>Another representation of the same answer, for clients that accept it.</summary>
    public (string MediaType, object Example)? OtherAnswer { get; set; }

    public int SuccessStatus { get; set; } = StatusCodes.Status200OK;

    /// <summary>Optional elsewhere, required here.</summary>
    public bool NeedsIdempotencyKey { get; set; }

    /// <inheritdoc cref="NeedsIdempotencyKey"/>
    public bool NeedsAuditReason { get; set; }

    /// <summary>Problems of this operation alone; those that every operation shares are added by the document.</summary>
    public List<ProblemCode> Problems { get; } = [];
}

internal static class OperationDescriptionExtensions
{
    /// <param name="route">The route.</param>
    /// <param name="id">The use case.</param>
    /// <param name="summary">A verb and its object.</param>
    /// <param name="description">What a client should know before calling; Markdown.</param>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string id, string summary, string description) =>
        route.WithName(id).WithMetadata(new OperationDescription(id, summary, description));

    /// <summary>The body that the operation reads.</summary>
    public static RouteHandlerBuilder Takes<TBody>(
        this RouteHandlerBuilder route, TBody example, string mediaType = "application/json", params string[] orMediaTypes)
        where TBody : notnull
    {
        Change(route, description => description.BodyExample = example);
        return route.Accepts<TBody>(mediaType, orMediaTypes);
    }

    /// <summary>The file that the operation reads as it is, in any of these media types.</summary>
    public static RouteHandlerBuilder TakesFile<TFile>(
        this RouteHandlerBuilder route, string example, int bytesMax, params string[] mediaTypes)
        where TFile : notnull
    {
        Change(route, description => description.BodyExample = example);
        return route.Accepts<TFile>(mediaTypes[0], mediaTypes[1..]).WithMetadata(new RawBody(bytesMax));
    }

    /// <summary>The merge patch that the operation reads: any members of the whole body.</summary>
    public static RouteHandlerBuilder TakesPatch(this RouteHandlerBuilder route, object example, Type wholeBody)
    {
        Change(route, description =>
        {
            description.BodyExample = example;
            description.PatchedBody = wholeBody;
        });
        return route.Accepts(wholeBody, MergePatch.MediaType);
    }

    /// <summary>What the operation answers when all is well.</summary>
    public static RouteHandlerBuilder Gives<TAnswer>(this RouteHandlerBuilder route, int status, TAnswer example)
        where TAnswer : notnull
    {
        Change(route, description =>
        {
            description.AnswerExample = example;
            description.SuccessStatus = status;
        });
        return route.Produces<TAnswer>(status);
    }

    /// <summary>200 with a text in a media type of its own.</summary>
    public static RouteHandlerBuilder GivesText<TText>(this RouteHandlerBuilder route, string mediaType, string example)
    {
        Change(route, description => description.AnswerExample = example);
        return route.Produces<TText>(StatusCodes.Status200OK, mediaType);
    }

    /// <summary>The same answer in another media type, by <c>Accept</c>.</summary>
    public static RouteHandlerBuilder OrGives(this RouteHandlerBuilder route, string mediaType, object example)
    {
        Change(route, description => description.OtherAnswer = (mediaType, example));
        return route;
    }

    /// <summary>204: done, and there is nothing to say.</summary>
    public static RouteHandlerBuilder GivesNothing(this RouteHandlerBuilder route)
    {
        Change(route, description => description.SuccessStatus = StatusCodes.Status204NoContent);
        return route.Produces(StatusCodes.Status204NoContent);
    }

    /// <summary>The endpoint refuses a request without an Idempotency-Key.</summary>
    public static RouteHandlerBuilder InsistsOnIdempotencyKey(this RouteHandlerBuilder route)
    {
        Change(route, description => description.NeedsIdempotencyKey = true);
        return route;
    }

    /// <summary>The endpoint refuses a request without an X-Audit-Reason.</summary>
    public static RouteHandlerBuilder InsistsOnAuditReason(this RouteHandlerBuilder route)
    {
        Change(route, description => description.NeedsAuditReason = true);
        return route;
    }

    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params ProblemCode[] codes)
    {
        Change(route, description => description.Problems.AddRange(codes));
        return route;
    }

    private static void Change(RouteHandlerBuilder route, Action<OperationDescription> change) =>
        route.Add(endpoint => change(endpoint.Metadata.OfType<OperationDescription>().Single()));
}
