using System.Diagnostics;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SafeZones.Api.Platform.Mediation;

namespace SafeZones.Api.Platform.Observability;

/// <summary>
/// Logs as one line of JSON an event, and traces, metrics and logs over OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>
/// names a collector. What leaves is ids and durations: no bodies, no query values, no SQL parameters.
/// </summary>
internal static class TelemetrySetup
{
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        // Libraries speak up when something is wrong. The host's own diagnostics would open a trace for each request,
        // also where nobody collects traces.
        builder.Logging.ClearProviders()
            .AddJsonConsole()
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("SafeZones", LogLevel.Information)
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None)
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);

        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("safezones"))
            .WithTracing(tracing => tracing
                .AddSource(UseCase.Source.Name)
                .AddAspNetCoreInstrumentation(http =>
                {
                    http.Filter = context => !context.Request.Path.StartsWithSegments("/health");
                    http.EnrichWithHttpRequest = (activity, request) => KeepSecret(activity, request.Path);
                })
                .AddNpgsql())
            .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddMeter("Npgsql", "System.Runtime"))
            .WithLogging(null, logs => logs.IncludeFormattedMessage = true)
            .UseOtlpExporter();
    }

    // The end of a feed's address is all that it takes to read what is there; that of a sticker's tells where somebody stood.
    private static readonly PathString[] Secret = ["/v1/public/calendar-feeds", "/s"];

    private static void KeepSecret(Activity activity, PathString path)
    {
        foreach (var address in Secret)
        {
            if (path.StartsWithSegments(address))
            {
                activity.SetTag("url.path", address.Value);
            }
        }
    }
}
