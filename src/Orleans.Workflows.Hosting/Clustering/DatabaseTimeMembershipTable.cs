using Orleans;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService;

namespace Workflows.Hosting.Clustering;

/// <summary>
/// Orleans' membership table with all times by the database's clock. Orleans itself reads the clock of its machine (<c>DateTime.UtcNow</c>), for its own row as well as to see whose row is out of date;
/// so times are translated on their way in and out. Otherwise a silo whose clock is minutes behind could not join after a crash, and one whose clock is ahead would take all others for silent.
/// </summary>
internal sealed class DatabaseTimeMembershipTable(AdoNetClusteringTable table, OrleansClock clock) : IMembershipTable
{
    /// <inheritdoc/>
    public Task InitializeMembershipTable(bool tryInitTableVersion) =>
        table.InitializeMembershipTableAsync(tryInitTableVersion, CancellationToken.None);

    /// <inheritdoc/>
    public Task DeleteMembershipTableEntries(string clusterId) =>
        table.DeleteMembershipTableEntriesAsync(clusterId, CancellationToken.None);

    /// <inheritdoc/>
    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) =>
        table.CleanupDefunctSiloEntriesAsync(beforeDate - clock.Ahead, CancellationToken.None);

    /// <inheritdoc/>
    public async Task<MembershipTableData> ReadRow(SiloAddress key) =>
        Shift(await table.ReadRowAsync(key, CancellationToken.None), clock.Ahead);

    /// <inheritdoc/>
    public async Task<MembershipTableData> ReadAll() => Shift(await table.ReadAllAsync(CancellationToken.None), clock.Ahead);

    /// <inheritdoc/>
    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) =>
        table.InsertRowAsync(Shift(entry, -clock.Ahead), tableVersion, CancellationToken.None);

    /// <inheritdoc/>
    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) =>
        table.UpdateRowAsync(Shift(entry, -clock.Ahead), etag, tableVersion, CancellationToken.None);

    /// <inheritdoc/>
    public Task UpdateIAmAlive(MembershipEntry entry) =>
        // Orleans hands over nothing but these two.
        table.UpdateIAmAliveAsync(
            new MembershipEntry { SiloAddress = entry.SiloAddress, IAmAliveTime = entry.IAmAliveTime - clock.Ahead },
            CancellationToken.None
        );

    private static MembershipTableData Shift(MembershipTableData rows, TimeSpan by) =>
        by == TimeSpan.Zero
            ? rows
            : new MembershipTableData([.. rows.Members.Select(row => Tuple.Create(Shift(row.Item1, by), row.Item2))], rows.Version);

    /// <summary>A copy: Orleans keeps what it hands over.</summary>
    private static MembershipEntry Shift(MembershipEntry entry, TimeSpan by) =>
        by == TimeSpan.Zero
            ? entry
            : new MembershipEntry
            {
                SiloAddress = entry.SiloAddress,
                Status = entry.Status,
                SuspectTimes = entry.SuspectTimes?.ConvertAll(vote => Tuple.Create(vote.Item1, vote.Item2 + by)),
                ProxyPort = entry.ProxyPort,
                HostName = entry.HostName,
                SiloName = entry.SiloName,
                RoleName = entry.RoleName,
                UpdateZone = entry.UpdateZone,
                FaultZone = entry.FaultZone,
                StartTime = entry.StartTime + by,
                IAmAliveTime = entry.IAmAliveTime + by,
            };
}
