package io.fallow.telemetry.ingest;

import io.fallow.gateway.wire.ReadingSink;
import java.util.Arrays;

/**
 * The accepted readings of a batch, column by column: so that between the payload and the database
 * there is no object per reading. A writer uses one over and over; it grows to its largest batch.
 * Not thread-safe.
 */
final class ReadingColumns {

  private static final int INITIAL_ROWS = 1_024;

  private int size;
  private int[] assetIds = new int[INITIAL_ROWS];
  private long[] times = new long[INITIAL_ROWS];
  private byte[] activities = new byte[INITIAL_ROWS];
  private float[] powers = new float[INITIAL_ROWS];
  private long[] counters = new long[INITIAL_ROWS];

  /**
   * Adds a reading.
   *
   * @param time microseconds since 1970 UTC
   * @param activity code, or {@link ReadingSink#NO_ACTIVITY}
   * @param powerW watts, or NaN for none
   * @param counter the count, or {@link ReadingSink#NO_COUNTER}
   */
  void add(int assetId, long time, int activity, float powerW, long counter) {
    if (size == times.length) {
      grow();
    }
    assetIds[size] = assetId;
    times[size] = time;
    activities[size] = (byte) activity;
    powers[size] = powerW;
    counters[size] = counter;
    size++;
  }

  private void grow() {
    int larger = 2 * size;
    assetIds = Arrays.copyOf(assetIds, larger);
    times = Arrays.copyOf(times, larger);
    activities = Arrays.copyOf(activities, larger);
    powers = Arrays.copyOf(powers, larger);
    counters = Arrays.copyOf(counters, larger);
  }

  int size() {
    return size;
  }

  /** Forgets the readings from a row on. */
  void truncate(int rows) {
    size = Math.min(size, rows);
  }

  int assetId(int row) {
    return assetIds[row];
  }

  long time(int row) {
    return times[row];
  }

  int activity(int row) {
    return activities[row];
  }

  float powerW(int row) {
    return powers[row];
  }

  long counter(int row) {
    return counters[row];
  }
}
