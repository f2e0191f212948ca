using System.Diagnostics;
using MediatR;

namespace SafeZones.Api.Platform.Mediation;

/// <summary>One span for each use case, under its own name, where somebody listens.</summary>
internal sealed class TracingBehavior<TRequest, TAnswer> : IPipelineBehavior<TRequest, TAnswer>
    where TRequest : notnull
{
    public Task<TAnswer> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TAnswer> next) =>
        UseCase.Source.StartActivity(UseCase.NameOf<TRequest>.Text) is { } activity ? Within(activity, next) : next();

    private static async Task<TAnswer> Within(Activity activity, RequestHandlerDelegate<TAnswer> next)
    {
        using (activity)
        {
            return await next();
        }
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
