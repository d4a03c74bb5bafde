package io.fallow.sim.truth;

import io.fallow.gateway.wire.Activity;
import io.fallow.sim.device.SimulatedDevice;
import io.fallow.sim.world.DemoDevices;
import io.fallow.sim.world.DemoWorld;
import io.fallow.sim.world.WorldStart;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.usage.UsageInterval;
import io.fallow.telemetry.usage.UsageQueries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How well the derived usage intervals of the demo world's assets agree with the truth.
 *
 * @param from start of what is compared
 * @param to end of what is compared
 * @param rows by public id
 */
public record TruthReport(Instant from, Instant to, List<Row> rows) {

  /** The share of the time that has to be right. */
  public static final double GOOD = 0.99;

  /**
   * One asset.
   *
   * @param share of the time, 0 to 1, in which the derived activity is the right one
   * @param inUse for how long it really worked, as far as its sensor was heard
   * @param silent for how long its sensor was silent, so that UNKNOWN is right
   * @param intervals how many were derived
   * @param worst the longest-lasting mistake in words, or empty
   */
  public record Row(
      String asset, double share, Duration inUse, Duration silent, int intervals, String worst) {}

  /** Takes a copy of the rows. */
  public TruthReport {
    rows = List.copyOf(rows);
  }

  /**
   * Compares all simulated assets, from the world's start to the end of the newest interval that
   * was derived of any of them, or to the end of the world's history if there is none. An asset of
   * which nothing was derived is wrong wherever its sensor was heard. Blocks for some seconds of
   * computing and one query per asset.
   *
   * @param now nothing later is compared
   * @throws io.fallow.telemetry.store.StoreException when the database fails
   */
  public static TruthReport compare(
      DemoWorld world, WorldStart begin, Registry registry, UsageQueries usage, Instant now) {
    List<Derived> all = new ArrayList<>();
    for (DemoDevices.Placed placed : DemoDevices.of(world, begin.seed())) {
      Optional<Asset> asset = registry.asset(placed.publicId());
      all.add(
          new Derived(
              placed,
              asset
                  .map(found -> usage.intervals(found.id(), begin.start(), now))
                  .orElse(List.of())));
    }
    Instant to =
        all.stream()
            .map(Derived::end)
            .flatMap(Optional::stream)
            .max(Instant::compareTo)
            .orElse(now.isBefore(begin.begun()) ? now : begin.begun());
    return new TruthReport(
        begin.start(),
        to,
        all.stream()
            .map(derived -> derived.compare(begin.start(), to))
            .sorted(Comparator.comparing(Row::asset))
            .toList());
  }

  /** Whether each asset's share is good. */
  public boolean isGood() {
    return rows.stream().allMatch(row -> row.share() >= GOOD);
  }

  /** A table for people, with a line for each asset and one for all. */
  public String table() {
    StringBuilder table = new StringBuilder();
    table.append("Derived usage against the truth, ").append(from).append(" to ").append(to);
    table.append(line("", "asset", "right", "in use", "silent", "intervals", "worst mistake"));
    for (Row row : rows) {
      table.append(
          line(
              row.share() >= GOOD ? "" : "!",
              row.asset(),
              percent(row.share()),
              hours(row.inUse()),
              hours(row.silent()),
              Integer.toString(row.intervals()),
              row.worst()));
    }
    return table.append(summary()).toString();
  }

  private String summary() {
    double mean = rows.stream().mapToDouble(Row::share).average().orElse(1);
    double least = rows.stream().mapToDouble(Row::share).min().orElse(1);
    return String.format(
        Locale.ROOT,
        "%n%d assets, %s right on average, %s at least: %s%n",
        rows.size(),
        percent(mean),
        percent(least),
        isGood() ? "all at or above 99 %" : "NOT all at or above 99 %");
  }

  private static String line(String mark, String asset, String... cells) {
    return String.format(
            "%n%1s %-22s %8s %9s %9s %9s  %s",
            mark, asset, cells[0], cells[1], cells[2], cells[3], cells[4])
        .stripTrailing();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.3f %%", Math.floor(share * 100_000) / 1_000);
  }

  private static String hours(Duration duration) {
    return String.format(Locale.ROOT, "%.1f h", duration.toMinutes() / 60.0);
  }

  /** What was derived of one device. */
  private record Derived(DemoDevices.Placed placed, List<UsageInterval> intervals) {

    Optional<Instant> end() {
      return intervals.isEmpty()
          ? Optional.empty()
          : Optional.of(intervals.get(intervals.size() - 1).end());
    }

    Row compare(Instant from, Instant to) {
      SimulatedDevice device = placed.device();
      Comparison comparison =
          Comparison.of(
              Expectation.of(device, placed.asset().rule().maxGap(), from, to),
              intervals.stream().map(i -> new Span(i.start(), i.end(), i.activity())).toList());
      return new Row(
          placed.publicId(),
          comparison.share(),
          comparison.expected(Activity.IN_USE),
          comparison.expected(Activity.UNKNOWN),
          intervals.size(),
          comparison.worst().map(Derived::inWords).orElse(""));
    }

    private static String inWords(Comparison.Mistake mistake) {
      return String.format(
          Locale.ROOT,
          "%s taken for %s, %d min",
          mistake.expected(),
          mistake.derived(),
          mistake.length().toMinutes());
    }
  }
}
