package io.fallow.gateway.source.lines;

import io.fallow.gateway.source.Intake;
import io.fallow.gateway.source.ReadingSource;
import io.fallow.gateway.source.Source;
import io.fallow.gateway.source.SourceException;
import io.fallow.gateway.wire.Reading;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads lines as they come, and goes on where it was after a restart. */
final class LinesSource extends ReadingSource {

  private static final Logger LOG = LoggerFactory.getLogger(LinesSource.class);

  private final Lines lines;
  private final LineReader reader;

  private LinesSource(String name, Lines lines, LineReader reader, Clock clock) {
    super(name, clock);
    this.lines = lines;
    this.reader = reader;
  }

  static Source of(String name, Lines lines, LineReader reader, Clock clock) {
    return new LinesSource(name, lines, reader, clock);
  }

  @Override
  public String describe() {
    return "lines of " + lines.describe();
  }

  @Override
  protected void read(Intake intake) throws SourceException, InterruptedException {
    try (lines) {
      lines.open(intake.place());
      state().ok();
      for (Optional<Lines.Some> some = lines.next(); some.isPresent(); some = lines.next()) {
        List<Reading> readings = readings(some.get());
        store(readings, some.get().place(), intake); // the standard input says a line once
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
          state().refused("a line: " + e.getMessage());
        } catch (RuntimeException bug) { // or it would be read again and again
          LOG.error("{}: a line cannot be read", name(), bug);
          state().refused("a line: " + bug);
        }
      }
    }
    for (int i = 0; i < some.tooLong(); i++) {
      state().refused("a line is longer than 64 kB");
    }
    for (int i = 0; i < some.halves(); i++) {
      state().refused("the last line of a rotated file has no end");
    }
    return readings;
  }
}
