using System.Globalization;
using MediatR;
using SafeZones.Api.Features.Messages;
using SafeZones.Api.Features.Partnerships;
using SafeZones.Api.Features.Partnerships.ByLink;
using SafeZones.Api.Features.Trainings;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Mediation;
using SafeZones.Api.Platform.Messaging;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain;
using SafeZones.Domain.Geography;
using SafeZones.Domain.Links;
using SafeZones.Domain.Materials;
using SafeZones.Domain.Messages;
using SafeZones.Domain.Partnerships;
using SafeZones.Domain.Trainings;

namespace SafeZones.Api.Texts;

/// <summary>
/// What a text message makes happen, and what is answered: the front end for whoever has a basic telephone, as the pages are the one for
/// browsers. It does what a link would do, as the venue whose number it is; a number that is not known, or that could mean two venues,
/// does nothing.
/// </summary>
internal sealed class Conversation(IServiceProvider services, TimeProvider clock)
{
    /// <summary>Answers a message, once.</summary>
    /// <param name="owner">The organisation that it was sent to.</param>
    /// <param name="text">The message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task Answer(Caller owner, ReceivedText text, CancellationToken cancellationToken)
    {
        // Short codes and names write to us as well: nobody to answer.
        if (TelephoneNumber.E164OrDefault(text.From) is not { } phone)
        {
            return;
        }

        var command = TextCommand.ParseOrDefault(text.Text);
        var texter = await services.SendAs(owner, new FindTexter.Query(phone, text.Id, command?.Code), cancellationToken);
        if (texter.Organisation.IsAnswered)
        {
            return;
        }

        var contact = texter.Contacts is [var first, ..] ? first : null;
        var talk = new Talk(MessageSentences.Of(texter.Link?.Locale ?? contact?.Locale ?? texter.Organisation.DefaultLocale), texter);
        var answer = await Act(owner, talk, command, text.Id, cancellationToken);
        await services.SendAs(
            owner,
            new AnswerText.Command(
                phone, text.Id, texter.Link?.ContactId ?? contact?.Id, talk.Sentences.Language, answer,
                WantsMessages: command?.Verb switch { TextVerb.Stop => false, TextVerb.Start => true, _ => null }),
            cancellationToken);
    }

    private async Task<string> Act(Caller owner, Talk talk, TextCommand? command, string id, CancellationToken cancellationToken)
    {
        if (talk.Texter.Contacts.Count == 0)
        {
            return command?.Verb == TextVerb.Help ? $"{talk.WhereHelpIs} {talk.Say("neutral")}" : $"{talk.Say("neutral")} {talk.WhereHelpIs}";
        }

        try
        {
            return command switch
            {
                null => talk.WithHuman("usage"),
                { Verb: TextVerb.Help } => $"{talk.WhereHelpIs} {talk.WithHuman("usage")}",
                { Verb: TextVerb.Stop } => talk.Say("stopped"),
                { Verb: TextVerb.Start } => talk.Say("started"),
                { Verb: TextVerb.Yes or TextVerb.No, Code: null } => talk.WithHuman("code_missing"),
                { Verb: TextVerb.Yes or TextVerb.No } => await ByCode(owner, talk, command.Verb == TextVerb.Yes, id, cancellationToken),
                _ => await ByNumber(owner, talk, command.Verb, command.Number ?? 1, id, cancellationToken),
            };
        }
        catch (Problem problem) when (problem.Code == ProblemCode.NotFound || problem.Code == ProblemCode.PledgeAcceptedAlready)
        {
            return talk.Say("done_before");
        }
        catch (Problem problem) when (problem.Code.Status is >= 400 and < 429)
        {
            return talk.WithHuman("not_done");
        }
    }

    private async Task<string> ByCode(Caller owner, Talk talk, bool isYes, string id, CancellationToken cancellationToken)
    {
        if (talk.Texter.Link is not { } link)
        {
            return talk.WithHuman("code_unknown");
        }

        // One that is used up is tried all the same: it may be this very message that has used it, whose answer was lost.
        if (!link.IsUsed && !link.IsGood)
        {
            return talk.WithHuman("code_over");
        }

        var venue = Venue(owner, talk, link.Id, new HeldLink(link.Purpose, link.PartnershipId, IsByText: true));
        switch (isYes, link.Purpose)
        {
            case (true, LinkPurpose.AcceptPledge) when link is { Signs: { } role, Pledge: { } pledge, PledgeVersion: { } version }:
                await Do(venue, new AcceptPledge.Command(new AcceptPledge.Body
                {
                    PledgeVersion = version, Locale = LocalName.Best(pledge, talk.Sentences.Language).Tag, SignatoryRole = role,
                }), id, cancellationToken);
                return talk.Say("pledge_accepted", ("version", version));
            case (false, LinkPurpose.AcceptPledge):
                await Do(venue, new DeclinePledge.Command(), id, cancellationToken);
                return talk.Say("declined");
            case (true, LinkPurpose.ConfirmDisplay) when link.DecalIds is [var decal]:
                await Do(venue, new ConfirmDisplay.Command(new ConfirmDisplay.Body { DecalId = decal, PlacedAt = DecalPlace.Window }), id, cancellationToken);
                return talk.Say("display_confirmed");
            case (true, LinkPurpose.Withdraw):
                await Do(venue, new WithdrawByLink.Command(), id, cancellationToken);
                return talk.Say("withdrawn");
            default:
                return link.IsUsed ? talk.Say("done_before") : talk.WithHuman("not_done");
        }
    }

    private async Task<string> ByNumber(Caller owner, Talk talk, TextVerb verb, int number, string id, CancellationToken cancellationToken)
    {
        var places = talk.Texter.Contacts.DistinctBy(contact => contact.VenueId).ToList();
        if (places is not [{ PartnershipId: { } partnershipId } place])
        {
            return talk.WithHuman(places.Count > 1 ? "which_venue" : "not_done");
        }

        if (verb == TextVerb.Staff)
        {
            var standing = await Do(
                Venue(owner, talk, place.Id, link: null), new DeclareStaffByText.Command(partnershipId, number), id, cancellationToken);
            return talk.Counted(number, standing);
        }

        if (number is 0 or > StaffChanges.PeopleMax)
        {
            return talk.WithHuman("usage");
        }

        await Do(
            Venue(owner, talk, place.Id, link: null),
            new RecordStaffChange.Command(place.VenueId, new RecordStaffChange.Body
            {
                ChangedOn = TimeZoneName.DayOf(clock.GetUtcNow(), place.TimeZone),
                Arrived = verb == TextVerb.New ? number : -number,
                StaffRole = StaffRole.Staff,
            }),
            id, cancellationToken);
        return talk.Say(verb == TextVerb.New ? "staff_new" : "staff_left", ("n", number));
    }

    // A gateway that did not hear our answer brings the message again: what it asked for is done once.
    private Task<TAnswer> Do<TAnswer>(Caller venue, IRequest<TAnswer> request, string id, CancellationToken cancellationToken) =>
        services.SendAs(venue, request, cancellationToken, details => details.ApplyOnce("text message", KeyOf(id)));

    private static string KeyOf(string id) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(id)));

    private static Caller Venue(Caller owner, Talk talk, Guid id, HeldLink? link)
    {
        var organisation = talk.Texter.Organisation;
        return owner with
        {
            Kind = ActorKind.Venue,
            Id = id,
            Link = link,
            Organisation = new CallersOrganisation(
                organisation.Country, organisation.TimeZone, organisation.DefaultLocale, organisation.VenuesMax),
        };
    }

    /// <summary>What is said to one texter, in their language.</summary>
    private sealed record Talk(MessageSentences Sentences, Texter Texter)
    {
        public string WhereHelpIs =>
            (Texter.Contacts.Select(contact => contact.Hotline).FirstOrDefault(hotline => hotline is not null) ?? Texter.Organisation.Hotline)
                is { } hotline
                ? Say("hotline", ("hotline", hotline))
                : Say("emergency");

        public string Say(string key, params IEnumerable<(string Name, object Value)> values) => Sentences.Say(key,
        [
            ("organisation", Name(Texter.Organisation.Name)),
            ("venue", Texter.Link is { } link ? Name(link.Venue) : Texter.Contacts is [var first, ..] ? Name(first.Venue) : ""),
            ("programme", Texter.Link is { } coded ? Name(coded.Programme) : ""),
            .. values,
        ]);

        /// <summary>With the number of somebody who can help, if there is one.</summary>
        public string WithHuman(string key) => Texter.Organisation.HumanPhone is { } phone
            ? $"{Say(key)} {Say("call", ("phone", phone))}"
            : Say(key);

        /// <summary>How many work there now and, if too few of them are trained, until when that may stay so and what to do.</summary>
        public string Counted(int number, VenueStanding standing)
        {
            var said = Say("staff_counted", ("n", number));
            var requirements = standing.Requirements;
            var ratio = requirements.Requirements.FirstOrDefault(one => one is { Name: RequirementName.TrainingRatio, Met: false });
            if (ratio is null || requirements.LapseForecastOn is not { } lapsesOn)
            {
                return said;
            }

            said += " " + Say("training_short", ("ratio", Percent(ratio.Actual ?? 0)), ("needed", Percent(ratio.Required)), ("day", Day(lapsesOn)));
            return requirements.NextSessions is [var next, ..]
                ? $"{said} {Say("next_training", ("day", Day(TimeZoneName.DayOf(next.StartsAt, next.TimeZone))))}"
                : said;
        }

        private string Name(JsonText names) => LocalName.Best(names, Sentences.Language).Text;

        private static string Percent(decimal share) => Math.Floor(share * 100).ToString(CultureInfo.InvariantCulture);

        private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
