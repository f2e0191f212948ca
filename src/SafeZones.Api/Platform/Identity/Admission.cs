using System.Diagnostics;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using SafeZones.Api.Platform.Http;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Platform.Identity;

/// <summary>
/// Finds out who the token's holder is and whether the route is theirs to call. A token is read here and nowhere else,
/// and only where the route requires a permission.
/// </summary>
internal sealed class Admission(RequestDelegate next, Membership membership, RateLimits limits)
{
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<RequiredPermission>() is { Permission: not Permission.Anyone } required
            ? Admit(context, required.Permission)
            : next(context);

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

        if (Activity.Current is { Recorded: true } span)
        {
            span.SetTag("safezones.tenant_id", caller.TenantId);
        }

        context.RequestServices.GetRequiredService<CallerAccessor>().Caller = caller;
        await next(context);
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
