package io.fallow.telemetry.usage;

import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the index by asset and time on chunks of readings to which hardly anything is added any
 * more: while a chunk is hot, the index would cost ingest more than it is worth. Used by one
 * thread.
 */
final class ClosedChunks {

  private static final Logger LOG = LoggerFactory.getLogger(ClosedChunks.class);
  private static final Duration CLOSED_AFTER = Duration.ofDays(1);
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  private final Database database;
  private final Deque<String> chunks = new ArrayDeque<>();
  private Instant nextLook;

  /**
   * Closed chunks of this database.
   *
   * @param firstLook nothing is built before it: what is played in at a start comes first
   */
  ClosedChunks(Database database, Instant firstLook) {
    this.database = database;
    this.nextLook = firstLook;
  }

  /** Builds at most one index; writers of that chunk wait for so long. Says whether it did. */
  boolean indexOne(Instant now) {
    if (chunks.isEmpty() && !now.isBefore(nextLook)) {
      nextLook = now.plus(LOOK_EVERY);
      chunks.addAll(database.inTransaction(connection -> missing(connection, now)));
    }
    String chunk = chunks.poll();
    if (chunk == null) {
      return false;
    }
    try {
      return database.inTransaction(connection -> build(connection, chunk));
    } catch (StoreException.Overloaded | StoreException.Broken e) {
      LOG.info("Not indexed now, but looked for again: {}: {}", chunk, e.getMessage());
      return false;
    }
  }

  private static final String MISSING =
      """
      SELECT format('%I.%I', chunk_schema, chunk_name)
      FROM timescaledb_information.chunks c
      WHERE hypertable_schema = current_schema() AND hypertable_name = 'reading'
        AND range_end < ? AND NOT is_compressed
        AND NOT EXISTS (SELECT FROM pg_indexes i
                        WHERE i.schemaname = c.chunk_schema AND i.tablename = c.chunk_name
                          AND i.indexname = c.chunk_name || '_asset')
      ORDER BY range_end
      """;

  private static Deque<String> missing(Connection connection, Instant now) throws SQLException {
    Deque<String> found = new ArrayDeque<>();
    try (PreparedStatement query = connection.prepareStatement(MISSING)) {
      query.setObject(1, now.minus(CLOSED_AFTER).atOffset(ZoneOffset.UTC));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(row.getString(1));
        }
      }
    }
    return found;
  }

  private static final String BUILD = "SELECT index_readings(?::regclass)";

  private static boolean build(Connection connection, String chunk) throws SQLException {
    try (Statement settings = connection.createStatement();
        PreparedStatement build = connection.prepareStatement(BUILD)) {
      settings.execute("SET LOCAL lock_timeout = '1s'");
      build.setString(1, chunk);
      return build.execute();
    }
  }
}
