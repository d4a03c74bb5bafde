package io.fallow.telemetry.ingest;

import java.util.Arrays;

/**
 * From when to when the readings of a batch reach, asset by asset: a hash table of plain numbers,
 * as it is asked once for each reading. Not thread-safe.
 */
final class AssetSpans {

  private static final int INITIAL_SLOTS = 256;
  private static final int FREE = 0; // no asset has this id

  private int size;
  private int[] slots = new int[INITIAL_SLOTS]; // the asset's place in the columns, from 1
  private int[] assetIds = new int[INITIAL_SLOTS / 2];
  private long[] earliest = new long[INITIAL_SLOTS / 2];
  private long[] latest = new long[INITIAL_SLOTS / 2];

  void add(int assetId, long time) {
    int slot = slotOf(assetId);
    if (slots[slot] == FREE) {
      append(slot, assetId, time);
      return;
    }
    int place = slots[slot] - 1;
    earliest[place] = Math.min(earliest[place], time);
    latest[place] = Math.max(latest[place], time);
  }

  /** The slot of an asset, or the free one where it belongs. */
  private int slotOf(int assetId) {
    int mask = slots.length - 1;
    int slot = ((assetId * 0x9E3779B9) >>> 7) & mask;
    while (slots[slot] != FREE && assetIds[slots[slot] - 1] != assetId) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void append(int slot, int assetId, long time) {
    assetIds[size] = assetId;
    earliest[size] = time;
    latest[size] = time;
    size++;
    slots[slot] = size;
    if (size == assetIds.length) {
      grow();
    }
  }

  private void grow() {
    slots = new int[2 * slots.length];
    assetIds = Arrays.copyOf(assetIds, 2 * size);
    earliest = Arrays.copyOf(earliest, 2 * size);
    latest = Arrays.copyOf(latest, 2 * size);
    for (int place = 0; place < size; place++) {
      slots[slotOf(assetIds[place])] = place + 1;
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The assets, in no order. */
  int[] assetIds() {
    return Arrays.copyOf(assetIds, size);
  }

  /** Each asset's earliest time, in the order of {@link #assetIds}. */
  long[] earliest() {
    return Arrays.copyOf(earliest, size);
  }

  /** Each asset's latest time, in the order of {@link #assetIds}. */
  long[] latest() {
    return Arrays.copyOf(latest, size);
  }
}
