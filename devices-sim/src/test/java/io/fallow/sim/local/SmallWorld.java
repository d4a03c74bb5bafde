package io.fallow.sim.local;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.scheduler.calendar.Turnaround;
import io.fallow.scheduler.calendar.WeeklyOpening;
import io.fallow.sim.device.HolidayCalendar;
import io.fallow.sim.world.DemoAgreement;
import io.fallow.sim.world.DemoAsset;
import io.fallow.sim.world.DemoFacility;
import io.fallow.sim.world.DemoOrganisation;
import io.fallow.sim.world.DemoPerson;
import io.fallow.sim.world.DemoWorld;
import io.fallow.telemetry.registry.ActivityRule;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A workshop with one mill behind a power meter, and a partner who may book it. */
final class SmallWorld {

  static final GatewayAddress METER = new GatewayAddress("workshop", "meter");
  static final String MILL = "workshop.mill-1";
  static final String OWNER = "olga.owner";
  static final String PARTNER = "pablo.partner";

  private SmallWorld() {}

  static DemoWorld world() {
    return new DemoWorld(
        List.of(
            new DemoOrganisation("workshop", "Workshop", List.of(facility())),
            new DemoOrganisation("partner", "Partner", List.of())),
        List.of(
            new DemoPerson(OWNER, "Olga Owner", "workshop"),
            new DemoPerson(PARTNER, "Pablo Partner", "partner")),
        List.of(new DemoAgreement("workshop", "partner", Optional.empty(), Optional.empty())),
        Map.of("five_axis_mill", new Turnaround(Duration.ofMinutes(30), Duration.ofMinutes(30))));
  }

  private static DemoFacility facility() {
    return new DemoFacility(
        "hall",
        "Hall",
        ZoneOffset.UTC,
        48,
        9,
        HolidayCalendar.NONE,
        METER.gateway(),
        WeeklyOpening.always(),
        List.of(mill()));
  }

  /** In use above 2.5 kW. It has no simulated device: the test is its meter. */
  private static DemoAsset mill() {
    return new DemoAsset(
        "mill-1",
        "Mill 1",
        "five_axis_mill",
        Set.of(),
        new ActivityRule.PowerThreshold(2_500, 50, Duration.ofHours(2)),
        Optional.empty(),
        List.of(),
        List.of());
  }
}
