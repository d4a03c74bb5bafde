package io.fallow.gateway.source.lines;

import io.fallow.gateway.settings.Settings;
import io.fallow.gateway.settings.SettingsException;
import io.fallow.gateway.source.LineReadings;
import io.fallow.gateway.source.Source;
import io.fallow.gateway.source.SourceType;
import java.time.Clock;
import java.util.List;

/** Makes sources of files and of the standard input. */
public final class LinesType implements SourceType {

  private static final String STANDARD_INPUT = "-";

  @Override
  public String type() {
    return "lines";
  }

  @Override
  public Source create(String name, Settings settings, Clock clock) throws SettingsException {
    LineReader reader =
        settings.text("format", "json").equals("csv")
            ? CsvLine.of(settings)
            : line -> List.of(LineReadings.parse(line));
    return settings.text("file").equals(STANDARD_INPUT)
        ? LinesSource.of(name, new InputLines(System.in), reader, clock)
        : LinesSource.of(name, new FileLines(settings.path("file")), reader, clock);
  }
}
