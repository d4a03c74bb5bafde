package io.fallow.gateway.wire;

import java.util.List;

/**
 * What the platform says that it has of a gateway's messages: every one of the epoch up to {@code
 * through}, stored or rejected, but those that are missing. It goes to {@link Topics#commands},
 * retained, in the form of {@link ConfirmationCodec}.
 *
 * @param missing in their order, without overlap, none beyond {@code through}
 */
public record Confirmation(long epoch, long through, List<Range> missing) {

  /** Sequences from {@code first} to {@code last}, both included. */
  public record Range(long first, long last) {

    /** Checks the order. */
    public Range {
      if (first < 1 || last < first) {
        throw new IllegalArgumentException("a range goes from a sequence to a later one");
      }
    }

    /** How many messages. */
    public long size() {
      return last - first + 1;
    }
  }

  /** Checks the order. */
  public Confirmation {
    missing = List.copyOf(missing);
    if (epoch <= 0 || through < 0) {
      throw new IllegalArgumentException("epoch and sequence are positive");
    }
    long before = 0;
    for (Range range : missing) {
      if (range.first() <= before || range.last() > through) {
        throw new IllegalArgumentException("missing ranges are in order and not beyond the last");
      }
      before = range.last();
    }
  }
}
