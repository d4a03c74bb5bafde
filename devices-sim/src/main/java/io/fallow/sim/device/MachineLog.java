package io.fallow.sim.device;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a machine really does: its work, with warm-ups and standby around it and breakdowns over it.
 * Worked out by days of UTC, of which the last few are kept. Not safe for several threads.
 */
final class MachineLog {

  private static final int KEPT_DAYS = 8;

  private final DeviceModel model;
  private final Doings doings;
  private final Map<Long, List<Tile>> days = new HashMap<>();

  MachineLog(DeviceModel model, Doings doings) {
    this.model = model;
    this.doings = doings;
  }

  /** The phases that tile a range without holes. */
  List<Tile> tiles(Instant from, Instant to) {
    List<Tile> tiles = new ArrayList<>();
    for (long number = dayOf(from); number <= dayOf(to); number++) {
      for (Tile tile : day(number)) {
        if (tile.start().isBefore(to) && from.isBefore(tile.end())) {
          append(tiles, tile.clippedTo(from, to));
        }
      }
    }
    return tiles;
  }

  private static void append(List<Tile> tiles, Tile tile) {
    Tile last = tiles.isEmpty() ? null : tiles.get(tiles.size() - 1);
    if (last != null && last.phase() == tile.phase()) {
      tiles.set(tiles.size() - 1, new Tile(last.start(), tile.end(), tile.phase()));
    } else {
      tiles.add(tile);
    }
  }

  private static long dayOf(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), Duration.ofDays(1).toSeconds());
  }

  private List<Tile> day(long number) {
    if (days.size() > KEPT_DAYS) {
      days.clear();
    }
    return days.computeIfAbsent(number, this::work);
  }

  private List<Tile> work(long number) {
    Instant start = Instant.ofEpochSecond(number * Duration.ofDays(1).toSeconds());
    Instant end = start.plus(Duration.ofDays(1));
    Canvas canvas = new Canvas(start, end, resting());
    List<Stretch> work =
        doings.work(start.minus(DeviceModel.LONGEST_REST), end.plus(DeviceModel.LONGEST_REST));
    if (model.standbyAfter().isPresent()) {
      Duration after = model.standbyAfter().get();
      work.forEach(w -> canvas.paint(w.start().minus(model.warmUp()), w.start(), Phase.WARM_UP));
      work.forEach(w -> canvas.paint(w.end(), w.end().plus(after), Phase.STANDBY));
    }
    work.forEach(w -> canvas.paint(w.start(), w.end(), Phase.IN_USE));
    doings.faults(start, end).forEach(f -> canvas.paint(f.start(), f.end(), Phase.FAULT));
    return canvas.tiles();
  }

  private Phase resting() {
    return model.standbyAfter().isPresent() ? Phase.OFF : Phase.STANDBY;
  }

  /** A range painted over with phases, the later over the earlier. */
  private static final class Canvas {
    private final TreeMap<Instant, Phase> from = new TreeMap<>();
    private final Instant start;
    private final Instant end;

    Canvas(Instant start, Instant end, Phase ground) {
      this.start = start;
      this.end = end;
      from.put(start, ground);
    }

    void paint(Instant first, Instant last, Phase phase) {
      Instant begin = first.isAfter(start) ? first : start;
      Instant stop = last.isBefore(end) ? last : end;
      if (begin.isBefore(stop)) {
        Phase beyond = from.floorEntry(stop).getValue();
        from.subMap(begin, stop).clear();
        from.put(begin, phase);
        if (stop.isBefore(end)) {
          from.put(stop, beyond);
        }
      }
    }

    List<Tile> tiles() {
      List<Tile> tiles = new ArrayList<>();
      for (Map.Entry<Instant, Phase> entry : from.entrySet()) {
        Instant next = from.higherKey(entry.getKey());
        append(tiles, new Tile(entry.getKey(), next == null ? end : next, entry.getValue()));
      }
      return tiles;
    }
  }
}
