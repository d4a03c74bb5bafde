package io.fallow.telemetry.retention;

import static io.fallow.telemetry.store.SqlValues.timestamp;

import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Drops chunks of readings: the older ones first, each in its own transaction, which notes for each
 * of its assets from when on the readings are all there. A chunk out of which usage still has
 * something to derive stays.
 */
final class OldReadings {

  private static final int AT_ONCE = 1_000;

  private record Chunk(Instant start, Instant end) {}

  private final Turn turn;

  OldReadings(Turn turn) {
    this.turn = turn;
  }

  /** Drops what is older than that, and says how many chunks went. */
  int drop(Instant before) {
    int dropped = 0;
    for (Chunk chunk : turn.take(connection -> chunks(connection, before)).orElse(List.of())) {
      Optional<Boolean> gone = turn.take(connection -> drop(connection, chunk));
      if (!gone.orElse(false)) {
        return dropped;
      }
      dropped++;
    }
    return dropped;
  }

  // A log of long ago that was imported lately is not old: its chunks were created lately.
  private static final String CHUNKS =
      """
      SELECT range_start, range_end FROM timescaledb_information.chunks
      WHERE hypertable_schema = current_schema() AND hypertable_name = 'reading'
        AND range_end <= ? AND chunk_creation_time <= ?
      ORDER BY range_end
      LIMIT ?
      """;

  private static List<Chunk> chunks(Connection connection, Instant before) throws SQLException {
    List<Chunk> chunks = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(CHUNKS)) {
      query.setObject(1, timestamp(before));
      query.setObject(2, timestamp(before));
      query.setInt(3, AT_ONCE);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          chunks.add(
              new Chunk(
                  SqlValues.instant(row, "range_start"), SqlValues.instant(row, "range_end")));
        }
      }
    }
    return chunks;
  }

  private static boolean drop(Connection connection, Chunk chunk) throws SQLException {
    lockOutUsage(connection);
    if (isWaitedFor(connection, chunk)) {
      return false;
    }
    dropChunk(connection, chunk);
    return true;
  }

  /** A claim holds ROW SHARE on this table: the lock waits for its end, and the next claim here. */
  private static void lockOutUsage(Connection connection) throws SQLException {
    try (Statement lock = connection.createStatement()) {
      lock.execute("LOCK TABLE usage_state IN EXCLUSIVE MODE");
    }
  }

  private static final String WAITED_FOR =
      "SELECT EXISTS (SELECT FROM usage_waiting WHERE from_time < ?)";

  private static boolean isWaitedFor(Connection connection, Chunk chunk) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(WAITED_FOR)) {
      query.setObject(1, timestamp(chunk.end()));
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  // Floors are raised by it, too: nothing is dropped that isn't noted.
  private static final String DROP = "SELECT drop_readings(?, ?)";

  private static void dropChunk(Connection connection, Chunk chunk) throws SQLException {
    try (PreparedStatement drop = connection.prepareStatement(DROP)) {
      drop.setObject(1, timestamp(chunk.start()));
      drop.setObject(2, timestamp(chunk.end()));
      drop.execute();
    }
  }
}
