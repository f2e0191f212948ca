namespace SafeZones.Api.Features.Members;

/// <summary>Members: the people of an organisation and what they may do.</summary>
internal static class MembersFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        InviteMember.Map(routes);
    }
}
