package io.fallow.sim.forecast;

import io.fallow.sim.device.Silence;
import io.fallow.sim.device.TruthInterval;
import io.fallow.sim.world.DemoDevices;
import io.fallow.sim.world.DemoFacility;
import io.fallow.sim.world.DemoWorld;
import io.fallow.telemetry.forecast.QuarterHours;
import io.fallow.telemetry.usage.UsageInterval;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the machines of the demo world do, as far as their sensors are heard. */
final class SimulatedHistories {

  private SimulatedHistories() {}

  /** The histories of all simulated machines of a world under a seed. */
  static List<History> of(DemoWorld world, long seed, Instant from, Instant to, Instant scored) {
    Map<String, DemoFacility> facilities = facilities(world);
    List<History> histories = new ArrayList<>();
    for (DemoDevices.Placed placed : DemoDevices.of(world, seed)) {
      DemoFacility facility = facilities.get(placed.publicId());
      histories.add(
          new History(
              placed.publicId(),
              facility.zone(),
              holidays(facility, from, to),
              seen(placed, from, to),
              scored));
    }
    return histories;
  }

  private static Map<String, DemoFacility> facilities(DemoWorld world) {
    Map<String, DemoFacility> facilities = new HashMap<>();
    world
        .organisations()
        .forEach(
            organisation ->
                organisation
                    .facilities()
                    .forEach(
                        facility ->
                            facility
                                .assets()
                                .forEach(
                                    asset ->
                                        facilities.put(
                                            organisation.code() + "." + asset.code(), facility))));
    return facilities;
  }

  private static Set<LocalDate> holidays(DemoFacility facility, Instant from, Instant to) {
    LocalDate first = LocalDate.ofInstant(from, facility.zone());
    LocalDate last = LocalDate.ofInstant(to, facility.zone());
    return first
        .datesUntil(last.plusDays(1))
        .filter(day -> facility.holidays().holiday(day).isPresent())
        .collect(Collectors.toSet());
  }

  private static QuarterHours seen(DemoDevices.Placed placed, Instant from, Instant to) {
    QuarterHours.Builder seen = QuarterHours.between(from, to);
    List<Silence> silences = placed.device().silences(from, to);
    for (TruthInterval truth : placed.device().truth(from, to)) {
      Instant heardFrom = truth.start();
      for (Silence silence : silences) {
        if (silence.start().isBefore(truth.end()) && silence.end().isAfter(heardFrom)) {
          add(seen, truth, heardFrom, silence.start());
          heardFrom = silence.end();
        }
      }
      add(seen, truth, heardFrom, truth.end());
    }
    return seen.build();
  }

  private static void add(
      QuarterHours.Builder seen, TruthInterval truth, Instant start, Instant end) {
    Instant until = end.isBefore(truth.end()) ? end : truth.end();
    if (start.isBefore(until)) {
      seen.add(new UsageInterval(0, start, until, truth.activity()));
    }
  }
}
