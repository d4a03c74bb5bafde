package io.fallow.gateway.queue;

import java.time.Duration;

/**
 * What a queue may grow to.
 *
 * @param maxBytes the most that its messages and what finds them may take on the disk. A few
 *     megabytes come on top: the journal of what is being written, and a reserve by which a disk
 *     that is full can still be cleared
 * @param maxAge how long a message may wait. Time that a clock only jumped over does not count
 * @param whenFull what becomes of readings when there is no room
 * @param messageReadings how many readings a message grows to by later ones, as long as nobody has
 *     looked at it; 1 for one message an append
 */
public record QueueLimits(long maxBytes, Duration maxAge, WhenFull whenFull, int messageReadings) {

  /** What becomes of readings when there is no room. */
  public enum WhenFull {
    /** The new ones are refused: their source waits, as a file can. */
    REFUSE,
    /** The messages that wait longest go. */
    DROP_OLDEST,
    /** The new ones go. */
    DROP_NEWEST
  }

  /** One gigabyte, thirty days, refusing when full: some eighty million readings. */
  public static final QueueLimits DEFAULT = of(1L << 30);

  private static final long LEAST_BYTES = 1 << 18;
  private static final int MOST_READINGS = 1_000;

  /** Checks the ranges. */
  public QueueLimits {
    if (maxBytes < LEAST_BYTES) {
      throw new IllegalArgumentException("a queue has at least " + LEAST_BYTES + " bytes");
    }
    if (maxAge.toMillis() < 1) {
      throw new IllegalArgumentException("a message may wait for a while");
    }
    if (messageReadings < 1 || messageReadings > MOST_READINGS) {
      throw new IllegalArgumentException("a message grows to 1 to " + MOST_READINGS + " readings");
    }
  }

  /** That many bytes, thirty days, refusing when full, messages of up to 200 readings. */
  public static QueueLimits of(long maxBytes) {
    return new QueueLimits(maxBytes, Duration.ofDays(30), WhenFull.REFUSE, 200);
  }

  /** The same with another longest wait. */
  public QueueLimits keeping(Duration age) {
    return new QueueLimits(maxBytes, age, whenFull, messageReadings);
  }

  /** The same with another way when there is no room. */
  public QueueLimits when(WhenFull full) {
    return new QueueLimits(maxBytes, maxAge, full, messageReadings);
  }

  /** The same with another size to which messages grow. */
  public QueueLimits withMessagesOf(int readings) {
    return new QueueLimits(maxBytes, maxAge, whenFull, readings);
  }
}
