using MediatR;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Mediation;

namespace SafeZones.Api.Features.Organisations;

/// <summary>Finds an organisation by its slug, for the program's own commands.</summary>
internal static class FindOrganisation
{
    internal sealed record Query(string Slug) : IPlatformQuery<DirectoryEntry?>;

    internal sealed class Handler(PlatformDatabase database) : IRequestHandler<Query, DirectoryEntry?>
    {
        public Task<DirectoryEntry?> Handle(Query query, CancellationToken cancellationToken) =>
            database.FirstOrDefault<DirectoryEntry>(SelectBySlug, new { slug = query.Slug }, cancellationToken);
    }

    private const string SelectBySlug = $"select {DirectoryEntry.Columns} from tenant_directory d where d.slug = @slug";
}
