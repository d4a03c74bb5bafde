package io.fallow.scheduler.booking;

import io.fallow.gateway.wire.Activity;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.telemetry.usage.UsageQueries;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What an asset does at this moment, which is asked only where it matters. */
final class Present {

  private static final long QUARTER_S = Duration.ofMinutes(15).toSeconds();

  private Present() {}

  /** Whether a time begins no later than the present quarter-hour ends. */
  static boolean isIn(TimeRange time, Instant now) {
    long quarter = Math.floorDiv(now.getEpochSecond(), QUARTER_S);
    return time.start().isBefore(Instant.ofEpochSecond((quarter + 1) * QUARTER_S));
  }

  /** Empty for a time that begins after the present quarter-hour. */
  static Optional<Activity> of(Connection connection, int assetId, TimeRange time, Instant now)
      throws SQLException {
    return isIn(time, now)
        ? Optional.of(UsageQueries.now(connection, List.of(assetId), now).get(assetId).activity())
        : Optional.empty();
  }
}
