package io.fallow.telemetry.retention;

import java.time.Duration;

/**
 * How long things are kept.
 *
 * @param readings raw readings, from their time; those of a day that came in late, such as an
 *     imported log, from when the first of that day came in
 * @param ledger by what messages are known again, from their arrival: longer than any gateway holds
 *     on to a message, or a message that comes again later than that is stored again
 * @param rejects what was not accepted, from its arrival
 */
public record RetentionConfig(Duration readings, Duration ledger, Duration rejects) {

  /** A year and a month of readings, six weeks of the ledger, three months of rejects. */
  public static final RetentionConfig DEFAULT = ofDays(400, 45, 90);

  /** Checks that nothing goes on the day on which it came. */
  public RetentionConfig {
    Duration least = Duration.ofDays(1);
    if (readings.compareTo(least) < 0
        || ledger.compareTo(least) < 0
        || rejects.compareTo(least) < 0) {
      throw new IllegalArgumentException("everything is kept for a day at least");
    }
  }

  /** In days of 24 hours. */
  public static RetentionConfig ofDays(int readings, int ledger, int rejects) {
    return new RetentionConfig(
        Duration.ofDays(readings), Duration.ofDays(ledger), Duration.ofDays(rejects));
  }
}
