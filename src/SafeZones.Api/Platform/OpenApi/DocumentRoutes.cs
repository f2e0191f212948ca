using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Problems;
using SafeZones.Api.Platform.Settings;

namespace SafeZones.Api.Platform.OpenApi;

/// <summary>The document in both versions, and a page to read and try it.</summary>
internal static class DocumentRoutes
{
    /// <param name="routes">The whole application: what is mapped on it is what the document describes.</param>
    public static void MapDocument(this IEndpointRouteBuilder routes)
    {
        Map(routes, "/openapi/v1.json", OpenApiSpecVersion.OpenApi3_1);
        Map(routes, "/openapi/v1.oas30.json", OpenApiSpecVersion.OpenApi3_0);
    }

    /// <summary>Swagger UI. "Authorize" takes a pasted token, or a service account's id and secret.</summary>
    public static void MapDocumentPage(this IEndpointRouteBuilder routes)
    {
        var address = routes.ServiceProvider.GetRequiredService<PlatformSettings>().PublicUrl;
        var policy = $"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + $"connect-src 'self' {address}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        routes.MapSwaggerUI("docs", page =>
        {
            page.DocumentTitle = "SafeZones API";
            page.SwaggerEndpoint("/openapi/v1.json", "OpenAPI 3.1");
            page.SwaggerEndpoint("/openapi/v1.oas30.json", "OpenAPI 3.0");
            page.EnableDeepLinking();
            page.EnableFilter();
            page.DisplayOperationId();
        })
        .Requires(Permission.Anyone)
        .WithMetadata(new HttpMethodMetadata([HttpMethods.Get]))
        .Add(endpoint =>
        {
            var serve = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = context =>
            {
                context.Response.Headers.ContentSecurityPolicy = policy;
                context.Response.Headers.XContentTypeOptions = "nosniff";
                return serve(context);
            };
        });
    }

    private static void Map(IEndpointRouteBuilder routes, string path, OpenApiSpecVersion version)
    {
        // Routes do not change while the program runs: made when first asked for, by whoever asks first.
        var made = new Lazy<Task<Made>>(() => Make(routes, version));
        routes.MapGet(path, async Task<FileContentHttpResult> (HttpContext context) =>
        {
            var (bytes, etag) = await made.Value;
            context.Response.Headers.CacheControl = "public, max-age=300";
            return TypedResults.Bytes(bytes, "application/json", entityTag: etag);
        }).Requires(Permission.Anyone);
    }

    private static async Task<Made> Make(IEndpointRouteBuilder routes, OpenApiSpecVersion version)
    {
        var bytes = await Write(routes, version);
        return new Made(bytes, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\""));
    }

    /// <summary>The document of everything that is mapped.</summary>
    internal static Task<byte[]> Write(IEndpointRouteBuilder routes, OpenApiSpecVersion version) => ApiDocument.Write(
        routes.DataSources.SelectMany(source => source.Endpoints), routes.ServiceProvider.GetRequiredService<PlatformSettings>(),
        routes.ServiceProvider.GetRequiredService<ProblemTexts>(), version);

    private sealed record Made(byte[] Bytes, EntityTagHeaderValue ETag);
}
