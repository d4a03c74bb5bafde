package io.fallow.sim.device;

import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.Reading;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * One simulated machine with its sensor. Two devices of the same asset, model, zone and seed do and
 * say the same, whenever they are asked and however the time asked for is cut into ranges.
 *
 * <p>All ranges are half-open. Not safe for several threads: each takes a device of its own.
 */
public final class SimulatedDevice {

  private static final Duration SLOW_NOISE = Duration.ofMinutes(10);

  private final String asset;
  private final DeviceModel model;
  private final MachineLog log;
  private final MishapPlan silences;
  private final long noiseSeed;
  private final long beatMillis;
  private final long beatOffset;

  /**
   * A machine of a model.
   *
   * @param asset the code that its readings carry; it tells devices of one seed apart
   * @param zone in which its people live
   */
  public SimulatedDevice(
      String asset, DeviceModel model, ZoneId zone, HolidayCalendar holidays, long seed) {
    this(asset, model, drawn(model, zone, holidays, Dice.hash(seed, asset)), seed);
  }

  /** A machine of a model that keeps to a script; its sensor is the model's. */
  public SimulatedDevice(String asset, DeviceModel model, Script script, long seed) {
    this(asset, model, (Doings) script, seed);
  }

  private SimulatedDevice(String asset, DeviceModel model, Doings doings, long seed) {
    this.asset = asset;
    this.model = model;
    long own = Dice.hash(seed, asset);
    this.log = new MachineLog(model, doings);
    this.silences = new MishapPlan(model.silences(), "silences", own);
    this.noiseSeed = Dice.hash(own, "noise");
    this.beatMillis = model.sensor().cadence().toMillis();
    this.beatOffset = (long) (Dice.share(Dice.hash(own, "beat")) * beatMillis);
  }

  private static Doings drawn(DeviceModel model, ZoneId zone, HolidayCalendar holidays, long own) {
    return new DrawnDoings(
        new WorkPlan(model.rhythm(), zone, holidays, own),
        new MishapPlan(model.breakdowns(), "breakdowns", own));
  }

  /** The asset's code. */
  public String asset() {
    return asset;
  }

  /** What the machine really does in a range: intervals that tile it, each of another activity. */
  public List<TruthInterval> truth(Instant from, Instant to) {
    List<TruthInterval> truth = new ArrayList<>();
    for (Tile tile : log.tiles(from, to)) {
      TruthInterval last = truth.isEmpty() ? null : truth.get(truth.size() - 1);
      Activity activity = tile.phase().activity();
      if (last != null && last.activity() == activity) {
        truth.set(truth.size() - 1, new TruthInterval(last.start(), tile.end(), activity));
      } else {
        truth.add(new TruthInterval(tile.start(), tile.end(), activity));
      }
    }
    return truth;
  }

  /** When the sensor is silent: the silences that overlap a range, not clipped to it. */
  public List<Silence> silences(Instant from, Instant to) {
    return silences.between(from, to).stream().map(s -> new Silence(s.start(), s.end())).toList();
  }

  /**
   * What the sensor says in a range, in order of time: a reading at each beat of its cadence, at
   * the end of each silence and, where the machine tells its activity, at each change.
   */
  public List<Reading> readings(Instant from, Instant to) {
    if (!from.isBefore(to)) {
      return List.of();
    }
    List<Tile> tiles = log.tiles(from.minusSeconds(1), to);
    List<Stretch> silent = silences.between(from.minusSeconds(1), to);
    List<Reading> readings = new ArrayList<>();
    int at = 0;
    for (Instant time : times(from, to, tiles, silent)) {
      while (!time.isBefore(tiles.get(at).end())) {
        at++;
      }
      if (silent.stream().noneMatch(s -> s.contains(time))) {
        readings.add(reading(time, tiles.get(at).phase()));
      }
    }
    return readings;
  }

  private NavigableSet<Instant> times(
      Instant from, Instant to, List<Tile> tiles, List<Stretch> silent) {
    NavigableSet<Instant> times = new TreeSet<>();
    long first = Math.floorDiv(from.toEpochMilli() - beatOffset, beatMillis);
    Instant beat = Instant.ofEpochMilli(first * beatMillis + beatOffset);
    for (; beat.isBefore(to); beat = beat.plusMillis(beatMillis)) {
      times.add(beat);
    }
    silent.forEach(s -> times.add(s.end()));
    if (model.sensor().activity()) {
      tiles.stream().skip(1).forEach(t -> times.add(t.start()));
    }
    times.headSet(from, false).clear();
    times.tailSet(to, true).clear();
    return times;
  }

  private Reading reading(Instant time, Phase phase) {
    return new Reading(
        asset,
        time,
        model.sensor().activity() ? Optional.of(phase.activity()) : Optional.empty(),
        model.sensor().power() ? OptionalDouble.of(watts(time, phase)) : OptionalDouble.empty(),
        OptionalLong.empty());
  }

  /** The phase's level, straying slowly and fast, rounded to a tenth of a watt. */
  private double watts(Instant time, Phase phase) {
    long slow = Math.floorDiv(time.getEpochSecond(), SLOW_NOISE.toSeconds());
    double strays =
        0.7 * Dice.share(Dice.hash(noiseSeed, slow))
            + 0.3 * Dice.share(Dice.hash(noiseSeed, ~time.toEpochMilli()));
    double watts = level(phase) * (1 + model.power().noise() * (2 * strays - 1));
    return Math.round(watts * 10) / 10.0;
  }

  private double level(Phase phase) {
    DeviceModel.Power power = model.power();
    if (phase == Phase.IN_USE) {
      return power.inUse();
    }
    if (phase == Phase.WARM_UP) {
      return power.warmUp();
    }
    return phase == Phase.OFF ? power.off() : power.standby();
  }
}
