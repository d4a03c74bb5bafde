package io.fallow.gateway.source.lines;

import io.fallow.gateway.source.Attempts;
import io.fallow.gateway.source.Intake;
import io.fallow.gateway.source.IntakeException;
import io.fallow.gateway.source.Source;
import io.fallow.gateway.source.SourceException;
import io.fallow.gateway.source.SourceHealth;
import io.fallow.gateway.source.SourceState;
import io.fallow.gateway.wire.Reading;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads lines as they come, and goes on where it was after a restart. */
final class LinesSource implements Source {

  private static final Logger LOG = LoggerFactory.getLogger(LinesSource.class);

  private final String name;
  private final Lines lines;
  private final LineReader reader;
  private final SourceState state;
  private Attempts attempts;

  private LinesSource(String name, Lines lines, LineReader reader, Clock clock) {
    this.name = name;
    this.lines = lines;
    this.reader = reader;
    this.state = new SourceState(name, clock);
  }

  static Source of(String name, Lines lines, LineReader reader, Clock clock) {
    return new LinesSource(name, lines, reader, clock);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String describe() {
    return "lines of " + lines.describe();
  }

  @Override
  public void start(Intake intake) {
    attempts = Attempts.start(name, state, () -> readAll(intake));
  }

  private void readAll(Intake intake) throws SourceException, InterruptedException {
    try (lines) {
      lines.open(intake.place());
      state.ok();
      for (Optional<Lines.Some> some = lines.next(); some.isPresent(); some = lines.next()) {
        List<Reading> readings = readings(some.get());
        store(readings, some.get().place(), intake);
        state.took(readings.size());
      }
    }
  }

  /** As often as it takes: the standard input does not say a line twice. */
  private void store(List<Reading> readings, Optional<String> place, Intake intake)
      throws InterruptedException {
    while (true) {
      try {
        intake.take(readings, place);
        state.ok();
        return;
      } catch (IntakeException e) {
        state.trouble(e.getMessage());
        TimeUnit.SECONDS.sleep(1);
      }
    }
  }

  private List<Reading> readings(Lines.Some some) {
    List<Reading> readings = new ArrayList<>();
    for (String line : some.lines()) {
      if (!line.isBlank()) {
        try {
          readings.addAll(reader.read(line));
        } catch (SourceException e) {
          state.refused("a line: " + e.getMessage());
        } catch (RuntimeException bug) { // or it would be read again and again
          LOG.error("{}: a line cannot be read", name, bug);
          state.refused("a line: " + bug);
        }
      }
    }
    for (int i = 0; i < some.tooLong(); i++) {
      state.refused("a line is longer than 64 kB");
    }
    return readings;
  }

  @Override
  public SourceHealth health() {
    return state.health();
  }

  @Override
  public void close() {
    if (attempts != null) {
      attempts.close();
    }
  }
}
