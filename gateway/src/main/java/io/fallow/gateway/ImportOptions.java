package io.fallow.gateway;

import io.fallow.gateway.source.csv.MeterCsvOptions;
import io.fallow.gateway.source.csv.MeterCsvOptions.Duplicates;
import io.fallow.gateway.source.csv.MeterCsvOptions.Layout;
import io.fallow.gateway.source.csv.MeterCsvOptions.Mending;
import io.fallow.gateway.source.csv.MeterCsvOptions.Quantity;
import io.fallow.gateway.source.csv.MeterCsvOptions.Stamp;
import io.fallow.gateway.source.csv.MeterCsvOptions.Times;
import io.fallow.gateway.source.csv.MeterCsvOptions.Values;
import io.fallow.gateway.wire.Activity;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How an export is to be read, as the command line says it. */
public final class ImportOptions {

  @Option(names = "--asset", required = true, description = "whose readings they are")
  private String asset;

  @Option(
      names = "--time-column",
      required = true,
      split = ",",
      paramLabel = "NAME",
      description = "column of the time; date and time apart: DATE,TIME")
  private List<String> timeColumns;

  @Option(
      names = "--time-format",
      defaultValue = "iso",
      paramLabel = "FORMAT",
      description =
          "a pattern such as 'dd/MM/yyyy H:mm', or iso, epoch-s, epoch-ms (${DEFAULT-VALUE})")
  private String timeFormat;

  @Option(
      names = "--zone",
      required = true,
      description = "of times without an offset: Asia/Seoul, +01:00, UTC")
  private ZoneId zone;

  @Option(
      names = "--stamp",
      defaultValue = "start",
      description = "which end of its interval a row's time is: start or end (${DEFAULT-VALUE})")
  private Stamp stamp;

  @Option(
      names = "--interval",
      paramLabel = "ISO-DURATION",
      description = "from row to row, such as PT15M")
  private Duration interval;

  @Option(names = "--energy-column", paramLabel = "NAME", description = "energy of the interval")
  private String energyColumn;

  @Option(
      names = "--energy-unit",
      defaultValue = "kWh",
      description = "Wh, kWh or MWh (${DEFAULT-VALUE})")
  private EnergyUnit energyUnit;

  @Option(names = "--power-column", paramLabel = "NAME", description = "power")
  private String powerColumn;

  @Option(
      names = "--power-unit",
      defaultValue = "W",
      description = "W, kW or MW (${DEFAULT-VALUE})")
  private PowerUnit powerUnit;

  @Option(names = "--activity-column", paramLabel = "NAME", description = "what the machine does")
  private String activityColumn;

  @Option(
      names = "--activity-map",
      split = ",",
      paramLabel = "TEXT=ACTIVITY",
      description = "what its texts mean: RUN=IN_USE,IDLE=STANDBY,ALARM=FAULT,STOP=OFF")
  private Map<String, Activity> activities = new LinkedHashMap<>();

  @Option(
      names = "--delimiter",
      defaultValue = ",",
      description = "between cells (${DEFAULT-VALUE})")
  private char delimiter;

  @Option(names = "--decimal", defaultValue = ".", description = "decimal sign (${DEFAULT-VALUE})")
  private char decimal;

  @Option(names = "--charset", defaultValue = "UTF-8", description = "(${DEFAULT-VALUE})")
  private Charset charset;

  @Option(
      names = "--mend-midnight",
      description = "a 00:00 under the date of the day that ends belongs to the next day")
  private boolean mendMidnight;

  @Option(
      names = "--duplicates",
      defaultValue = "first",
      description =
          "which of neighbours of the same time to keep: first or last (${DEFAULT-VALUE})")
  private Duplicates duplicates;

  @Option(
      names = "--keep-out-of-order",
      description = "store rows that go back in time: the platform takes readings in any order")
  private boolean keepOutOfOrder;

  /** The file's characters. */
  public Charset charset() {
    return charset;
  }

  /**
   * The same, checked.
   *
   * @throws IllegalArgumentException if the options do not fit together
   */
  public MeterCsvOptions checked() {
    return new MeterCsvOptions(
        asset,
        new Layout(charset, delimiter, decimal),
        new Times(timeColumns, timeFormat, zone, stamp, Optional.ofNullable(interval)),
        new Values(
            quantity(energyColumn, energyUnit.wattHours),
            quantity(powerColumn, powerUnit.watts),
            Optional.ofNullable(activityColumn),
            activities),
        new Mending(mendMidnight, duplicates, keepOutOfOrder));
  }

  private static Optional<Quantity> quantity(String column, double factor) {
    return Optional.ofNullable(column).map(name -> new Quantity(name, factor));
  }

  private enum EnergyUnit {
    WH(1),
    KWH(1e3),
    MWH(1e6);

    private final double wattHours;

    EnergyUnit(double wattHours) {
      this.wattHours = wattHours;
    }
  }

  private enum PowerUnit {
    W(1),
    KW(1e3),
    MW(1e6);

    private final double watts;

    PowerUnit(double watts) {
      this.watts = watts;
    }
  }
}
