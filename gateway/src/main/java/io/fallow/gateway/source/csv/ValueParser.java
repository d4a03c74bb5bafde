package io.fallow.gateway.source.csv;

import io.fallow.gateway.source.csv.MeterCsvOptions.Quantity;
import io.fallow.gateway.wire.Activity;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a row's power and activity. */
final class ValueParser {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?");
  private static final Set<String> NOT_FINITE = Set.of("nan", "inf", "infinity");
  private static final double SECONDS_AN_HOUR = 3600;
  private static final double TOO_MANY_WATTS = 1e12;
  private static final Map<String, Activity> OWN_NAMES =
      Arrays.stream(Activity.values()).collect(Collectors.toMap(Activity::name, a -> a));

  private final MeterCsvOptions options;
  private final Optional<Quantity> quantity;
  private final double wattsPerUnit;

  ValueParser(MeterCsvOptions options) {
    this.options = options;
    this.quantity = options.values().energy().or(options.values()::power);
    this.wattsPerUnit = wattsPerUnit(options);
  }

  private static double wattsPerUnit(MeterCsvOptions options) {
    if (options.values().energy().isPresent()) {
      Duration interval = options.times().interval().orElseThrow();
      double hours = interval.toMillis() / (1000 * SECONDS_AN_HOUR);
      return options.values().energy().get().factor() / hours;
    }
    return options.values().power().map(Quantity::factor).orElse(1.0);
  }

  /** Mean power in watts; absent if the row has none. */
  OptionalDouble power(Row row) throws RowRejected {
    String text = quantity.isPresent() ? row.cell(quantity.get().column()) : "";
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    double watts = number(text) * wattsPerUnit;
    if (watts < 0) {
      throw new RowRejected(Finding.NEGATIVE);
    }
    if (watts >= TOO_MANY_WATTS) {
      throw new RowRejected(Finding.IMPLAUSIBLE);
    }
    return OptionalDouble.of(watts);
  }

  /** What the row says that the machine does; absent if it says nothing. */
  Optional<Activity> activity(Row row) throws RowRejected {
    Optional<String> column = options.values().activityColumn();
    String text = column.isPresent() ? row.cell(column.get()) : "";
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Activity meant = options.values().activities().getOrDefault(text, OWN_NAMES.get(text));
    if (meant == null) {
      throw new RowRejected(Finding.UNKNOWN_ACTIVITY);
    }
    return Optional.of(meant);
  }

  private double number(String text) throws RowRejected {
    String plain = text.replace(options.layout().decimal(), '.');
    if (NUMBER.matcher(plain).matches()) {
      return Double.parseDouble(plain);
    }
    boolean named = NOT_FINITE.contains(plain.replaceFirst("^[+-]", "").toLowerCase(Locale.ROOT));
    throw new RowRejected(named ? Finding.NOT_FINITE : Finding.BAD_NUMBER);
  }

  /** The cells of a row, by their columns' names. */
  @FunctionalInterface
  interface Row {
    /** Without blanks around it. */
    String cell(String column) throws RowRejected;
  }
}
