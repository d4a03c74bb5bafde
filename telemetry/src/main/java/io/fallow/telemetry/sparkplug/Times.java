package io.fallow.telemetry.sparkplug;

import java.time.Instant;

/** Sparkplug's times. */
final class Times {

  /** The year 9999: beyond it an instant has no room for what is added to it. */
  private static final long LATEST = 253_402_300_799_000L;

  private Times() {}

  /** An instant of unsigned milliseconds since 1970; those out of all reason become the latest. */
  static Instant ofMillis(long millis) {
    return Instant.ofEpochMilli(millis < 0 || millis > LATEST ? LATEST : millis);
  }
}
