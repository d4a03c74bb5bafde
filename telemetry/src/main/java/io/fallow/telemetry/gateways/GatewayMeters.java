package io.fallow.telemetry.gateways;

import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.StoreException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/**
 * What is shown of all gateways together, by every instance alike; looked up every ten seconds. NaN
 * while it is not known.
 */
final class GatewayMeters {

  private static final Duration EVERY = Duration.ofSeconds(10);

  private record Counts(double missing, double offline, double clockWrong) {

    static final Counts UNKNOWN = new Counts(Double.NaN, Double.NaN, Double.NaN);
  }

  private volatile Counts counts = Counts.UNKNOWN;
  private long lookedNanos = System.nanoTime() - EVERY.toNanos(); // for one thread

  GatewayMeters(MeterRegistry meters) {
    gauge(
        meters,
        "missing",
        "messages that later ones overtook and that did not come",
        Counts::missing);
    gauge(meters, "offline", "gateways that were connected once and are not now", Counts::offline);
    gauge(
        meters,
        "clock.wrong",
        "gateways whose clock is off by more than the limit",
        Counts::clockWrong);
  }

  private void gauge(
      MeterRegistry meters, String name, String what, ToDoubleFunction<Counts> value) {
    Gauge.builder("fallow.gateways." + name, this, each -> value.applyAsDouble(each.counts))
        .description(what)
        .register(meters);
  }

  /** Looks again if the last look was a while ago. */
  void look(Database database) {
    if (System.nanoTime() - lookedNanos >= EVERY.toNanos()) {
      lookedNanos = System.nanoTime();
      lookNow(database);
    }
  }

  /** Looks again. */
  void lookNow(Database database) {
    try {
      counts = database.inTransaction(GatewayMeters::counts);
    } catch (StoreException outage) {
      counts = Counts.UNKNOWN;
      throw outage;
    }
  }

  private static final String COUNTS =
      """
      SELECT (SELECT coalesce(sum(%s), 0)::double precision
              FROM gateway_gap g LEFT JOIN gateway_health h USING (gateway_id)) AS missing,
             (SELECT count(*) FROM gateway_status WHERE NOT online) AS offline,
             (SELECT count(*) FROM gateway_traffic WHERE abs(clock_ahead_ms) > ?) AS clock_wrong
      """
          .formatted(GatewayQueries.LOST);

  private static Counts counts(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(COUNTS)) {
      query.setLong(1, GatewayState.CLOCK_LIMIT.toMillis());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return new Counts(
            row.getDouble("missing"), row.getDouble("offline"), row.getDouble("clock_wrong"));
      }
    }
  }
}
