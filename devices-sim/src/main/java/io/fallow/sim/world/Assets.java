package io.fallow.sim.world;

import io.fallow.sim.device.DeviceModel;
import io.fallow.sim.device.DeviceModel.Mishaps;
import io.fallow.sim.device.DeviceModel.Power;
import io.fallow.sim.device.DeviceModel.Rhythm;
import io.fallow.sim.device.DeviceModel.Sensor;
import io.fallow.sim.device.WeekPattern;
import io.fallow.telemetry.registry.ActivityRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Words in which the assets of the demo world are written down. */
final class Assets {

  /** Machines that tell what they do, and are heard at least each minute or two. */
  static final ActivityRule REPORTED = new ActivityRule.Reported(Duration.ofMinutes(5));

  private static final Sensor EACH_MINUTE = new Sensor(Duration.ofMinutes(1), true, true);
  private static final Sensor TELLS_ALONE = new Sensor(Duration.ofMinutes(2), true, false);
  private static final Sensor METER = new Sensor(Duration.ofSeconds(30), false, true);

  private static final Mishaps NETWORK_FAILS =
      new Mishaps(11, Duration.ofMinutes(2), Duration.ofHours(3));

  private Assets() {}

  /** Work in pieces of {@code cycleMinutes}, pauses included; holidays are like Sundays. */
  static Rhythm rhythm(WeekPattern week, int cycleMinutes, int shortestMinutes) {
    return new Rhythm(
        week,
        Duration.ofMinutes(cycleMinutes),
        Duration.ofMinutes(shortestMinutes),
        1,
        0.03,
        List.of(),
        true);
  }

  /** A machine that is never switched off and tells what it does and draws. */
  static DeviceModel alwaysOn(Rhythm rhythm, Power power, double daysToBreakdown) {
    return new DeviceModel(
        rhythm,
        power,
        Duration.ZERO,
        Optional.empty(),
        EACH_MINUTE,
        breakdowns(daysToBreakdown),
        NETWORK_FAILS);
  }

  /** A machine that is switched on for its work and tells what it does and draws. */
  static DeviceModel switched(
      Rhythm rhythm, Power power, int warmUpMinutes, int standbyMinutes, double daysToBreakdown) {
    return new DeviceModel(
        rhythm,
        power,
        Duration.ofMinutes(warmUpMinutes),
        Optional.of(Duration.ofMinutes(standbyMinutes)),
        EACH_MINUTE,
        breakdowns(daysToBreakdown),
        NETWORK_FAILS);
  }

  /** A machine of which a power meter is all that is known. */
  static DeviceModel metered(Rhythm rhythm, Power power, int warmUpMinutes, int standbyMinutes) {
    return new DeviceModel(
        rhythm,
        power,
        Duration.ofMinutes(warmUpMinutes),
        Optional.of(Duration.ofMinutes(standbyMinutes)),
        METER,
        Mishaps.NEVER,
        NETWORK_FAILS);
  }

  /** A machine that tells what it does, but not what it draws. */
  static DeviceModel telling(
      Rhythm rhythm, int standbyMinutes, double daysToBreakdown, Mishaps silences) {
    return new DeviceModel(
        rhythm,
        new Power(0, 0, 0, 0, 0),
        Duration.ZERO,
        Optional.of(Duration.ofMinutes(standbyMinutes)),
        TELLS_ALONE,
        breakdowns(daysToBreakdown),
        silences);
  }

  private static Mishaps breakdowns(double days) {
    return new Mishaps(days, Duration.ofMinutes(45), Duration.ofHours(9));
  }

  /**
   * Thresholds in watts between off, standby and work, for a meter that speaks each half minute.
   */
  static ActivityRule power(double inUseAboveW, double standbyAboveW) {
    return new ActivityRule.PowerThreshold(inUseAboveW, standbyAboveW, Duration.ofMinutes(5));
  }

  static DemoAsset asset(
      String code,
      String name,
      String type,
      Set<String> capabilities,
      ActivityRule rule,
      DeviceModel device) {
    return new DemoAsset(
        code, name, type, capabilities, rule, Optional.of(device), List.of(), List.of());
  }
}
