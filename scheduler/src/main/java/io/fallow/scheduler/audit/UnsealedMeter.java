package io.fallow.scheduler.audit;

import io.fallow.telemetry.store.Database;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches how long entries wait to be sealed: until then whoever can change the database can change
 * them unseen. Blocks; for one thread.
 */
public final class UnsealedMeter {

  private static final Logger LOG = LoggerFactory.getLogger(UnsealedMeter.class);
  private static final Duration TOO_LONG = Duration.ofMinutes(1);

  private final Database database;
  private volatile double seconds = Double.NaN;
  private boolean warned;

  /** Shows what it finds as {@code fallow.audit.unsealed}; nothing while it can't look. */
  public UnsealedMeter(Database database, MeterRegistry meters) {
    this.database = database;
    Gauge.builder("fallow.audit.unsealed", this, watch -> watch.seconds)
        .baseUnit("seconds")
        .description("Since when the oldest entry of the audit trail waits to be sealed")
        .register(meters);
  }

  /** Looks; warns once of each time in which entries wait for long. */
  public void look() {
    seconds = Double.NaN;
    double found = database.inTransaction(UnsealedMeter::oldest);
    seconds = found;
    boolean tooLong = found > TOO_LONG.toSeconds();
    if (tooLong && !warned) {
      LOG.warn("Entries of the audit trail wait since {} s to be sealed", Math.round(found));
    }
    warned = tooLong;
  }

  private static final String OLDEST =
      """
      SELECT coalesce(extract(epoch FROM clock_timestamp() - min(e.at)), 0)
      FROM audit_entry e
      WHERE e.id > (SELECT through FROM audit_progress)
        AND NOT EXISTS (SELECT FROM audit_seal s WHERE s.entry_id = e.id)
      """;

  private static double oldest(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(OLDEST)) {
      row.next();
      return Math.max(0, row.getDouble(1));
    }
  }
}
