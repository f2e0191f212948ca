using System.Globalization;
using MediatR;
using SafeZones.Api.Features.Interventions;
using SafeZones.Api.Features.Partnerships;
using SafeZones.Api.Features.Partnerships.Decals;
using SafeZones.Api.Features.Programmes;
using SafeZones.Api.Features.Trainings;
using SafeZones.Api.Features.Venues;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Domain;
using SafeZones.Domain.Geography;
using SafeZones.Domain.Materials;
using SafeZones.Domain.Partnerships;
using SafeZones.Domain.Programmes;
using SafeZones.Domain.Trainings;

namespace SafeZones.Api.Demonstration;

/// <summary>
/// A programme whose venues are in every state there is, each with the past that brought it there. The venues are invented, since
/// nobody's business is shown as suspended for the sake of an example. Built once: a programme that is there stays as it is.
/// </summary>
internal sealed class DemonstrationNetwork(
    IServiceProvider services, PastClock clock, IReadOnlyDictionary<MemberRole, Caller> staff)
{
    private const string Slug = "demo-safe-nights";
    private const int BegunDaysAgo = 300;

    // Which of the pasts below is that of a venue that waits for nothing but its training.
    private const int Ready = 5;

    private readonly Caller coordinator = staff[MemberRole.Coordinator];
    private Guid programmeId;
    private Guid curriculumId;
    private Queue<Guid> decals = [];

    public async Task Build(CancellationToken cancellationToken)
    {
        clock.DaysAgo = 0;
        var programmes = await Send(
            coordinator, new ListProgrammes.Query(new ListProgrammes.Parameters { Limit = Paging.LimitMax }, null), cancellationToken);
        if (programmes.Programmes.Exists(programme => programme.PublicSlug == Slug))
        {
            return;
        }

        await Console.Error.WriteLineAsync("Telling the past of a demonstration programme, a venue for each state…");
        await Prepare(cancellationToken);
        var venues = new List<Venue>();
        foreach (var past in Pasts())
        {
            var venue = await Open(venues.Count + 1, cancellationToken);
            await past(venue);
            await venue.Reviewed(0);
            venues.Add(venue);
        }

        await PlanSessions(venues[Ready], cancellationToken);
    }

    /// <summary>What happened to each venue since it was found.</summary>
    private static IEnumerable<Func<Venue, Task>> Pasts()
    {
        yield return venue => Task.CompletedTask; // a prospect
        yield return venue => venue.Visited(20, VisitOutcome.OwnerAbsent);
        yield return venue => venue.Visited(15, VisitOutcome.Interested);
        yield return venue => venue.Visited(30, VisitOutcome.Refused, recontactInDays: 180);
        yield return venue => venue.Pledged(25); // waits for its training
        yield return venue => venue.Pledged(40); // trained in the first session below, and so ready to be activated
        for (var number = 0; number < 6; number++)
        {
            var (start, trained) = (240 - (25 * number), 7 + (number % 3));
            yield return async venue =>
            {
                await venue.Activated(start, trained);
                await venue.Displayed(start - 2, DecalPlace.Window);
                await venue.Checked(start - 60, CheckInKind.Visit, isFine: true);
                await venue.Helped(start - 70);
                await venue.Helped(start - 80);
            };
        }

        yield return async venue => // trained for the last time eleven months and a half ago: it lapses next
        {
            await venue.Activated(290, 8, validForDays: 300);
            await venue.Displayed(285, DecalPlace.Entrance);
        };
        yield return async venue => // its sticker was stolen, and it has a new one
        {
            await venue.Activated(200, 9);
            await venue.DisplayedThenStolen(195, 60);
            await venue.Displayed(55, DecalPlace.Counter);
        };
        yield return async venue =>
        {
            await venue.Activated(150, 8);
            await venue.Displayed(148, DecalPlace.Window);
            await venue.Paused(10, untilInDays: 50);
        };
        yield return async venue => // lapsed, and its sticker may still hang
        {
            await venue.Activated(200, 8, validForDays: 155);
            await venue.Displayed(198, DecalPlace.Window);
            await venue.Reviewed(14);
        };
        yield return async venue => // lapsed for so long that its sticker is called back, and overdue
        {
            await venue.Activated(220, 8, validForDays: 100);
            await venue.Displayed(218, DecalPlace.Window);
            await venue.Reviewed(89);
            await venue.Reviewed(58);
        };
        yield return async venue =>
        {
            await venue.Activated(120, 9);
            await venue.Displayed(118, DecalPlace.Window);
            await venue.Checked(12, CheckInKind.Mystery, isFine: false);
            await venue.Suspended(11, SuspensionReason.FailedMysteryVisit);
        };
        yield return async venue =>
        {
            await venue.Activated(180, 10);
            await venue.Displayed(175, DecalPlace.Entrance);
            await venue.Suspended(100, SuspensionReason.BrandMisuse);
            await venue.Removed(70, barredForDays: 365);
        };
        yield return async venue =>
        {
            await venue.Activated(160, 8);
            await venue.Displayed(158, DecalPlace.Window);
            await venue.Withdrew(5);
        };
        yield return async venue =>
        {
            await venue.Pledged(90);
            await venue.Closed(30, ClosingReason.OwnershipChanged);
        };
    }

    private async Task Prepare(CancellationToken cancellationToken)
    {
        clock.DaysAgo = BegunDaysAgo;
        programmeId = (await Send(coordinator, new CreateProgramme.Command(new CreateProgramme.Body
        {
            Name = Text("Những đêm an toàn", "Safe nights"), Codeword = "Angela", CodewordIsPublic = true, PublicSlug = Slug,
            // A number that is kept for stories: nobody answers.
            Hotline = "+12025550100", Preset = ProgrammePreset.TrainingFirst,
        }), cancellationToken)).Id;
        await Send(coordinator, new StartProgramme.Command(programmeId, null), cancellationToken);
        await Send(coordinator, new PublishPledgeText.Command(programmeId, new PublishPledgeText.Body
        {
            Text = Text("Chúng tôi giúp bất cứ ai cần.", "We help whoever asks us."), RequiredFrom = Day(BegunDaysAgo),
        }), cancellationToken);
        curriculumId = (await Send(coordinator, new RegisterCurriculum.Command(new RegisterCurriculum.Body
        {
            Code = "safe-nights", Title = Text("Can thiệp an toàn", "Safe bystander intervention"), Hours = 3, ValidityMonths = 12,
            Topics = ["codeword", "de_escalation"], Languages = ["vi", "en"],
        }), cancellationToken)).Id;
        var edition = await Send(coordinator, new RegisterMaterialEdition.Command(new RegisterMaterialEdition.Body
        {
            Kind = MaterialKind.WindowDecal, Locale = "vi", Size = "A6", Edition = 1,
        }), cancellationToken);
        decals = new Queue<Guid>((await Send(
            coordinator, new MintDecalBatch.Command(new MintDecalBatch.Body { MaterialEditionId = edition.Id, Quantity = 40 }),
            cancellationToken)).Select(decal => decal.Id));
    }

    // Around West Lake, a walk away from the real ones.
    private async Task<Venue> Open(int number, CancellationToken cancellationToken)
    {
        clock.DaysAgo = BegunDaysAgo - 2;
        var registered = await Send(coordinator, new RegisterVenue.Command(new VenueBody
        {
            Name = Text($"Quán Mẫu {number:00}", $"Sample Café {number:00}"),
            Category = number % 3 == 0 ? VenueCategory.Bar : VenueCategory.Cafe,
            Point = new GeoPosition
            {
                Latitude = 21.0600 + (0.0013 * (number / 5)), Longitude = 105.8180 + (0.0017 * (number % 5)),
            },
            OpeningHours = number % 4 == 0 ? "24/7" : "Mo-Su 08:00-23:30",
            Languages = ["vi", "en"],
            Offers = ["seat", "phone_charging"],
            StaffCount = new StaffCount { N = 12, Managers = 2, AsOf = Day(clock.DaysAgo), DeclaredBy = StaffDeclarer.Venue },
            Visibility = VenueVisibility.Public,
            ExternalIds = new Dictionary<string, string> { ["demo"] = number.ToString(CultureInfo.InvariantCulture) },
        }), cancellationToken);
        await Send(coordinator, new Features.VenueContacts.AddVenueContact.Command(registered.Id, new()
        {
            Role = ContactRole.FocalPoint, Name = "Focal point", Channel = ContactChannel.Paper,
        }), cancellationToken);
        var opened = await Send(coordinator, new OpenPartnership.Command(
            new OpenPartnership.Body { VenueId = registered.Id, ProgrammeId = programmeId }), cancellationToken);
        return new Venue(this, registered.Id, opened.Id, cancellationToken);
    }

    private async Task PlanSessions(Venue venue, CancellationToken cancellationToken)
    {
        clock.DaysAgo = 21;
        var trainer = staff[MemberRole.Trainer];
        var confirmed = await Plan(inDays: -7, "Community hall", trainer, cancellationToken);
        await Plan(inDays: 6, "Community hall", trainer, cancellationToken);
        await Plan(inDays: 20, "Library, room 2", trainer, cancellationToken);
        var cancelled = await Plan(inDays: 9, "School", trainer, cancellationToken);
        clock.DaysAgo = 6;
        await Send(trainer, new HoldTrainingSession.Command(confirmed, null), cancellationToken);
        await Send(trainer, new RecordAttendance.Command(confirmed, new RecordAttendance.Body
        {
            VenueId = venue.Id, People = [new PresentGroup { StaffRole = StaffRole.Staff, Headcount = 9, Result = TrainingResult.Attended }],
        }), cancellationToken);
        await Send(coordinator, new ConfirmTrainingSession.Command(confirmed, null), cancellationToken);
        await Send(coordinator, new CancelTrainingSession.Command(cancelled, null), cancellationToken);
        clock.DaysAgo = 0;
    }

    private async Task<Guid> Plan(int inDays, string place, Caller trainer, CancellationToken cancellationToken)
    {
        var start = new DateTimeOffset(Day(-inDays).ToDateTime(new TimeOnly(7, 0)), TimeSpan.Zero);
        return (await Send(trainer, new PlanTrainingSession.Command(new TrainingSessionBody
        {
            CurriculumId = curriculumId, StartsAt = start, EndsAt = start.AddHours(3), Place = place,
            Format = TrainingFormat.Workshop, Capacity = 20, TrainerId = trainer.Id,
        }), cancellationToken)).Id;
    }

    private static Dictionary<string, string> Text(string vietnamese, string english) => new() { ["vi"] = vietnamese, ["en"] = english };

    private DateTimeOffset At(int daysAgo) => clock.GetUtcNow().AddDays(clock.DaysAgo - daysAgo);

    /// <summary>The day so many days before today, where the organisation is.</summary>
    private DateOnly Day(int daysAgo) => TimeZoneName.DayOf(At(daysAgo), coordinator.Organisation.TimeZone);

    private async Task On<T>(int daysAgo, Caller caller, IRequest<T> request, CancellationToken cancellationToken)
    {
        clock.DaysAgo = daysAgo;
        await Send(caller, request, cancellationToken);
    }

    private Caller Member(MemberRole role) => staff[role];

    private Task<T> Send<T>(Caller caller, IRequest<T> request, CancellationToken cancellationToken) =>
        services.SendAs(caller, request, cancellationToken);

    /// <summary>A venue of the programme, and what is done about it, each on a day so many days ago.</summary>
    private sealed class Venue(DemonstrationNetwork network, Guid id, Guid partnershipId, CancellationToken cancellationToken)
    {
        public Guid Id => id;

        public Task Visited(int daysAgo, VisitOutcome outcome, int? recontactInDays = null) =>
            On(daysAgo, MemberRole.Volunteer, new LogOutreachVisit.Command(new LogOutreachVisit.Body
            {
                Id = RowId.At(network.At(daysAgo)), PartnershipId = partnershipId, VisitedAt = network.At(daysAgo),
                Outcome = outcome, MaterialsLeft = ["flyer"],
                RecontactAfter = recontactInDays is { } days ? network.Day(daysAgo - days) : null,
            }));

        public Task Pledged(int daysAgo) => OnPaper(daysAgo, new TranscribePledge.Command(partnershipId, new TranscribePledge.Body
        {
            PledgeVersion = 1, Locale = "vi", AcceptedOn = network.Day(daysAgo), SignatoryRole = SignatoryRole.Owner, Evidence = "folder 1",
        }, null));

        public Task Trained(int daysAgo, int heads, int? validForDays = null) =>
            On(daysAgo, MemberRole.Trainer, new RecordTraining.Command(new RecordTraining.Body
            {
                VenueId = id, Headcount = heads, StaffRole = StaffRole.Staff, CompletedOn = network.Day(daysAgo),
                ValidUntil = validForDays is { } days ? network.Day(daysAgo - days) : null, Result = TrainingResult.Attended,
            }));

        public async Task Activated(int daysAgo, int trained, int? validForDays = null)
        {
            await Pledged(daysAgo);
            await Trained(daysAgo, trained, validForDays);
            await On(daysAgo, MemberRole.Coordinator, new ActivatePartnership.Command(partnershipId, null));
        }

        public async Task<Guid> Displayed(int daysAgo, DecalPlace place)
        {
            var decal = network.decals.Dequeue();
            await On(daysAgo, MemberRole.Coordinator, new AllocateDecal.Command(decal, new AllocateDecal.Body { PartnershipId = partnershipId }, null));
            await On(daysAgo, MemberRole.Coordinator, new IssueDecal.Command(decal, null));
            await On(daysAgo, MemberRole.Volunteer, new DisplayDecal.Command(decal, new DisplayDecal.Body { PlacedAt = place }, null));
            return decal;
        }

        public async Task DisplayedThenStolen(int daysAgo, int stolenDaysAgo)
        {
            var decal = await Displayed(daysAgo, DecalPlace.Entrance);
            await On(stolenDaysAgo, MemberRole.Coordinator, new ReportDecalStolen.Command(decal, null));
        }

        public Task Checked(int daysAgo, CheckInKind kind, bool isFine) =>
            On(daysAgo, MemberRole.Volunteer, new LogCheckIn.Command(new LogCheckIn.Body
            {
                PartnershipId = partnershipId, Kind = kind, CheckedOn = network.Day(daysAgo), DecalVisible = true, CodewordRecognised = isFine,
            }));

        public Task Helped(int daysAgo) => On(daysAgo, MemberRole.Volunteer, new LogIntervention.Command(new LogIntervention.Body
        {
            PartnershipId = partnershipId, Report = InterventionReport.Example with { OccurredOn = network.Day(daysAgo) },
        }));

        public Task Paused(int daysAgo, int untilInDays) => On(daysAgo, MemberRole.Coordinator, new PausePartnership.Command(
            partnershipId, new PausePartnership.Body { PausedUntil = network.Day(-untilInDays) }, null));

        public Task Suspended(int daysAgo, SuspensionReason reason) => On(daysAgo, MemberRole.Safeguarding, new SuspendPartnership.Command(
            partnershipId, new SuspendPartnership.Body { Reason = reason }, null));

        public Task Removed(int daysAgo, int barredForDays) => On(daysAgo, MemberRole.Owner, new RemovePartnership.Command(
            partnershipId, new RemovePartnership.Body { Evidence = "file 4", BarredUntil = network.Day(daysAgo - barredForDays) }, null));

        public Task Withdrew(int daysAgo) => OnPaper(daysAgo, new TranscribeWithdrawal.Command(
            partnershipId, new TranscribeWithdrawal.Body { Evidence = "folder 2" }, null));

        public Task Closed(int daysAgo, ClosingReason reason) => On(daysAgo, MemberRole.Volunteer, new ClosePartnership.Command(
            partnershipId, new ClosePartnership.Body { Reason = reason }, null));

        /// <summary>The system looks, as it does every few seconds.</summary>
        public Task Reviewed(int daysAgo) => network.On(
            daysAgo, Caller.System(network.coordinator.TenantId, network.coordinator.Organisation),
            new ReviewPartnership.Command(partnershipId), cancellationToken);

        private Task OnPaper<T>(int daysAgo, IRequest<T> request) => On(daysAgo, MemberRole.Coordinator, request);

        private Task On<T>(int daysAgo, MemberRole role, IRequest<T> request) =>
            network.On(daysAgo, network.Member(role), request, cancellationToken);
    }
}
