using System.Diagnostics;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Problems;
using SafeZones.Domain.Links;

namespace SafeZones.Api.Platform.Identity;

/// <summary>Marks a route whose Idempotency-Key is a field of its form, which is read only once it is known who sends it.</summary>
internal sealed class KeyInForm;

/// <summary>
/// Finds out who the token's or the link's holder is and whether the route is theirs to call. A token is read here and nowhere
/// else, and only where the route requires a permission.
/// </summary>
internal sealed class Admission(RequestDelegate next, Membership membership, LinkHolders holders, RateLimits limits)
{
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<RequiredPermission>() switch
        {
            null or { Permission: Permission.Anyone } => next(context),
            { Permission: Permission.HoldLink, Purpose: var purpose } => AdmitVenue(context, purpose),
            { Permission: var permission } => Admit(context, permission),
        };

    private async Task Admit(HttpContext context, Permission permission)
    {
        var signIn = await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        if (!signIn.Succeeded)
        {
            throw Refusal(context);
        }

        context.User = signIn.Principal;
        var claims = (signIn.Principal.Identity as KnownIdentity)?.Token;
        var caller = (claims is null ? null : await membership.CallerOrDefault(claims, context.RequestAborted))
            ?? throw new Problem(ProblemCode.NoMembership);
        if (!caller.Permissions.Contains(permission))
        {
            throw new Problem(ProblemCode.Forbidden);
        }

        await LetIn(context, caller);
    }

    // Used, expired, revoked, made up, for something else: nobody learns which.
    private async Task AdmitVenue(HttpContext context, LinkPurpose? purpose)
    {
        limits.TakeAddress(context);
        var token = (string)context.GetRouteValue("token")!;
        var mayBeRepeated = HttpMethods.IsPost(context.Request.Method)
            && (context.Request.Headers.ContainsKey("Idempotency-Key") || context.GetEndpoint()?.Metadata.GetMetadata<KeyInForm>() is not null);
        if (await holders.CallerOrDefault(token, mayBeRepeated, context.RequestAborted) is not { } caller
            || (purpose is not null && caller.Link!.Purpose != purpose))
        {
            limits.TakeRefused(context);
            throw new Problem(ProblemCode.NotFound);
        }

        try
        {
            await LetIn(context, caller);
        }
        catch (Problem problem) when (problem.Code == ProblemCode.NotFound)
        {
            // A used link, which nobody repeats after all: its limits are told no more than those of one that is made up.
            context.Response.Headers.Remove("RateLimit");
            limits.TakeRefused(context);
            throw;
        }
    }

    private Task LetIn(HttpContext context, Caller caller)
    {
        if (Activity.Current is { Recorded: true } span)
        {
            span.SetTag("safezones.tenant_id", caller.TenantId);
        }

        context.RequestServices.GetRequiredService<CallerAccessor>().Caller = caller;
        return next(context);
    }

    /// <summary>Says "sign in" the way every other refusal is said.</summary>
    private Problem Refusal(HttpContext context)
    {
        if (context.Items.ContainsKey(nameof(IssuerUnreachable)))
        {
            // The token may be good; a 401 would make clients throw it away.
            return new Problem(ProblemCode.Unavailable) { RetryAfter = ProviderKeys.Pause };
        }

        limits.TakeRefused(context);
        var isWrongToken = context.Request.Headers.ContainsKey("Authorization");
        context.Response.Headers.WWWAuthenticate = isWrongToken ? "Bearer error=\"invalid_token\"" : "Bearer";
        return new Problem(isWrongToken ? ProblemCode.InvalidToken : ProblemCode.TokenMissing);
    }
}
