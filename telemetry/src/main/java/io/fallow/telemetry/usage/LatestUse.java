package io.fallow.telemetry.usage;

import io.fallow.gateway.wire.Activity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an asset's newest reading left behind: by it, and by the clock alone, it can be told what
 * the asset is believed to do at any later instant before another reading is known.
 */
public final class LatestUse {

  /** What {@code usage_now} is to be asked with: for what is left behind by the newest reading. */
  public static final long HOUR = Micros.NEVER_AFTER;

  private final Optional<Said> said;

  private LatestUse(Optional<Said> said) {
    this.said = said;
  }

  private record Said(
      Instant lastReading,
      Instant holdsUntil,
      Instant since,
      Activity activity,
      OptionalDouble powerW,
      Optional<Memory> memory) {}

  /**
   * Reads a row of the database's {@code usage_now}; one whose {@code last_time} is null is an
   * asset that never reported.
   */
  public static LatestUse read(ResultSet row) throws SQLException {
    if (row.getObject("last_time") == null) {
      return new LatestUse(Optional.empty());
    }
    double power = row.getDouble("power_w");
    OptionalDouble powerW = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(power);
    return new LatestUse(
        Optional.of(
            new Said(
                instant(row, "last_time"),
                instant(row, "holds_until"),
                instant(row, "since"),
                Activity.ofCode(row.getInt("activity")),
                powerW,
                Optional.ofNullable(row.getBytes("memory")).map(Memory::of))));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** What the asset is believed to do at an instant not before its newest reading. */
  public ActivityNow at(Instant now) {
    return said.map(known -> at(known, now)).orElse(ActivityNow.NEVER_SEEN);
  }

  private static ActivityNow at(Said said, Instant now) {
    Belief belief = belief(said, now);
    Activity activity = Activity.ofCode(belief.activity());
    Optional<Instant> lastReading = Optional.of(said.lastReading());
    boolean silent = now.isAfter(said.holdsUntil());
    if (activity != Activity.UNKNOWN && silent) {
      return new ActivityNow(
          Activity.UNKNOWN, Optional.of(said.holdsUntil()), lastReading, OptionalDouble.empty());
    }
    return new ActivityNow(
        activity,
        Optional.of(Micros.instant(belief.since())),
        lastReading,
        silent ? OptionalDouble.empty() : said.powerW());
  }

  /** As time goes by, what the last reading says may come to count, or a pause be a long one. */
  private static Belief belief(Said said, Instant now) {
    long since = Micros.of(said.since());
    return said.memory()
        .map(left -> left.at(Math.max(left.time(), Micros.of(now)), since))
        .orElseGet(() -> new Belief(said.activity().code(), since));
  }
}
