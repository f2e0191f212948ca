using MediatR;
using SafeZones.Api.Features.ActionLinks;
using SafeZones.Api.Features.Interventions;
using SafeZones.Api.Features.MaterialRequests;
using SafeZones.Api.Features.Partnerships.Appeals;
using SafeZones.Api.Features.Partnerships.ByLink;
using SafeZones.Api.Features.Trainings;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Identity;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Links;

namespace SafeZones.Api.Pages;

/// <summary>
/// A venue follows the link that it was given: the page says what it is for and holds the form for that. Reading changes nothing; what
/// the form does is what the API does with the same token, by the same commands.
/// </summary>
public static class FollowLink
{
    private const string Address = "/l/{token}";

    private static readonly ProblemPage Problems = new(WriteProblem);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods(Address, [HttpMethods.Get, HttpMethods.Head], Read).RequiresLink().DisableRequestTimeout()
            .WithMetadata(new Compressed(), Problems);
        routes.MapPost(Address, Act).RequiresLink().WithMetadata(new KeyInForm(), new Compressed(), Problems);
    }

    private static async Task Read(
        HttpContext context, LinkPages pages, IMediator mediator, CancellationToken cancellationToken)
    {
        var link = await mediator.Send(new ShowActionLink.Query(), cancellationToken);
        RefuseElsewhere(link);
        var texts = HostedPages.Texts(context);
        await Send(context, texts, link, pages.Form(texts, link, LinkForm.Empty, []));
    }

    private static async Task Act(
        HttpContext context, LinkPages pages, RequestDetails details, IMediator mediator, CancellationToken cancellationToken)
    {
        var attempt = new Attempt(await mediator.Send(new ShowActionLink.Query(), cancellationToken));
        RefuseElsewhere(attempt.Link);
        context.Features.Set(attempt);
        var form = attempt.Form = await LinkForm.Read(context.Request, cancellationToken);
        details.RepeatBy(form.RequireKey(), form.Bytes);
        var texts = HostedPages.Texts(context);
        var outcome = new LinkOutcome(pages, texts, attempt.Link);
        await Send(context, texts, attempt.Link, await Do(attempt.Link.Purpose, form, outcome, mediator, cancellationToken));
    }

    // The organisation's own front end is where its links lead.
    private static void RefuseElsewhere(ShownLink link)
    {
        if (!link.IsHosted)
        {
            throw new Problem(ProblemCode.NotFound);
        }
    }

    private static Task Send(HttpContext context, PageSentences texts, ShownLink link, Html page) =>
        HostedPages.Send(context, texts, page, link.BrandColour, hasLogo: link.Logo is not null);

    private static async Task<Html> Do(
        LinkPurpose purpose, LinkForm form, LinkOutcome outcome, IMediator mediator, CancellationToken cancellationToken)
    {
        switch (purpose)
        {
            case LinkPurpose.AcceptPledge:
                return outcome.Standing(await mediator.Send(new AcceptPledge.Command(form.As<AcceptPledge.Body>()), cancellationToken));
            case LinkPurpose.ConfirmAttendance:
                return outcome.Attendance(
                    await mediator.Send(new ConfirmAttendance.Command(form.As<ConfirmAttendance.Body>()), cancellationToken));
            case LinkPurpose.DeclareStaff:
                return outcome.Standing(await mediator.Send(new DeclareStaff.Command(form.As<DeclareStaff.Body>()), cancellationToken));
            case LinkPurpose.ChangeStaff:
                return outcome.Standing(await mediator.Send(new ChangeStaff.Command(form.As<StaffFields>().Body), cancellationToken));
            case LinkPurpose.AskForMaterials:
                await mediator.Send(new AskForMaterials.Command(form.As<MaterialFields>().Body), cancellationToken);
                return outcome.Noted("materials_noted");
            case LinkPurpose.Appeal:
                var filed = await mediator.Send(new AppealSuspension.Command(form.As<AppealSuspension.Body>()), cancellationToken);
                return outcome.Appealed(filed.DueOn);
            case LinkPurpose.ConfirmDisplay:
                return outcome.Standing(await mediator.Send(new ConfirmDisplay.Command(form.As<ConfirmDisplay.Body>()), cancellationToken));
            case LinkPurpose.LogIntervention:
                return outcome.Logged(
                    await mediator.Send(new LogInterventionByLink.Command(form.As<LogInterventionByLink.Body>()), cancellationToken));
            case LinkPurpose.Pause:
                var pause = form.As<PauseByLink.Body>();
                await mediator.Send(new PauseByLink.Command(pause), cancellationToken);
                return outcome.Paused(pause.PausedUntil);
            case LinkPurpose.Close:
                await mediator.Send(new CloseByLink.Command(form.As<CloseByLink.Body>()), cancellationToken);
                return outcome.Left();
            case LinkPurpose.Withdraw:
                form.RefuseFields();
                await mediator.Send(new WithdrawByLink.Command(), cancellationToken);
                return outcome.Left();
            default:
                throw new InvalidOperationException($"There is no form for {purpose}.");
        }
    }

    // Where the form can be sent again it is shown again, as it was filled in. Used and unknown links get the same bytes.
    private static Task WriteProblem(HttpContext context, Problem problem)
    {
        var services = context.RequestServices;
        var (pages, texts, attempt) = (services.GetRequiredService<LinkPages>(), HostedPages.Texts(context), context.Features.Get<Attempt>());
        var isPassing = problem.RetryAfter is not null || problem.Code.Status >= StatusCodes.Status500InternalServerError;
        if (!isPassing && (attempt is null or { Link.IsUsed: true } || problem.Code == ProblemCode.NotFound))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            context.Response.Headers.Remove("RateLimit");
            context.Response.Headers.Remove("RateLimit-Policy");
            return HostedPages.Send(context, texts, pages.Unknown(texts));
        }

        if (attempt is null or { Link.IsUsed: true })
        {
            return HostedPages.Problems.Write(context, problem);
        }

        var said = new LinkRefusal(services.GetRequiredService<ProblemTexts>(), texts, problem, isPassing);
        return Send(context, texts, attempt.Link, pages.Form(texts, attempt.Link, attempt.Form, said.Faults, said));
    }

    /// <summary>What a venue tries to do, for the page that says why it cannot.</summary>
    private sealed class Attempt(ShownLink link)
    {
        public ShownLink Link => link;

        public LinkForm Form { get; set; } = LinkForm.Empty;
    }
}
