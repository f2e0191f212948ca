namespace SafeZones.Domain;

/// <summary>What a job does.</summary>
public enum JobKind
{
    /// <summary>Prints decals into one PDF.</summary>
    DecalPrint,
}

/// <summary>Where a job stands.</summary>
public enum JobStatus
{
    /// <summary>Waiting for its turn.</summary>
    Queued,
    /// <summary>At work.</summary>
    Running,
    /// <summary>Done: its result can be fetched.</summary>
    Succeeded,
    /// <summary>Given up.</summary>
    Failed,
    /// <summary>Called off by somebody.</summary>
    Cancelled,
}

/// <summary>What happens to a job.</summary>
public enum JobAction
{
    /// <summary>Do a part of it.</summary>
    Advance,
    /// <summary>Do the last part.</summary>
    Finish,
    /// <summary>Give it up.</summary>
    Fail,
    /// <summary>Call it off.</summary>
    Cancel,
}

/// <summary>Who does something to a job.</summary>
public enum JobActor
{
    /// <summary>Somebody of the organisation.</summary>
    Member,
    /// <summary>The system.</summary>
    System,
}

/// <summary>The life of a job: what takes longer than a request may.</summary>
public static class JobLifecycle
{
    private const JobActor Member = JobActor.Member;
    private const JobActor System = JobActor.System;

    /// <summary>Its table of moves.</summary>
    public static Lifecycle<JobStatus, JobAction, JobActor> Table { get; } = new(
        "job",
        new(JobStatus.Queued, JobAction.Advance, JobStatus.Running, [System]),
        new(JobStatus.Running, JobAction.Advance, JobStatus.Running, [System]),
        new(JobStatus.Queued, JobAction.Finish, JobStatus.Succeeded, [System]),
        new(JobStatus.Running, JobAction.Finish, JobStatus.Succeeded, [System]),
        new(JobStatus.Queued, JobAction.Fail, JobStatus.Failed, [System]),
        new(JobStatus.Running, JobAction.Fail, JobStatus.Failed, [System]),
        new(JobStatus.Queued, JobAction.Cancel, JobStatus.Cancelled, [Member]),
        new(JobStatus.Running, JobAction.Cancel, JobStatus.Cancelled, [Member]));
}
