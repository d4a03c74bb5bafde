package io.fallow.sim.local;

import io.fallow.gateway.queue.Cursor;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;

/** How much of what the gateways told until an instant has come through the pipeline. Blocks. */
final class HistoryProgress {

  private final Database database;
  private final GatewayFleet fleet;
  private final Map<String, Integer> gatewayIds;
  private final Instant end;

  /** Messages that the history takes, once it has been played; later ones are of the present. */
  private long whole = Long.MAX_VALUE;

  HistoryProgress(Database database, Registry registry, GatewayFleet fleet, Instant end) {
    this.database = database;
    this.fleet = fleet;
    this.end = end;
    this.gatewayIds =
        fleet.cursors().keySet().stream()
            .collect(
                Collectors.toMap(
                    GatewayAddress::toString,
                    address -> registry.gateway(address).orElseThrow().id()));
  }

  /**
   * How far it is.
   *
   * @param share of the history that is stored, 0 to 1
   * @param readings stored by these gateways, ever
   * @param complete whether all of it is stored, and usage derived from it
   */
  record State(double share, long readings, boolean complete) {}

  private record Stored(long messages, long readings, boolean derived) {}

  /** Looks now. One thread at a time. */
  State look() {
    double played = fleet.played(end);
    Map<GatewayAddress, Cursor> cursors = fleet.cursors();
    long appended = cursors.values().stream().mapToLong(Cursor::lastAppended).sum();
    if (played >= 1 && whole == Long.MAX_VALUE) {
      whole = appended;
    }
    Stored stored = stored(cursors);
    boolean complete = stored.messages() >= whole && stored.derived();
    double share = appended == 0 ? 0 : played * Math.min(1, stored.messages() / (double) appended);
    return new State(complete ? 1 : share, stored.readings(), complete);
  }

  private static final String STORED =
      """
      SELECT count(*) AS messages, coalesce(sum(l.stored), 0) AS readings,
             NOT EXISTS (SELECT FROM usage_waiting WHERE from_time < ?) AS derived
      FROM unnest(?::int[], ?::bigint[]) AS q (gateway_id, epoch)
      JOIN message_ledger l USING (gateway_id, epoch)
      WHERE NOT l.by_hash
      """;

  private Stored stored(Map<GatewayAddress, Cursor> cursors) {
    Integer[] ids =
        cursors.keySet().stream()
            .map(address -> gatewayIds.get(address.toString()))
            .toArray(Integer[]::new);
    Long[] epochs = cursors.values().stream().map(Cursor::epoch).toArray(Long[]::new);
    return database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(STORED)) {
            statement.setObject(1, OffsetDateTime.ofInstant(end, ZoneOffset.UTC));
            statement.setArray(2, connection.createArrayOf("int", ids));
            statement.setArray(3, connection.createArrayOf("bigint", epochs));
            try (ResultSet row = statement.executeQuery()) {
              row.next();
              return new Stored(
                  row.getLong("messages"), row.getLong("readings"), row.getBoolean("derived"));
            }
          }
        });
  }
}
