package io.fallow.scheduler.idle;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A fleet with what is known of its time. Read by any number of threads; rows are put in by one.
 */
final class FleetTimes {

  private final Fleet fleet;
  private final AtomicReferenceArray<AssetRow> rows;
  private final AtomicLongArray idleUntilMs;
  private final Fronts fronts;

  /** A fleet of which nothing is known. */
  FleetTimes(Fleet fleet) {
    this.fleet = fleet;
    this.rows = new AtomicReferenceArray<>(fleet.size());
    this.idleUntilMs = new AtomicLongArray(fleet.size());
    this.fronts = new Fronts(fleet.size(), rows::get);
  }

  /** Another fleet, with what is known of the assets that are in both and the same. */
  FleetTimes of(Fleet other) {
    FleetTimes next = new FleetTimes(other);
    Map<Integer, Integer> slots = new HashMap<>();
    for (int slot = 0; slot < fleet.size(); slot++) {
      slots.put(fleet.asset(slot).id(), slot);
    }
    for (int slot = 0; slot < other.size(); slot++) {
      Integer before = slots.get(other.asset(slot).id());
      if (before != null && fleet.asset(before).facility().equals(other.asset(slot).facility())) {
        next.rows.set(slot, rows.get(before));
        next.idleUntilMs.set(slot, idleUntilMs.get(before));
      }
    }
    return next;
  }

  Fleet fleet() {
    return fleet;
  }

  AssetRow row(int slot) {
    return rows.get(slot);
  }

  void put(int slot, AssetRow row) {
    rows.set(slot, row);
    fronts.changed(slot);
  }

  Fronts fronts() {
    return fronts;
  }

  /** Until when an asset is known to stand idle, if no reading says otherwise; 0 if it doesn't. */
  long idleUntilMs(int slot) {
    return idleUntilMs.get(slot);
  }

  void putIdleUntil(int slot, long untilMs) {
    idleUntilMs.set(slot, untilMs);
  }

  /** The assets whose row is missing, or has changed by itself. */
  IntStream due(long nowMs) {
    return IntStream.range(0, fleet.size())
        .filter(slot -> rows.get(slot) == null || rows.get(slot).isDue(nowMs));
  }

  /** The assets that stand idle, but not for much longer unless a reading says so. */
  IntStream fading(long byMs) {
    return IntStream.range(0, fleet.size())
        .filter(slot -> idleUntilMs.get(slot) != 0 && idleUntilMs.get(slot) < byMs);
  }

  /** What is known, seen from a moment. */
  FleetSearch.RowSource at(long nowMs) {
    return new FleetSearch.RowSource() {
      @Override
      public AssetRow row(int slot) {
        return rows.get(slot);
      }

      @Override
      public boolean isIdle(int slot) {
        return nowMs <= idleUntilMs.get(slot);
      }

      @Override
      public Fronts fronts() {
        return fronts;
      }
    };
  }

  long windows() {
    return rows().mapToLong(AssetRow::windows).sum();
  }

  /** What all rows take, near enough. */
  long bytes() {
    return rows().mapToLong(AssetRow::bytes).sum() + 16L * fleet.size() + fronts.bytes();
  }

  private Stream<AssetRow> rows() {
    return IntStream.range(0, fleet.size()).mapToObj(rows::get).filter(Objects::nonNull);
  }
}
