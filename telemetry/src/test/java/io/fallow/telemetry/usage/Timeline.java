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
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * Usage by its definition, slowly: what each reading speaks for is written down in full; then, in
 * every part without a gap, a fault or another rule, each of the two switches gives up the runs
 * that are too short; and the hours ask at every instant at which anything could change.
 */
final class Timeline {

  private static final long QUARTER = Micros.HOUR / 4;

  /** What one reading speaks for; under which rule. */
  private record Piece(long start, long end, int said, Judge judge) {}

  private final Frame frame;
  private final TreeMap<Long, Sample> counting = new TreeMap<>();
  private final List<Piece> pieces = new ArrayList<>();
  private final TreeMap<Long, Integer> labels = new TreeMap<>();
  private long frontier;

  Timeline(Frame frame, Collection<Sample> readings) {
    this.frame = frame;
    readings.forEach(
        reading -> counting.merge(reading.time(), reading, (a, b) -> a.compareTo(b) >= 0 ? a : b));
    frontier = counting.lastKey();
    speak();
    for (int i = 0; i < pieces.size(); ) {
      i = settle(i);
    }
  }

  private void speak() {
    int said = Judge.UNKNOWN;
    Sample last = null;
    for (Sample next : counting.values()) {
      Judge now = frame.judgeAt(next.time());
      boolean forgotten = true;
      if (last != null) {
        Judge judge = frame.judgeAt(last.time());
        long silent = last.time() + judge.maxGap();
        boolean used = next.time() <= silent && judge.isUsed(said, last.counter(), next.counter());
        int spoken = used ? Judge.IN_USE : said;
        pieces.add(new Piece(last.time(), Math.min(next.time(), silent), spoken, judge));
        if (silent < next.time()) {
          pieces.add(new Piece(silent, next.time(), Judge.UNKNOWN, judge));
        }
        forgotten = now != judge || silent < next.time();
      }
      said = now.says(forgotten ? Judge.UNKNOWN : said, next);
      last = next;
    }
  }

  /** Settles the part that begins with a piece, and gives the piece behind it. */
  private int settle(int first) {
    Judge judge = pieces.get(first).judge();
    if (judge.isCertain(pieces.get(first).said())) {
      labels.put(pieces.get(first).start(), pieces.get(first).said());
      return first + 1;
    }
    int behind = first;
    while (behind < pieces.size()
        && pieces.get(behind).judge() == judge
        && !judge.isCertain(pieces.get(behind).said())) {
      behind++;
    }
    boolean open = behind == pieces.size() && frame.judgeAt(counting.lastKey()) == judge;
    List<Piece> part = pieces.subList(first, behind);
    NavigableMap<Long, Boolean> power = settle(part, judge, Judge::isPowered, open);
    NavigableMap<Long, Boolean> use = settle(part, judge, said -> said == Judge.IN_USE, open);
    TreeSet<Long> cuts = new TreeSet<>(power.keySet());
    cuts.addAll(use.keySet());
    for (long cut : cuts) {
      labels.put(
          cut, Judge.activity(power.floorEntry(cut).getValue(), use.floorEntry(cut).getValue()));
    }
    return behind;
  }

  private NavigableMap<Long, Boolean> settle(
      List<Piece> part, Judge judge, IntPredicate asked, boolean open) {
    NavigableMap<Long, Boolean> turns = new TreeMap<>();
    for (int i = 0; i < part.size(); ) {
      boolean on = asked.test(part.get(i).said());
      int next = i;
      while (next < part.size() && asked.test(part.get(next).said()) == on) {
        next++;
      }
      long start = part.get(i).start();
      long length = part.get(next - 1).end() - start;
      if (turns.isEmpty() || on != turns.lastEntry().getValue()) {
        if (turns.isEmpty() || length >= (on ? judge.minUp() : judge.minDown())) {
          turns.put(start, on);
        } else if (open && next == part.size()) {
          frontier = Math.min(frontier, start);
        }
      }
      i = next;
    }
    return turns;
  }

  /** All zones change their offset, and start their hours, on a quarter of an hour. */
  private List<Long> cuts() {
    TreeSet<Long> cuts = new TreeSet<>();
    long last = counting.lastKey();
    pieces.forEach(piece -> cuts.add(piece.start()));
    cuts.addAll(labels.keySet());
    cuts.add(frontier);
    cuts.add(last);
    for (long time = counting.firstKey() / QUARTER * QUARTER; time < last; time += QUARTER) {
      cuts.add(Math.max(time, counting.firstKey()));
    }
    return new ArrayList<>(cuts);
  }

  List<Stretch> stretches() {
    List<Stretch> found = new ArrayList<>();
    for (Map.Entry<Long, Integer> label : labels.entrySet()) {
      Long next = labels.higherKey(label.getKey());
      long end = Math.min(frontier, next == null ? frontier : next);
      if (label.getKey() >= end) {
        continue;
      }
      Activity activity = Activity.ofCode(label.getValue());
      Stretch last = found.isEmpty() ? null : found.get(found.size() - 1);
      if (last != null && last.activity() == activity) {
        found.set(found.size() - 1, last.until(end));
      } else {
        found.add(new Stretch(label.getKey(), end, activity));
      }
    }
    return found;
  }

  Map<Long, HourlyUtilisation> hours() {
    Map<Long, HourSums> sums = new HashMap<>();
    List<Long> cuts = cuts();
    for (int i = 0; i + 1 < cuts.size(); i++) {
      long start = cuts.get(i);
      long length = cuts.get(i + 1) - start;
      HourSums hour = sums.computeIfAbsent(startOfHour(start), HourSums::empty);
      if (start < frontier) {
        hour.add(labels.floorEntry(start).getValue(), length);
      }
      Sample held = counting.floorEntry(start).getValue();
      boolean speaks = start < held.time() + frame.judgeAt(held.time()).maxGap();
      if (speaks && held.powerW() != Sample.NONE) {
        hour.addEnergy(held.powerW(), length);
      }
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
