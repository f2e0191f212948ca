using SafeZones.Api.Tests.World;

[assembly: AssemblyFixture(typeof(SharedApi))]

namespace SafeZones.Api.Tests.World;

/// <summary>The API that tests share. Each makes an organisation of its own, and so none sees another.</summary>
public sealed class SharedApi : IAsyncLifetime
{
    public RunningApi Api { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Api = await RunningApi.Start();

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        await Api.Database.DisposeAsync();
    }
}
