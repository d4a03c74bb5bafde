package io.fallow.telemetry.usage;

/**
 * What is to be derived of one asset.
 *
 * @param change the readings that have come, as far as that is known; derived or not, nothing that
 *     depends on later ones alone is touched
 * @param limit readings from here on are left for another time, in microseconds
 * @param more whether there are any
 * @param notBefore earlier usage stays as it is, in microseconds: there are no longer all readings
 */
record Task(int assetId, Frame frame, Change change, long limit, boolean more, long notBefore) {

  /** What is left over from an instant on. */
  Change rest(long from) {
    return new Change(from, Math.max(from, change.to()));
  }
}
