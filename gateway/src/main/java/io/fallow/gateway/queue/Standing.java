package io.fallow.gateway.queue;

import io.fallow.gateway.wire.Confirmation;
import io.fallow.gateway.wire.Confirmation.Range;
import io.fallow.gateway.wire.Reading;
import java.time.Duration;
import java.util.List;

/** How far a queue is, in memory. Not safe for several threads: the queue guards it. */
final class Standing {

  private final long epoch;
  private final Settled settled;
  private long last;
  private Tip tip;
  private boolean growing;

  /** As a store was found: whatever is in it grows no more. */
  Standing(Meta found, List<Dropped> dropped) {
    epoch = found.epoch();
    last = found.last();
    settled = new Settled(found.settled());
    dropped.stream()
        .filter(range -> range.epoch() == epoch)
        .forEach(range -> settled.add(range.first(), range.last()));
  }

  Cursor cursor() {
    return new Cursor(epoch, last, settled.through());
  }

  /** Messages that wait, without those ahead of the cursor that are settled. */
  long waiting() {
    return last - settled.through() - settled.ahead();
  }

  long epoch() {
    return epoch;
  }

  /** What of a range nobody has settled. */
  List<Range> open(long first, long to) {
    return settled.open(first, to);
  }

  /** Takes note of what nobody waits for; whether the cursor moved. */
  boolean settle(long first, long to) {
    if (tip != null && to >= tip.sequence()) {
      tip = null;
    }
    return settled.add(first, Math.min(to, last));
  }

  /**
   * Takes note of what the platform has; whether the cursor moved.
   *
   * @throws QueueException when it has messages that this queue never made: then numbers of ours
   *     mean other messages there, and nothing that it says may be believed
   */
  boolean confirmed(Confirmation confirmation) {
    if (confirmation.through() > last) {
      throw new QueueException(
          ("the platform has messages up to number %d of this queue, which has made %d: its folder"
                  + " was put back from a copy. Move the folder aside; a new one begins")
              .formatted(confirmation.through(), last));
    }
    long before = settled.through();
    long from = before + 1;
    for (Range missing : confirmation.missing()) {
      settle(from, missing.first() - 1);
      from = Math.max(from, missing.last() + 1);
    }
    settle(from, confirmation.through());
    return settled.through() > before;
  }

  /**
   * The message that takes more readings: the newest if it may grow, or a new one. Until {@link
   * #grown} nobody may look at it.
   */
  Tip growing(List<Reading> more, int most, long nanos) {
    growing = true;
    return tip != null && tip.readings().size() + more.size() <= most
        ? tip.with(more)
        : new Tip(last + 1, more, nanos);
  }

  /** The message is stored. */
  void stored(Tip grown) {
    tip = grown;
    last = grown.sequence();
  }

  /** A number was given to a message that isn't kept. */
  void passedOver(long sequence) {
    tip = null;
    last = sequence;
    settled.add(sequence, sequence);
  }

  /** Nothing is being stored any more. */
  void grown() {
    growing = false;
  }

  boolean isGrowing() {
    return growing;
  }

  /** The newest message that doesn't grow. */
  long fixedThrough() {
    return tip == null ? last : tip.sequence() - 1;
  }

  /** From now on the newest message is as it is. */
  void seal() {
    tip = null;
  }

  /**
   * Through which message it is time to send: all but the newest, and that too when it has so many
   * readings, or was begun so long ago.
   */
  long ripeThrough(int readings, Duration age, long nanos) {
    boolean ripe =
        tip == null
            || tip.readings().size() >= readings
            || nanos - tip.bornNanos() >= age.toNanos();
    return ripe ? last : tip.sequence() - 1;
  }

  /** In how many nanoseconds the newest message is ripe by its age; a long time if none grows. */
  long ripensIn(Duration age, long nanos) {
    return tip == null ? Long.MAX_VALUE : tip.bornNanos() + age.toNanos() - nanos;
  }
}
