package io.fallow.scheduler.telling;

import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches how long what has happened can't be told, because an older transaction that writes is
 * still under way: nobody's events are readable past it. Blocks; for one thread.
 */
public final class HeldBack {

  private static final Logger LOG = LoggerFactory.getLogger(HeldBack.class);
  private static final Duration TOO_LONG = Duration.ofMinutes(1);

  private final Database database;
  private volatile double seconds = Double.NaN;
  private boolean warned;

  /** Shows what it finds as {@code fallow.events.held.back}; nothing while it can't look. */
  public HeldBack(Database database, MeterRegistry meters) {
    this.database = database;
    Gauge.builder("fallow.events.held.back", this, watch -> watch.seconds)
        .baseUnit("seconds")
        .description("Since when the oldest event waits for an older transaction to end")
        .register(meters);
  }

  /** Looks; warns once of each time in which events wait for long. */
  public void look(Instant now) {
    seconds = Double.NaN;
    double found = database.inTransaction(connection -> oldest(connection, now));
    seconds = found;
    boolean tooLong = found > TOO_LONG.toSeconds();
    if (tooLong && !warned) {
      String who = database.inTransaction(HeldBack::culprit);
      LOG.warn("Events wait since {} s for a transaction to end: {}", Math.round(found), who);
    }
    warned = tooLong;
  }

  private static final String OLDEST =
      """
      SELECT coalesce(extract(epoch FROM ?::timestamptz - min(at)), 0) FROM event
      WHERE xid >= (SELECT event_horizon())
      """;

  private static double oldest(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(OLDEST)) {
      query.setObject(1, SqlValues.timestamp(now));
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return Math.max(0, row.getDouble(1));
      }
    }
  }

  private static final String CULPRIT =
      "SELECT coalesce(longest_writer(), 'of another user, or prepared')";

  private static String culprit(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(CULPRIT)) {
      row.next();
      return row.getString(1);
    }
  }
}
