package io.fallow.telemetry.ingest;

import java.time.Duration;
import java.util.Optional;

/**
 * How ingest is doing.
 *
 * @param connected whether the broker delivers
 * @param lag how long ago the oldest message arrived that isn't stored yet; zero when none waits
 * @param full for how long no message has found room in memory; zero while there is room
 * @param trouble what keeps ingest from connecting or from storing, if anything does
 */
public record IngestHealth(
    boolean connected, Duration lag, Duration full, Optional<String> trouble) {

  /** With a message older than this, ingest does not keep up. */
  public static final Duration LAG_LIMIT = Duration.ofSeconds(60);

  /** When nothing has found room for this long, nothing is taken out either. */
  public static final Duration FULL_LIMIT = Duration.ofSeconds(30);

  /** Whether messages arrive and are stored, in time. */
  public boolean healthy() {
    return fault().isEmpty();
  }

  /** What is wrong, for people: the cause where it is known, else what is seen of it. */
  public Optional<String> fault() {
    return trouble
        .or(() -> unless(connected, "not connected to the broker"))
        .or(
            () ->
                unless(
                    full.compareTo(FULL_LIMIT) <= 0,
                    "no message has found room in memory for %d s".formatted(full.toSeconds())))
        .or(
            () ->
                unless(
                    lag.compareTo(LAG_LIMIT) <= 0,
                    "the oldest message has waited for %d s, more than %d s"
                        .formatted(lag.toSeconds(), LAG_LIMIT.toSeconds())));
  }

  private static Optional<String> unless(boolean well, String fault) {
    return well ? Optional.empty() : Optional.of(fault);
  }
}
