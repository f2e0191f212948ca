using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace SafeZones.Api.Platform.Http;

/// <summary>
/// Marks a route whose answers travel compressed. Only those that are the same for everybody, or for whoever has the secret that is
/// their address: where a secret stands beside what a stranger may choose, the length of the compressed answer gives it away (BREACH).
/// </summary>
internal sealed class Compressed
{
    public static void AddTo(IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.Providers.Add<GzipCompressionProvider>();
        });
        // Caches ask once a minute; phones pay for each byte.
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
    }

    public static void Use(IApplicationBuilder app) => app.UseWhen(
        context => context.GetEndpoint()?.Metadata.GetMetadata<Compressed>() is not null,
        branch => branch.UseResponseCompression());
}
