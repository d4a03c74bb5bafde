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

  private final IntFunction<AssetRow> rows;
  private final AtomicIntegerArray editions;
  private final AtomicReferenceArray<Front> kept = new AtomicReferenceArray<>(1 << KEPT_BITS);

  Fronts(int assets, IntFunction<AssetRow> rows) {
    this.rows = rows;
    this.editions = new AtomicIntegerArray(assets);
  }

  /** The front of the quarter-hour that holds a minute. */
  Front at(int minute) {
    int quarter = Math.floorDiv(minute, Minutes.QUARTER);
    int place = (quarter * 0x9E3779B9) >>> (Integer.SIZE - KEPT_BITS);
    Front front = kept.get(place);
    if (front == null || front.from() != quarter * Minutes.QUARTER) {
      front = new Front(quarter * Minutes.QUARTER, editions, rows);
      kept.set(place, front); // before it counts: then it is told of what changes meanwhile
      front.count();
    }
    return front;
  }

  /** What was known of an asset is so no longer. */
  void changed(int slot) {
    editions.incrementAndGet(slot);
    for (int place = 0; place < kept.length(); place++) {
      Front front = kept.get(place);
      if (front != null) {
        front.changed(slot);
      }
    }
  }

  /** Whether all that is kept of an asset is so. */
  boolean agree(int slot) {
    for (int place = 0; place < kept.length(); place++) {
      Front front = kept.get(place);
      if (front != null && !front.agrees(slot)) {
        return false;
      }
    }
    return true;
  }

  /** What this takes, near enough. */
  long bytes() {
    long bytes = (long) Integer.BYTES * editions.length();
    for (int place = 0; place < kept.length(); place++) {
      Front front = kept.get(place);
      bytes += front == null ? 0 : front.bytes();
    }
    return bytes;
  }
}
