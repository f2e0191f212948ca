using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Npgsql;
using NpgsqlTypes;
using SafeZones.Api.Features.Venues;
using SafeZones.Api.Platform.Auditing;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Domain;
using SafeZones.Domain.Languages;

namespace SafeZones.Bench.Limit;

/// <summary>
/// Create a venue, or a hundred: idempotency key, venues, areas, what was written with its possible duplicates, audit
/// entries and kept answer in one round trip. The hash of the body and the sealed answer are bytes of the right length.
/// </summary>
internal sealed class Writing(NpgsqlDataSource dataSource)
{
    private static readonly byte[] BodyHash = new byte[32];
    private static readonly string[] Fields =
    [
        "name", "category", "kind", "address", "point", "opening_hours", "languages", "offers", "staff_count", "visibility",
        "external_ids",
    ];

    private sealed record New(Guid TenantId, Guid MemberId, string Key, Guid Id, DateTimeOffset Now, LimitBody Body, byte[] Kept, Guid[] Ids)
    {
        public string SearchText { get; } = Domain.Languages.SearchText.Normalise(string.Join(' ', Body.Name.Values));
    }

    private static readonly Dictionary<string, Func<New, NpgsqlParameter>> Known = new()
    {
        ["tenantId"] = one => Value.Of(one.TenantId),
        ["principalId"] = one => Value.Of(one.MemberId),
        ["route"] = _ => Value.Of("POST /v1/venues"),
        ["key"] = one => Value.Of(one.Key),
        ["bodyHash"] = _ => Value.Of(BodyHash),
        ["now"] = one => Value.Of(one.Now),
        ["id"] = one => Value.Of(one.Id),
        ["name"] = one => Value.Of(
            JsonSerializer.Serialize(one.Body.Name, LimitBodyJson.Default.DictionaryStringString), NpgsqlDbType.Jsonb),
        ["searchText"] = one => Value.Of(one.SearchText),
        ["searchBits"] = one => Value.Of(SearchSignature.Of(one.SearchText), NpgsqlDbType.Bit),
        ["category"] = one => Value.Of(one.Body.Category),
        ["kind"] = _ => Value.Of(VenueKind.Fixed),
        ["chainId"] = _ => Value.Null(NpgsqlDbType.Uuid),
        ["street"] = one => Value.Of(one.Body.Address.Street),
        ["locality"] = one => Value.Of(one.Body.Address.Locality),
        ["region"] = _ => Value.Null(NpgsqlDbType.Text),
        ["postalCode"] = _ => Value.Null(NpgsqlDbType.Text),
        ["country"] = _ => Value.Of("VN"),
        ["directions"] = _ => Value.Null(NpgsqlDbType.Text),
        ["latitude"] = one => Value.Of(one.Body.Point.Latitude),
        ["longitude"] = one => Value.Of(one.Body.Point.Longitude),
        ["timeZone"] = _ => Value.Of("Asia/Ho_Chi_Minh"),
        ["openingHours"] = one => Value.Of(one.Body.OpeningHours),
        ["languages"] = one => Value.Of(one.Body.Languages),
        ["offers"] = one => Value.Of(one.Body.Offers),
        ["staffTotal"] = one => Value.Of(one.Body.StaffCount.N),
        ["staffManagers"] = one => Value.Of(one.Body.StaffCount.Managers),
        ["staffAsOf"] = one => Value.Of(one.Body.StaffCount.AsOf),
        ["staffDeclaredBy"] = one => Value.Of(one.Body.StaffCount.DeclaredBy),
        ["countId"] = one => Value.Of(RowId.At(one.Now)),
        ["venueId"] = one => Value.Of(one.Id),
        ["total"] = one => Value.Of(one.Body.StaffCount.N),
        ["managers"] = one => Value.Of(one.Body.StaffCount.Managers),
        ["asOf"] = one => Value.Of(one.Body.StaffCount.AsOf),
        ["visibility"] = one => Value.Of(one.Body.Visibility),
        ["similar"] = _ => Value.Of(RegisterVenue.SimilarNameMin),
        ["withinMetres"] = _ => Value.Of(RegisterVenue.DuplicateWithinMetres),
        ["entryId"] = one => Value.Of(RowId.At(one.Now)),
        ["at"] = one => Value.Of(one.Now),
        ["actorKind"] = _ => Value.Of(ActorKind.Member),
        ["actorId"] = one => Value.Of(one.MemberId),
        ["action"] = _ => Value.Of("register_venue"),
        ["entity"] = _ => Value.Of("venue"),
        ["entityId"] = one => Value.Of(one.Id),
        ["fields"] = _ => Value.Of(Fields),
        ["reason"] = _ => Value.Null(NpgsqlDbType.Text),
        ["requestId"] = one => Value.Of(one.Id.ToString("N")),
        ["ids"] = one => Value.Of(one.Ids),
        ["sealedAnswer"] = one => Value.Of(one.Kept),
    };

    private static readonly Statements<New> Insert = new(
        [
            DatabaseDoor.Begin.Text, "select set_tenant(@tenantId)", IdempotencyBehavior<IWrite, object>.InsertKey,
            AreaLookup.KeepAreasStill.Sql, VenueWriting.InsertVenue, VenueWriting.InsertStaffCount, VenueWriting.AssignArea,
            RegisterVenue.SelectRegistered, AuditTrail.InsertEntry, IdempotentAnswer.UpdateAnswer, DatabaseDoor.Commit.Text,
        ],
        Known);

    private static readonly Statements<New> StartBatch = new(
        [
            DatabaseDoor.Begin.Text, "select set_tenant(@tenantId)", IdempotencyBehavior<IWrite, object>.InsertKey,
            AreaLookup.KeepAreasStill.Sql,
        ],
        Known);

    private static readonly Statements<New> InsertOne = new([VenueWriting.InsertVenue, VenueWriting.InsertStaffCount], Known);
    private static readonly Statements<New> ReadBatch = new([VenueWriting.AssignAreas, RegisterVenueBatch.SelectRegistered], Known);
    private static readonly Statements<New> AuditOne = new([AuditTrail.InsertEntry], Known);
    private static readonly Statements<New> EndBatch = new([IdempotentAnswer.UpdateAnswer, DatabaseDoor.Commit.Text], Known);

    // As long as the API's answer to the load's body, with the nonce and tag of its seal.
    private static readonly byte[] KeptAnswer = new byte[700];

    public async Task CreateVenue(HttpContext context)
    {
        var cancellation = context.RequestAborted;
        var body = (await JsonSerializer.DeserializeAsync(
            context.Request.BodyReader, LimitBodyJson.Default.LimitBody, cancellation))!;
        var now = DateTimeOffset.UtcNow;
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        Insert.AddTo(batch, new New(
            Token.TenantId(context), Token.MemberId(context), context.Request.Headers["Idempotency-Key"].ToString(),
            RowId.At(now), now, body, KeptAnswer, []));
        LimitVenue venue;
        await using (var reader = await batch.ExecuteReaderAsync(cancellation))
        {
            // set_tenant's result comes first; then the venue, its possible duplicates and the count.
            await reader.NextResultAsync(cancellation);
            await reader.ReadAsync(cancellation);
            venue = LimitVenue.Read(reader);
            await reader.NextResultAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                (venue.PossibleDuplicates ??= []).Add(new LimitDuplicate(
                    reader.GetGuid(0), new RawJson(reader.GetString(1)), reader.GetDouble(2), reader.GetDouble(3)));
            }

            await reader.NextResultAsync(cancellation);
            while (await reader.NextResultAsync(cancellation))
            {
            }
        }

        context.Response.StatusCode = StatusCodes.Status201Created;
        await LimitJson.Write(context.Response, venue, LimitJson.Default.LimitVenue, cancellation);
    }

    public async Task CreateVenues(HttpContext context)
    {
        var cancellation = context.RequestAborted;
        var body = (await JsonSerializer.DeserializeAsync(
            context.Request.BodyReader, LimitBodyJson.Default.LimitBatchBody, cancellation))!;
        var now = DateTimeOffset.UtcNow;
        var ids = body.Items.Select(_ => RowId.At(now)).Order().ToArray();
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        var (tenantId, memberId) = (Token.TenantId(context), Token.MemberId(context));
        var kept = new byte[KeptAnswer.Length * ids.Length];
        var all = ids.Zip(body.Items, (id, item) => new New(tenantId, memberId, key, id, now, item, kept, ids)).ToArray();
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        StartBatch.AddTo(batch, all[0]);
        Array.ForEach(all, one => InsertOne.AddTo(batch, one));
        ReadBatch.AddTo(batch, all[0]);
        Array.ForEach(all, one => AuditOne.AddTo(batch, one));
        EndBatch.AddTo(batch, all[0]);
        var venues = new Dictionary<Guid, LimitVenue>(ids.Length);
        await using (var reader = await batch.ExecuteReaderAsync(cancellation))
        {
            await reader.NextResultAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                var venue = LimitVenue.Read(reader);
                venues.Add(venue.Id, venue);
            }

            await reader.NextResultAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                (venues[reader.GetGuid(0)].PossibleDuplicates ??= []).Add(new LimitDuplicate(
                    reader.GetGuid(1), new RawJson(reader.GetString(2)), reader.GetDouble(3), reader.GetDouble(4)));
            }

            while (await reader.NextResultAsync(cancellation))
            {
            }
        }

        context.Response.StatusCode = StatusCodes.Status201Created;
        var items = ids.Select((id, index) => new LimitBatchItem(index, StatusCodes.Status201Created, venues[id])).ToArray();
        await LimitJson.Write(context.Response, new LimitBatch(items), LimitJson.Default.LimitBatch, cancellation);
    }
}
