package io.fallow.gateway.source.csv;

import io.fallow.gateway.source.SourceException;
import io.fallow.gateway.source.csv.MeterCsvOptions.Duplicates;
import io.fallow.gateway.source.csv.MeterCsvOptions.Stamp;
import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.Reading;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a meter's export, with a head line, row by row into readings.
 *
 * <p>A row of an interval becomes a reading at the interval's <em>start</em> with its mean power: a
 * reading holds forward until the next one. Of each row is known what became of it.
 */
public final class MeterCsv {

  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private final MeterCsvOptions options;
  private final TimeParser times;
  private final Chronology chronology;
  private final ValueParser values;
  private final Consumer<Reading> sink;
  private final ImportReport report = new ImportReport();

  /** A good row is held until the next one is known to be of another time. */
  private Optional<Candidate> held = Optional.empty();

  private MeterCsv(MeterCsvOptions options, Instant now, Consumer<Reading> sink) {
    this.options = options;
    this.times = TimeParser.of(options.times().format());
    this.chronology = new Chronology(options.times(), options.mending(), now);
    this.values = new ValueParser(options);
    this.sink = sink;
  }

  /**
   * Reads an export to its end.
   *
   * @param now rows later than this are rejected
   * @param sink takes the readings, in the file's order
   * @throws SourceException if it is no such file, or lacks a column; readings may have been taken
   * @throws IllegalArgumentException if the time's format is none
   */
  public static ImportReport read(
      Reader file, MeterCsvOptions options, Instant now, Consumer<Reading> sink)
      throws SourceException, IOException {
    return new MeterCsv(options, now, sink).readAll(file);
  }

  /**
   * Checks the one option that options alone cannot check.
   *
   * @throws IllegalArgumentException if the time's format is none
   */
  public static void checkTimeFormat(MeterCsvOptions options) {
    TimeParser.of(options.times().format());
  }

  private ImportReport readAll(Reader file) throws SourceException, IOException {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(options.layout().delimiter())
            .setHeader()
            .setAllowMissingColumnNames(true)
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get();
    CSVRecord last = null;
    try (CSVParser parser = format.parse(withoutMark(file))) {
      requireColumns(parser.getHeaderNames());
      for (CSVRecord row : parser) {
        last = row;
        take(new Line(parser.getCurrentLineNumber(), options.layout().delimiter(), row));
      }
    } catch (UncheckedIOException | IllegalStateException | IllegalArgumentException e) {
      long rows = last == null ? 0 : last.getRecordNumber();
      throw new SourceException("no CSV behind row " + rows + ": " + e.getMessage(), e);
    }
    release();
    return report;
  }

  private static Reader withoutMark(Reader file) throws IOException {
    BufferedReader reader = new BufferedReader(file);
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    return reader;
  }

  private void requireColumns(List<String> present) throws SourceException {
    List<String> wanted = new ArrayList<>(options.times().columns());
    Stream.of(options.values().energy(), options.values().power())
        .flatMap(Optional::stream)
        .forEach(quantity -> wanted.add(quantity.column()));
    options.values().activityColumn().ifPresent(wanted::add);
    wanted.removeAll(present);
    if (!wanted.isEmpty()) {
      throw new SourceException("no column " + wanted + "; there are " + present);
    }
  }

  private void take(Line line) {
    try {
      Placed placed = chronology.place(times.parse(line.time(options.times().columns())));
      if (placed.afterGap()) {
        report.noted(Finding.GAP, line.number, line.text());
      }
      hold(new Candidate(line, placed, reading(line, placed.time())));
    } catch (RowRejected e) {
      report.rejected(e.finding(), line.number, line.text());
    }
  }

  private Reading reading(Line line, Instant time) throws RowRejected {
    OptionalDouble power = values.power(line);
    Optional<Activity> activity = values.activity(line);
    if (power.isEmpty() && activity.isEmpty()) {
      throw new RowRejected(Finding.NO_VALUE);
    }
    Duration back =
        options.times().stamp() == Stamp.END
            ? options.times().interval().orElseThrow()
            : Duration.ZERO;
    return new Reading(options.asset(), time.minus(back), activity, power, OptionalLong.empty());
  }

  private void hold(Candidate next) {
    if (held.isPresent() && held.get().placed.time().equals(next.placed.time())) {
      boolean last = options.mending().duplicates() == Duplicates.LAST;
      Candidate dropped = last ? held.get() : next;
      held = Optional.of(last ? next : held.get());
      report.rejected(Finding.DUPLICATE_TIME, dropped.line.number, dropped.line.text());
    } else {
      release();
      held = Optional.of(next);
    }
  }

  private void release() {
    held.ifPresent(
        candidate -> {
          sink.accept(candidate.reading);
          candidate
              .placed
              .mended()
              .ifPresentOrElse(
                  finding -> report.mended(finding, candidate.line.number, candidate.line.text()),
                  report::stored);
        });
    held = Optional.empty();
  }

  private record Candidate(Line line, Placed placed, Reading reading) {}

  private record Line(long number, char delimiter, CSVRecord row) implements ValueParser.Row {

    @Override
    public String cell(String column) throws RowRejected {
      if (!row.isSet(column)) {
        throw new RowRejected(Finding.MISSING_COLUMN);
      }
      return row.get(column);
    }

    String time(List<String> columns) throws RowRejected {
      StringBuilder time = new StringBuilder();
      for (String column : columns) {
        time.append(time.length() == 0 ? "" : " ").append(cell(column));
      }
      return time.toString();
    }

    String text() {
      return String.join(String.valueOf(delimiter), row.toList());
    }
  }
}
