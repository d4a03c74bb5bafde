package io.fallow.telemetry.ingest;

import java.time.Duration;
import java.util.Optional;

/**
 * How ingest is doing.
 *
 * @param connected whether the broker delivers
 * @param lag how long ago the oldest message arrived that isn't stored yet; zero when none waits
 * @param trouble what keeps ingest from connecting or from storing, if anything does
 */
public record IngestHealth(boolean connected, Duration lag, Optional<String> trouble) {

  /** Whether messages arrive and are stored. */
  public boolean healthy() {
    return connected && trouble.isEmpty();
  }
}
