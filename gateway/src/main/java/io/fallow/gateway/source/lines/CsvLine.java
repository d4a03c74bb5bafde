package io.fallow.gateway.source.lines;

import io.fallow.gateway.settings.Settings;
import io.fallow.gateway.settings.SettingsException;
import io.fallow.gateway.source.Snapshot;
import io.fallow.gateway.source.SourceException;
import io.fallow.gateway.source.Target;
import io.fallow.gateway.source.TargetSettings;
import io.fallow.gateway.source.csv.WallClock;
import io.fallow.gateway.wire.Reading;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A row of values at one time, in columns that are known by their numbers. */
final class CsvLine implements LineReader {

  private record Column(int index, Target target) {}

  private final CSVFormat format;
  private final WallClock times;
  private final int time;
  private final List<Column> columns;

  private CsvLine(CSVFormat format, WallClock times, int time, List<Column> columns) {
    this.format = format;
    this.times = times;
    this.time = time;
    this.columns = List.copyOf(columns);
  }

  static CsvLine of(Settings settings) throws SettingsException {
    List<Column> columns = new ArrayList<>();
    for (Settings each : settings.list("columns")) {
      if (!each.has("asset") && !settings.has("asset")) {
        throw each.fault("asset", "is missing, here or for the whole source");
      }
      String asset = each.text("asset", settings.text("asset", ""));
      columns.add(new Column(each.integer("column", 1) - 1, TargetSettings.target(each, asset)));
    }
    char delimiter = settings.text("delimiter", ",").charAt(0);
    return new CsvLine(
        CSVFormat.DEFAULT.builder().setDelimiter(delimiter).setTrim(true).get(),
        times(settings),
        settings.integer("time", 1) - 1,
        columns);
  }

  private static WallClock times(Settings settings) throws SettingsException {
    ZoneId zone;
    try {
      zone = ZoneId.of(settings.text("zone"));
    } catch (DateTimeException e) {
      throw settings.fault("zone", "'" + settings.text("zone") + "' is no time zone");
    }
    try {
      return new WallClock(settings.text("timeFormat", "iso"), zone);
    } catch (IllegalArgumentException e) {
      throw settings.fault("timeFormat", e.getMessage());
    }
  }

  @Override
  public List<Reading> read(String line) throws SourceException {
    CSVRecord row = row(line);
    Snapshot snapshot = Snapshot.of(times.instant(cell(row, time)));
    for (Column each : columns) {
      String cell = cell(row, each.index());
      if (!cell.isEmpty()) {
        each.target().text(cell, snapshot);
      }
    }
    return snapshot.readings();
  }

  private CSVRecord row(String line) throws SourceException {
    try (CSVParser parser = CSVParser.parse(line, format)) {
      List<CSVRecord> rows = parser.getRecords();
      if (rows.size() != 1) {
        throw new SourceException("it is not one row");
      }
      return rows.get(0);
    } catch (IOException | RuntimeException e) { // an open quote, by the library's version
      throw new SourceException("it is no row of CSV: " + e.getMessage(), e);
    }
  }

  private static String cell(CSVRecord row, int index) throws SourceException {
    if (index >= row.size()) {
      throw new SourceException("it has " + row.size() + " columns, and no " + (index + 1) + ".");
    }
    return row.get(index);
  }
}
