package io.fallow.telemetry.usage;

import io.fallow.gateway.wire.Activity;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Usage by its definition, slowly: time is cut at every instant at which anything could change, and
 * each piece asks for the newest reading that is not after it.
 */
final class Timeline {

  private static final long QUARTER = Micros.HOUR / 4;

  private final Frame frame;
  private final TreeMap<Long, Sample> counting = new TreeMap<>();

  Timeline(Frame frame, Collection<Sample> readings) {
    this.frame = frame;
    readings.forEach(
        reading -> counting.merge(reading.time(), reading, (a, b) -> a.compareTo(b) >= 0 ? a : b));
  }

  private Held at(long time) {
    Held held = counting.floorEntry(time).getValue().under(frame.rule());
    return time < held.time() + frame.maxGap() ? held : Held.nothing(time);
  }

  /** All zones change their offset, and start their hours, on a quarter of an hour. */
  private List<Long> cuts() {
    TreeSet<Long> cuts = new TreeSet<>();
    long last = counting.lastKey();
    for (long time : counting.keySet()) {
      cuts.add(time);
      cuts.add(Math.min(last, time + frame.maxGap()));
    }
    for (long time = counting.firstKey() / QUARTER * QUARTER; time < last; time += QUARTER) {
      cuts.add(Math.max(time, counting.firstKey()));
    }
    return new ArrayList<>(cuts);
  }

  List<Stretch> stretches() {
    List<Stretch> found = new ArrayList<>();
    List<Long> cuts = cuts();
    for (int i = 0; i + 1 < cuts.size(); i++) {
      Activity activity = at(cuts.get(i)).activity();
      Stretch last = found.isEmpty() ? null : found.get(found.size() - 1);
      if (last != null && last.activity() == activity) {
        found.set(found.size() - 1, last.until(cuts.get(i + 1)));
      } else {
        found.add(new Stretch(cuts.get(i), cuts.get(i + 1), activity));
      }
    }
    return found;
  }

  Map<Long, HourlyUtilisation> hours() {
    Map<Long, HourSums> sums = new HashMap<>();
    List<Long> cuts = cuts();
    for (int i = 0; i + 1 < cuts.size(); i++) {
      Held held = at(cuts.get(i));
      long length = cuts.get(i + 1) - cuts.get(i);
      sums.computeIfAbsent(startOfHour(cuts.get(i)), HourSums::empty)
          .add(held.activity(), held.powerW(), length);
    }
    Map<Long, HourlyUtilisation> found = new TreeMap<>();
    sums.forEach(
        (hour, sum) -> {
          if (!sum.isBlank()) {
            found.put(hour, sum.utilisation(1));
          }
        });
    return found;
  }

  /** Goes back by quarters of an hour as long as the clocks show the same hour and offset. */
  private long startOfHour(long time) {
    long quarter = time / QUARTER * QUARTER;
    ZonedDateTime shown = clock(quarter);
    while (true) {
      ZonedDateTime earlier = clock(quarter - QUARTER);
      boolean same =
          earlier.getOffset().equals(shown.getOffset())
              && earlier
                  .toLocalDateTime()
                  .truncatedTo(ChronoUnit.HOURS)
                  .equals(shown.toLocalDateTime().truncatedTo(ChronoUnit.HOURS));
      if (!same) {
        return quarter;
      }
      quarter -= QUARTER;
    }
  }

  private ZonedDateTime clock(long time) {
    Instant instant = Micros.instant(time);
    return instant.atZone(frame.zone());
  }
}
