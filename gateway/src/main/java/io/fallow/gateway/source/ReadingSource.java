package io.fallow.gateway.source;

import io.fallow.gateway.wire.Reading;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A source with one thread, which reads again and again by {@link Attempts}. What is left to say
 * for each kind is how to read.
 */
public abstract class ReadingSource implements Source {

  private final String name;
  private final SourceState state;
  private Attempts attempts;

  /**
   * A source that isn't started yet.
   *
   * @param clock tells since when it is how it is
   */
  protected ReadingSource(String name, Clock clock) {
    this.name = name;
    this.state = new SourceState(name, clock);
  }

  /**
   * Reads until it fails or is interrupted; to return is to have read all there is. Tells the state
   * how it goes.
   *
   * @throws SourceException when nothing can be read any more; the message is for the operator
   */
  protected abstract void read(Intake intake)
      throws SourceException, IntakeException, InterruptedException;

  /** How it goes. */
  protected final SourceState state() {
    return state;
  }

  /**
   * Hands readings in as often as it takes: for those who could not read them once more.
   *
   * @param place behind them, as of {@link Intake#take}
   */
  protected final void store(List<Reading> readings, Optional<String> place, Intake intake)
      throws InterruptedException {
    while (true) {
      try {
        intake.take(readings, place);
        state.ok();
        state.took(readings.size());
        return;
      } catch (IntakeException e) {
        state.trouble(e.getMessage());
        TimeUnit.SECONDS.sleep(1);
      }
    }
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final void start(Intake intake) {
    attempts = Attempts.start(name, state, () -> read(intake));
  }

  @Override
  public final SourceHealth health() {
    return state.health();
  }

  @Override
  public final void close() {
    if (attempts != null) {
      attempts.close();
    }
  }
}
