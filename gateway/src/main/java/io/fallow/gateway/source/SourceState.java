package io.fallow.gateway.source;

import io.fallow.gateway.source.SourceHealth.Standing;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a source's health, and tells the log when it changes. Safe for many threads. */
public final class SourceState {

  private static final Logger LOG = LoggerFactory.getLogger(SourceState.class);

  private final String name;
  private final Clock clock;
  private SourceHealth health;

  /**
   * A source that is about to start.
   *
   * @param name for the log
   */
  public SourceState(String name, Clock clock) {
    this.name = name;
    this.clock = clock;
    this.health =
        new SourceHealth(
            Standing.STARTING,
            clock.instant(),
            Optional.empty(),
            0,
            0,
            Optional.empty(),
            Optional.empty());
  }

  /** It reads. */
  public synchronized void ok() {
    if (health.standing() != Standing.OK) {
      LOG.info("{}: reads", name);
      stands(Standing.OK, Optional.empty());
    }
  }

  /** It cannot read; the first word on it goes to the log, and each that is another. */
  public synchronized void trouble(String words) {
    if (!health.trouble().equals(Optional.of(words))) {
      LOG.warn("{}: {}", name, words);
      stands(Standing.TROUBLE, Optional.of(words));
    }
  }

  /** It has read all there is. */
  public synchronized void ended() {
    LOG.info("{}: has ended", name);
    stands(Standing.ENDED, Optional.empty());
  }

  /** It read something that is no reading; each other reason goes to the log once in a row. */
  public synchronized void refused(String why) {
    if (!health.lastRefusal().equals(Optional.of(why))) {
      LOG.warn("{}: refused: {}", name, why);
    }
    health =
        new SourceHealth(
            health.standing(),
            health.since(),
            health.trouble(),
            health.readings(),
            health.refused() + 1,
            Optional.of(why),
            health.lastReadingAt());
  }

  /** It handed readings in. */
  public synchronized void took(int readings) {
    if (readings > 0) {
      health =
          new SourceHealth(
              health.standing(),
              health.since(),
              health.trouble(),
              health.readings() + readings,
              health.refused(),
              health.lastRefusal(),
              Optional.of(clock.instant()));
    }
  }

  /** How it is. */
  public synchronized SourceHealth health() {
    return health;
  }

  private void stands(Standing standing, Optional<String> trouble) {
    Instant since = standing == health.standing() ? health.since() : clock.instant();
    health =
        new SourceHealth(
            standing,
            since,
            trouble,
            health.readings(),
            health.refused(),
            health.lastRefusal(),
            health.lastReadingAt());
  }
}
