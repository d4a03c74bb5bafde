package io.fallow.sim.bench;

import io.fallow.sim.database.LocalTimescale;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Asks the database itself what it has. Blocks; for one thread. */
final class StoredReadings implements AutoCloseable {
  private final LocalTimescale database;
  private final Connection looking;

  StoredReadings(LocalTimescale database) {
    this.database = database;
    try {
      this.looking = open();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot connect to the database", e);
    }
  }

  private static final String WAITING =
      "SELECT (SELECT count(*) FROM usage_mark) + (SELECT count(*) FROM usage_dirty)";

  /** What usage has before it: marks that ingest left, and assets to be derived. */
  long waiting() {
    try (Statement select = looking.createStatement();
        ResultSet row = select.executeQuery(WAITING)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot count what waits", e);
    }
  }

  private static final String USAGE_LAG =
      """
      SELECT coalesce(avg(extract(epoch FROM ?::timestamptz - last_time)), 0)::float8
      FROM usage_state WHERE last_time >= ?
      """;

  /**
   * Seconds by which usage is behind an instant, on average over the assets that had a reading
   * since another.
   */
  double usageLag(Instant since, Instant until) {
    try (PreparedStatement select = looking.prepareStatement(USAGE_LAG)) {
      select.setObject(1, at(until));
      select.setObject(2, at(since));
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getDouble(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot see how far usage is", e);
    }
  }

  /**
   * By message, as its readings in the table tell: a message's newest reading has the instant at
   * which it was due, and the commit timestamp is that of the ledger row's transaction.
   */
  private static final String STORED =
      """
      WITH sent AS MATERIALIZED (
        SELECT message_id, count(*) AS readings, max(time) AS due
        FROM reading WHERE time >= ? AND time < ?
        GROUP BY message_id
      ), known AS MATERIALIZED (
        SELECT message_id, pg_xact_commit_timestamp(xmin) AS committed
        FROM message_ledger WHERE epoch = ? AND NOT by_hash
      ), both_of AS (
        SELECT readings, committed,
               extract(epoch FROM committed - due)::float8 * 1000 AS millis
        FROM known LEFT JOIN sent USING (message_id)
      )
      SELECT count(*), coalesce(sum(readings), 0)::bigint,
             count(*) FILTER (WHERE readings IS DISTINCT FROM ?), max(committed),
             percentile_cont(0.5) WITHIN GROUP (ORDER BY millis),
             percentile_cont(0.99) WITHIN GROUP (ORDER BY millis), max(millis)
      FROM both_of
      """;

  /**
   * Counts.
   *
   * @param from no later than the first reading
   */
  Stored of(long epoch, Instant from, int readingsEach) {
    try (Connection connection = open();
        PreparedStatement select = connection.prepareStatement(STORED)) {
      select.setObject(1, at(from.minusSeconds(5)));
      select.setObject(2, at(Instant.now().plusSeconds(5)));
      select.setLong(3, epoch);
      select.setInt(4, readingsEach);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        OffsetDateTime last = row.getObject(4, OffsetDateTime.class);
        return new Stored(
            row.getLong(1),
            row.getLong(2),
            row.getLong(3),
            last == null ? Instant.now() : last.toInstant(),
            row.getDouble(5),
            row.getDouble(6),
            row.getDouble(7));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot count what is stored", e);
    }
  }

  /** With no nested loops: of tables that were just filled the planner has no idea how large. */
  Connection open() throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl() + "?options=-c%20enable_nestloop=off%20-c%20work_mem=64MB",
        database.user(),
        database.password());
  }

  @Override
  public void close() {
    try {
      looking.close();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot disconnect", e);
    }
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
