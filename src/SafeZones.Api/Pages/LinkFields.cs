using System.ComponentModel.DataAnnotations;
using SafeZones.Api.Features.MaterialRequests;
using SafeZones.Api.Features.Partnerships.ByLink;
using SafeZones.Api.Platform.Database;
using SafeZones.Api.Platform.Http;
using SafeZones.Domain.Materials;
using SafeZones.Domain.Trainings;

namespace SafeZones.Api.Pages;

/// <summary>Who came or left, as a form asks for it: two answers instead of a sign.</summary>
internal sealed record StaffFields
{
    /// <summary>Whether they are new or have left.</summary>
    public required Direction Change { get; init; }

    /// <summary>How many.</summary>
    [Range(1, StaffChanges.PeopleMax)]
    public required int People { get; init; }

    /// <summary>What they do there.</summary>
    public required StaffRole StaffRole { get; init; }

    public ChangeStaff.Body Body => new() { Arrived = Change == Direction.New ? People : -People, StaffRole = StaffRole };

    /// <summary>Which way people went.</summary>
    internal enum Direction
    {
        /// <summary>They came.</summary>
        New,
        /// <summary>They left.</summary>
        Left,
    }
}

/// <summary>What is asked for, as a form asks for it: one thing at a time.</summary>
internal sealed record MaterialFields
{
    /// <summary>What.</summary>
    public required MaterialKind Kind { get; init; }

    /// <summary>How many.</summary>
    [Range(1, MaterialAsking.QuantityMax)]
    public required int Quantity { get; init; }

    /// <summary>What else helps.</summary>
    [StringLength(AskForMaterials.NoteCharactersMax, MinimumLength = 1), OneLine, NoIdentifiers]
    public string? Note { get; init; }

    public AskForMaterials.Body Body => new() { Items = [new AskForMaterials.Item { Kind = Kind, Quantity = Quantity }], Note = Note };
}
