using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using SafeZones.Api.Platform.Problems;

namespace SafeZones.Api.Platform.Identity;

/// <summary>Finds out who the token's holder is and whether the route is theirs to call.</summary>
internal sealed class PermissionHandler(Membership membership, IssuerSettings issuers)
    : AuthorizationHandler<RequiredPermission>
{
    protected override async Task HandleRequirementAsync(
        AuthorizationHandlerContext context, RequiredPermission requirement)
    {
        if (context.Resource is not HttpContext http || context.User.Identity?.IsAuthenticated is not true)
        {
            return;
        }

        var claims = TokenClaims.FromOrDefault(context.User, issuers.BuiltIn);
        var caller = claims is null ? null : await membership.CallerOrDefault(claims, http.RequestAborted);
        if (caller is null)
        {
            throw new Problem(ProblemCode.NoMembership);
        }

        if (!caller.Permissions.Contains(requirement.Permission))
        {
            throw new Problem(ProblemCode.Forbidden);
        }

        Activity.Current?.SetTag("safezones.tenant_id", caller.TenantId);
        http.RequestServices.GetRequiredService<CallerAccessor>().Caller = caller;
        context.Succeed(requirement);
    }
}

/// <summary>Says "sign in" the way every other refusal is said.</summary>
internal sealed class SignInRefusals : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            return next(context);
        }

        if (context.Items.ContainsKey(nameof(IssuerUnreachable)))
        {
            // The token may be good; a 401 would make clients throw it away.
            throw new Problem(ProblemCode.Unavailable) { RetryAfter = ProviderKeys.Pause };
        }

        var isWrongToken = context.Request.Headers.ContainsKey("Authorization");
        context.Response.Headers.WWWAuthenticate = isWrongToken ? "Bearer error=\"invalid_token\"" : "Bearer";
        throw new Problem(isWrongToken ? ProblemCode.InvalidToken : ProblemCode.TokenMissing);
    }
}
