package io.fallow.scheduler.idle;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;

/**
 * The {@linkplain Front fronts} from which a fleet has been searched lately. For any thread; {@link
 * #changed} is called after a row has been put in.
 */
final class Fronts {

  private static final int KEPT_BITS = 6;

  private final int assets;
  private final IntFunction<AssetRow> rows;
  private final AtomicIntegerArray editions;
  private final AtomicReferenceArray<Front> kept = new AtomicReferenceArray<>(1 << KEPT_BITS);

  Fronts(int assets, IntFunction<AssetRow> rows) {
    this.assets = assets;
    this.rows = rows;
    this.editions = new AtomicIntegerArray(assets);
  }

  /** The front of the quarter-hour that holds a minute. */
  Front at(int minute) {
    int quarter = Math.floorDiv(minute, Minutes.QUARTER);
    int place = (quarter * 0x9E3779B9) >>> (Integer.SIZE - KEPT_BITS);
    Front front = kept.get(place);
    if (front == null || front.from() != quarter * Minutes.QUARTER) {
      front = new Front(quarter * Minutes.QUARTER, assets);
      kept.set(place, front);
    }
    return front;
  }

  /** An asset's next free stretch; 0 while nothing is known of its time. */
  long stretch(Front front, int slot) {
    int edition = editions.get(slot); // before the row: then no older row passes for this edition
    long known = front.stretch(slot, edition);
    if (known != 0) {
      return known;
    }
    AssetRow row = rows.apply(slot);
    return row == null ? 0 : front.learn(slot, edition, row);
  }

  /** What was known of an asset is so no longer. */
  void changed(int slot) {
    editions.incrementAndGet(slot);
  }

  /** What this takes, near enough. */
  long bytes() {
    long bytes = (long) Integer.BYTES * assets;
    for (int place = 0; place < kept.length(); place++) {
      bytes += kept.get(place) == null ? 0 : (long) Long.BYTES * assets;
    }
    return bytes;
  }
}
