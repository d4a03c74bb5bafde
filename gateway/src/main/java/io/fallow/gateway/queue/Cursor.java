package io.fallow.gateway.queue;

/**
 * How far a queue is.
 *
 * @param epoch of all its message keys
 * @param lastAppended sequence of the newest message, 0 if there never was one
 * @param acknowledgedThrough the platform has this message and all before it, 0 if none
 */
public record Cursor(long epoch, long lastAppended, long acknowledgedThrough) {

  /** How many messages wait for their acknowledgement. */
  public long waiting() {
    return lastAppended - acknowledgedThrough;
  }
}
