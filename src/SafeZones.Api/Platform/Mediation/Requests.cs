using MediatR;

namespace SafeZones.Api.Platform.Mediation;

/// <summary>What passes the part of the pipeline that writes; a query does not even meet it.</summary>
internal interface IWrite;

/// <summary>Reads an organisation's partition: one round trip, read-only.</summary>
internal interface IQuery<out TAnswer> : IRequest<TAnswer>;

/// <summary>
/// Changes an organisation's partition, or reads what is restricted and leaves a trace: one transaction with its audit
/// entries and its idempotency key.
/// </summary>
internal interface ICommand<out TAnswer> : IRequest<TAnswer>, IWrite;

/// <summary>Reads what belongs to the platform.</summary>
internal interface IPlatformQuery<out TAnswer> : IRequest<TAnswer>;

/// <summary>Changes what belongs to the platform.</summary>
internal interface IPlatformCommand<out TAnswer> : IRequest<TAnswer>, IWrite;
