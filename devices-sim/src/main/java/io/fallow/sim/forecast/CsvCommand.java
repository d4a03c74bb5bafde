package io.fallow.sim.forecast;

import io.fallow.gateway.ImportOptions;
import io.fallow.gateway.source.SourceException;
import io.fallow.gateway.source.csv.MeterCsv;
import io.fallow.gateway.source.csv.MeterCsvOptions;
import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.Reading;
import io.fallow.telemetry.forecast.QuarterHours;
import io.fallow.telemetry.usage.UsageInterval;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** On a meter's export. */
@Command(
    name = "csv",
    sortOptions = false,
    description = "On a meter's export, read with the options of the gateway's import.")
final class CsvCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Parameters(paramLabel = "FILE", description = "the export")
  private Path file;

  @Option(
      names = "--score-from",
      required = true,
      paramLabel = "DATE",
      description = "first day that is scored")
  private LocalDate scoreFrom;

  @Option(
      names = "--busy-over-w",
      defaultValue = "0",
      paramLabel = "WATTS",
      description = "power over which the machine is in use, where no activity is told")
  private double busyOverW;

  @Option(
      names = "--holidays",
      split = ",",
      paramLabel = "DATE",
      description = "days that may be unlike their day of the week")
  private Set<LocalDate> holidays = Set.of();

  @Mixin private ImportOptions format;

  @Override
  public Integer call() throws SourceException, IOException {
    MeterCsvOptions options = options();
    List<Reading> readings = readings(options);
    if (readings.isEmpty()) {
      throw new ParameterException(command.commandLine(), "No readings in " + file);
    }
    return ForecastCommand.report(List.of(history(options, readings))) ? 0 : 1;
  }

  private MeterCsvOptions options() {
    try {
      MeterCsvOptions options = format.checked();
      MeterCsv.checkTimeFormat(options);
      return options;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  private List<Reading> readings(MeterCsvOptions options) throws SourceException, IOException {
    List<Reading> readings = new ArrayList<>();
    try (var in = new InputStreamReader(Files.newInputStream(file), format.charset())) {
      System.out.print(MeterCsv.read(in, options, Instant.now(), readings::add).toText());
    }
    readings.sort(Comparator.comparing(Reading::time));
    return readings;
  }

  /** A reading holds until the next one, at most for the interval between two. */
  private History history(MeterCsvOptions options, List<Reading> readings) {
    Duration hold = options.times().interval().orElse(Duration.ofSeconds(QuarterHours.SECONDS));
    Instant end = readings.get(readings.size() - 1).time().plus(hold);
    QuarterHours.Builder seen = QuarterHours.between(readings.get(0).time(), end);
    for (int i = 0; i < readings.size(); i++) {
      Instant start = readings.get(i).time();
      Instant next = i + 1 < readings.size() ? readings.get(i + 1).time() : end;
      Instant until = next.isBefore(start.plus(hold)) ? next : start.plus(hold);
      if (start.isBefore(until)) {
        seen.add(new UsageInterval(0, start, until, activity(readings.get(i))));
      }
    }
    Instant scored = scoreFrom.atStartOfDay(options.times().zone()).toInstant();
    return new History(options.asset(), options.times().zone(), holidays, seen.build(), scored);
  }

  private Activity activity(Reading reading) {
    return reading
        .activity()
        .orElseGet(
            () -> reading.powerW().orElse(0) > busyOverW ? Activity.IN_USE : Activity.STANDBY);
  }
}
