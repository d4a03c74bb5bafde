package io.fallow.gateway.queue;

/**
 * How much of a disk a queue may use.
 *
 * @param maxBytes the most that files with unacknowledged messages may take; beyond it the queue is
 *     full. One more file, the newest, may stay for its numbering
 * @param segmentBytes how large one file grows, at most half of {@code maxBytes}; disk space is
 *     given back by the file
 */
public record QueueLimits(long maxBytes, int segmentBytes) {

  /** One gigabyte in files of eight megabytes: some fifty million readings. */
  public static final QueueLimits DEFAULT = new QueueLimits(1L << 30, 8 << 20);

  /** Checks the sizes. */
  public QueueLimits {
    if (segmentBytes <= 0 || maxBytes < 2L * segmentBytes) {
      throw new IllegalArgumentException("a queue has room for at least two segments");
    }
  }
}
