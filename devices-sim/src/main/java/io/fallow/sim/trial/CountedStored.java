package io.fallow.sim.trial;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** What the database has of a gateway's {@linkplain Counted counted readings}. */
final class CountedStored {

  private final Database database;
  private final GatewayAddress gateway;

  CountedStored(Database database, GatewayAddress gateway) {
    this.database = database;
    this.gateway = gateway;
  }

  /**
   * Of the readings with numbers from 0 on.
   *
   * @param rows that there are
   * @param numbers of them that differ
   * @param above rows whose number is none of those
   */
  record Counts(long rows, long numbers, long above) {}

  private static final String OURS =
      """
      WITH ours AS (
          SELECT r.*, l.sequence, l.received_at FROM reading r
          JOIN message_ledger l USING (message_id)
          JOIN gateway w ON w.id = l.gateway_id
          JOIN organisation o ON o.id = w.organisation_id
          WHERE o.code = ? AND w.code = ?)
      """;

  private static final String COUNTS =
      OURS
          + """
          SELECT count(*) FILTER (WHERE counter < ?), count(DISTINCT counter) FILTER (WHERE counter < ?),
                 count(*) FILTER (WHERE counter >= ?)
          FROM ours
          """;

  /** Counts the readings with numbers below one. */
  Counts counts(long below) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select = bound(connection.prepareStatement(COUNTS))) {
            select.setLong(3, below);
            select.setLong(4, below);
            select.setLong(5, below);
            try (ResultSet row = select.executeQuery()) {
              row.next();
              return new Counts(row.getLong(1), row.getLong(2), row.getLong(3));
            }
          }
        });
  }

  private static final String OUT_OF_ORDER =
      OURS
          + """
          SELECT count(*) FROM (
              SELECT time < lag(time) OVER (
                  PARTITION BY asset_id, sequence <= ? ORDER BY sequence, counter) AS wrong
              FROM ours) each
          WHERE wrong
          """;

  /**
   * Readings that are in an earlier message than an older one of the same asset, within the backlog
   * and within what was live. Messages are published in the order of their numbers; which of two
   * neighbours is stored first is up to the platform, which stores several batches at once.
   *
   * @param backlog the last message of it
   */
  long outOfOrder(long backlog) {
    return number(OUT_OF_ORDER, backlog);
  }

  private static final String AGE =
      OURS
          + """
          SELECT coalesce(1000 * max(extract(epoch FROM received_at - time)), 0)::bigint
          FROM ours WHERE counter >= ? AND received_at < ?
          """;

  /** How old a reading with a number from one on was at most when it came, until a time. */
  Duration oldestAtArrival(long from, Instant until) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select = bound(connection.prepareStatement(AGE))) {
            select.setLong(3, from);
            select.setObject(4, SqlValues.timestamp(until));
            try (ResultSet row = select.executeQuery()) {
              row.next();
              return Duration.ofMillis(row.getLong(1));
            }
          }
        });
  }

  private static final String NEWEST =
      """
      SELECT coalesce(1000 * extract(epoch FROM clock_timestamp() - max(time)), 1e9)::bigint
      FROM reading WHERE time > now() - interval '2 minutes' AND counter >= ?
      """;

  /** How old the newest reading with a number from one on is that is stored, at this moment. */
  Duration ageOfNewest(long from) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(NEWEST)) {
            select.setLong(1, from);
            try (ResultSet row = select.executeQuery()) {
              row.next();
              return Duration.ofMillis(row.getLong(1));
            }
          }
        });
  }

  private long number(String sql, long parameter) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select = bound(connection.prepareStatement(sql))) {
            select.setLong(3, parameter);
            try (ResultSet row = select.executeQuery()) {
              row.next();
              return row.getLong(1);
            }
          }
        });
  }

  private PreparedStatement bound(PreparedStatement select) throws SQLException {
    select.setString(1, gateway.organisation());
    select.setString(2, gateway.gateway());
    return select;
  }
}
