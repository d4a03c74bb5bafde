package io.fallow.scheduler.api.telling;

import java.time.Duration;

/**
 * How streams go.
 *
 * @param tick between two looks at the log
 * @param heartbeat after how much silence a sign of life is sent
 * @param patience how long a receiver may take nothing
 * @param inspection how often it is asked whether a receiver may still read
 */
record StreamPace(Duration tick, Duration heartbeat, Duration patience, Duration inspection) {

  static final StreamPace USUAL =
      new StreamPace(
          Duration.ofMillis(250),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5));

  /** Of what assets do: a look costs more, and half a second is soon enough. */
  static final StreamPace OF_FLEETS =
      new StreamPace(
          Duration.ofMillis(500), USUAL.heartbeat(), USUAL.patience(), USUAL.inspection());

  int ticksToHeartbeat() {
    return (int) heartbeat.dividedBy(tick);
  }

  int ticksToInspection() {
    return (int) inspection.dividedBy(tick);
  }

  int ticksOfPatience() {
    return (int) patience.dividedBy(tick);
  }
}
