namespace SafeZones.Api.Features.Members;

/// <summary>Members: the people of an organisation and what they may do.</summary>
internal static class MembersFeature
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        GetMe.Map(routes);
        InviteMember.Map(routes);
        ListMembers.Map(routes);
        GetMember.Map(routes);
        PatchMember.Map(routes);
        DisableMember.Map(routes);
        EnableMember.Map(routes);
    }
}
