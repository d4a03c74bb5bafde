package io.fallow.telemetry.usage;

import io.fallow.telemetry.store.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * For how long the oldest change of readings has waited to be taken into usage, by the database's
 * clock: looked up now and then, and older by the second in between.
 */
final class WaitingAge {

  private static final Duration EVERY = Duration.ofSeconds(10);

  private record Look(long atNanos, double seconds) {

    boolean isRecent() {
      return System.nanoTime() - atNanos < EVERY.toNanos();
    }

    double secondsByNow() {
      return seconds == 0 ? 0 : seconds + (System.nanoTime() - atNanos) / 1e9;
    }
  }

  private volatile Look last = new Look(System.nanoTime() - EVERY.toNanos(), 0);

  WaitingAge(MeterRegistry meters) {
    TimeGauge.builder("fallow.usage.oldest", this, TimeUnit.SECONDS, age -> age.last.secondsByNow())
        .description("for how long the oldest change of readings has waited for usage")
        .register(meters);
  }

  /** Looks again if the last look was a while ago. */
  void look(Database database) {
    if (!last.isRecent()) {
      double seconds = database.inTransaction(WaitingAge::age);
      last = new Look(System.nanoTime(), seconds);
    }
  }

  private static final String AGE =
      """
      SELECT coalesce(extract(epoch FROM clock_timestamp() - least(
          (SELECT min(made_at) FROM usage_mark),
          (SELECT min(made_at) FROM usage_dirty)))::double precision, 0)
      """;

  private static double age(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(AGE);
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getDouble(1);
    }
  }
}
