using System.Diagnostics;
using MediatR;
using SafeZones.Api.Platform.Auditing;

namespace SafeZones.Api.Platform.Mediation;

/// <summary>One span for each use case, under its own name.</summary>
internal sealed class TracingBehavior<TRequest, TAnswer>(AuditTrail audit) : IPipelineBehavior<TRequest, TAnswer>
    where TRequest : notnull
{
    public async Task<TAnswer> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TAnswer> next)
    {
        audit.Action = UseCase.NameOf<TRequest>.Words;
        using var activity = UseCase.Source.StartActivity(UseCase.NameOf<TRequest>.Text);
        return await next();
    }
}

/// <summary>The use case that a request belongs to: the class in whose file it is written.</summary>
internal static class UseCase
{
    public static readonly ActivitySource Source = new("SafeZones");

    internal static class NameOf<TRequest>
    {
        public static readonly string Text = (typeof(TRequest).DeclaringType ?? typeof(TRequest)).Name;

        public static readonly string Words = System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(Text);
    }
}
