namespace SafeZones.Domain.Links;

/// <summary>The one thing that a venue does with an action link.</summary>
public enum LinkPurpose
{
    /// <summary>Accept the programme's pledge.</summary>
    AcceptPledge,
    /// <summary>Confirm who was there when its people were trained.</summary>
    ConfirmAttendance,
    /// <summary>Tell how many people work there.</summary>
    DeclareStaff,
    /// <summary>Say that a sticker is on show.</summary>
    ConfirmDisplay,
    /// <summary>Log interventions, as often as there are any: the standing link of the venue's staff.</summary>
    LogIntervention,
    /// <summary>Pause for a while.</summary>
    Pause,
    /// <summary>Tell that the place moved, closed or has a new owner.</summary>
    Close,
    /// <summary>Leave the programme.</summary>
    Withdraw,
    /// <summary>Tell who came to work there and who left.</summary>
    ChangeStaff,
    /// <summary>Ask for flyers, cards or another sticker.</summary>
    AskForMaterials,
    /// <summary>Appeal against a suspension.</summary>
    Appeal,
}
