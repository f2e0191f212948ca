using MediatR;
using SafeZones.Api.Features.Members;
using SafeZones.Api.Features.Organisations;
using SafeZones.Api.Features.Venues;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.Settings;
using SafeZones.Domain;

namespace SafeZones.Api.Demonstration;

/// <summary>
/// Two organisations that do not exist, with a member for each role and real venues, made by the same commands as
/// everybody's. Safe to repeat: what is there stays. Ends with a file of tokens for a newcomer.
/// </summary>
internal sealed class DemonstrationCommand(
    IServiceProvider services, PastClock clock, string dataFolder, string environmentFile)
{
    private const string Operator = "demo-operator";

    private static readonly MemberRole[] Roles =
    [
        MemberRole.Owner, MemberRole.Coordinator, MemberRole.Safeguarding, MemberRole.Volunteer, MemberRole.Trainer,
        MemberRole.Analyst, MemberRole.Auditor,
    ];

    public async Task Run(CancellationToken cancellationToken)
    {
        var platform = Caller.Platform;
        await Send(platform, new AppointOperator.Command(null, Operator), cancellationToken);
        var hanoi = await Open(
            new Demonstrated("demo-hanoi", "Mạng lưới An toàn Hà Nội", "VN", "Asia/Ho_Chi_Minh", "vi", "hanoi_venues.geojson"),
            platform, cancellationToken);
        await new DemonstrationNetwork(services, clock, await Staff(hanoi, cancellationToken)).Build(cancellationToken);
        var manila = await Open(
            new Demonstrated("demo-manila", "Ligtas Manila", "PH", "Asia/Manila", "fil", "ph_branches.geojson"),
            platform, cancellationToken);
        WriteTokens(hanoi, manila);
    }

    private async Task<Guid> Open(Demonstrated wanted, Caller platform, CancellationToken cancellationToken)
    {
        var found = await Send(platform, new FindOrganisation.Query(wanted.Slug), cancellationToken);
        var id = found?.Id ?? (await Send(platform, new CreateOrganisation.Command(wanted.Body), cancellationToken)).Id;
        var caller = Caller.System(id, wanted.Organisation);
        await Invite(caller, cancellationToken);
        await LoadVenues(wanted, caller, cancellationToken);
        return id;
    }

    // Whoever runs it at another port has another issuer, which knows nobody yet.
    private async Task Invite(Caller caller, CancellationToken cancellationToken)
    {
        var issuer = services.GetRequiredService<IssuerSettings>().BuiltIn;
        var parameters = new ListMembers.Parameters { Limit = Paging.LimitMax };
        var members = (await Send(caller, new ListMembers.Query(parameters, null), cancellationToken)).Members;
        foreach (var role in Roles.Where(role => !members.Any(member => member.Issuer == issuer && member.Subject == Subject(role))))
        {
            await Send(caller, new InviteMember.Command(new InviteMember.Body { Subject = Subject(role), Role = role }), cancellationToken);
        }
    }

    /// <summary>The members as whom the demonstration acts, by what they do.</summary>
    private async Task<Dictionary<MemberRole, Caller>> Staff(Guid organisation, CancellationToken cancellationToken)
    {
        var membership = services.GetRequiredService<Membership>();
        var issuer = services.GetRequiredService<IssuerSettings>().BuiltIn;
        var staff = new Dictionary<MemberRole, Caller>();
        foreach (var role in Roles)
        {
            var claims = new TokenClaims(issuer, Subject(role), organisation, IsServiceAccount: false, VerifiedEmail: null, Scope: "");
            staff[role] = (await membership.CallerOrDefault(claims, cancellationToken))!;
        }

        return staff;
    }

    // A run that was interrupted left some of them out; the external ids tell which.
    private async Task LoadVenues(Demonstrated wanted, Caller caller, CancellationToken cancellationToken)
    {
        var known = await KnownIds(caller, cancellationToken);
        var missing = OsmVenues.Read(Path.Combine(dataFolder, wanted.File), wanted.Language)
            .Where(venue => !known.Contains(venue.ExternalIds[OsmVenues.Source])).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        await Console.Error.WriteLineAsync($"Loading {missing.Count} real venues into {wanted.Slug}…");
        foreach (var venue in missing)
        {
            await Send(caller, new RegisterVenue.Command(venue), cancellationToken);
        }
    }

    private async Task<HashSet<string>> KnownIds(Caller caller, CancellationToken cancellationToken)
    {
        var known = new HashSet<string>();
        ListVenues.After? after = null;
        do
        {
            var parameters = new ListVenues.Parameters { Limit = Paging.LimitMax };
            var page = (await Send(caller, new ListVenues.Query(parameters, after), cancellationToken)).Venues;
            known.UnionWith(page.Select(venue =>
                venue.ExternalIds.Read<Dictionary<string, string>>(ApiJson.Options).GetValueOrDefault(OsmVenues.Source, "")));
            after = page.Count > Paging.LimitMax ? new ListVenues.After(page[^1].Id) : null;
        }
        while (after is not null);
        return known;
    }

    private void WriteTokens(Guid hanoi, Guid manila)
    {
        var tokens = services.GetRequiredService<DevelopmentTokens>();
        var lines = new List<string> { $"BASE_URL={services.GetRequiredService<PlatformSettings>().PublicUrl}" };
        foreach (var (prefix, organisation) in new[] { ("TOKEN_", hanoi), ("OTHER_TOKEN_", manila) })
        {
            lines.AddRange(Roles.Select(role => $"{prefix}{role.ToString().ToUpperInvariant()}="
                + tokens.Issue(Subject(role), organisation, IssuerKeys.DevelopmentTokenLifetime)));
        }

        lines.Add($"TOKEN_OPERATOR={tokens.Issue(Operator, null, IssuerKeys.DevelopmentTokenLifetime)}");
        // Created unreadable for others before a token is in it.
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            File.Delete(environmentFile);
        }

        using var file = new StreamWriter(environmentFile, options);
        lines.ForEach(file.WriteLine);
    }

    private static string Subject(MemberRole role) => $"demo-{role.ToString().ToLowerInvariant()}";

    private Task<T> Send<T>(Caller caller, IRequest<T> request, CancellationToken cancellationToken) =>
        services.SendAs(caller, request, cancellationToken);

    private sealed record Demonstrated(string Slug, string Name, string Country, string TimeZone, string Language, string File)
    {
        public CallersOrganisation Organisation => new(Country, TimeZone, Language, OrganisationDefaults.VenuesMax);

        public CreateOrganisation.Body Body => new()
        {
            Slug = Slug,
            Name = new Dictionary<string, string> { [Language] = Name, ["en"] = $"Demonstration {TimeZone.Split('/')[1].Replace('_', ' ')}" },
            Country = Country,
            TimeZone = TimeZone,
            Locales = [Language, "en"],
            DefaultLocale = Language,
            Owner = new CreateOrganisation.FirstOwner { Subject = Subject(MemberRole.Owner) },
            Programme = new CreateOrganisation.FirstProgramme
            {
                Name = new Dictionary<string, string> { [Language] = Name, ["en"] = "Safe Zones" },
            },
        };
    }
}
