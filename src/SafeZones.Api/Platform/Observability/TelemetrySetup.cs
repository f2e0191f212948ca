using System.Diagnostics;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SafeZones.Api.Platform.Http;
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
        // also where nobody collects traces. The framework writes addresses into its finer lines, and some of ours are secrets: it
        // keeps quiet however much of the rest is asked for.
        builder.Logging.ClearProviders()
            .AddJsonConsole()
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("SafeZones", LogLevel.Information)
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
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

    private static void KeepSecret(Activity activity, PathString path)
    {
        if (SecretPaths.Shown(path) is var shown && shown != path)
        {
            activity.SetTag("url.path", shown.Value);
        }
    }
}
