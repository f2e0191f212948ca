using MediatR;
using SafeZones.Api.Platform.Mediation;

namespace SafeZones.Api.Platform.Identity;

/// <summary>
/// Somebody who was invited by an address signs in for the first time. Sent by <see cref="Membership"/> on behalf of the
/// invited member; the feature that keeps members answers it.
/// </summary>
/// <param name="Subject">Who they are for their provider.</param>
/// <param name="Email">The address that the provider has verified.</param>
internal sealed record FirstSignIn(string Subject, string Email) : ICommand<Unit>;
