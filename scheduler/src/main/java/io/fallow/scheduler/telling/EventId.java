package io.fallow.scheduler.telling;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An event's place in the order in which events are told: the transaction that wrote it, then its
 * number. Told in this order, and only once every older transaction has ended, no event is passed
 * by, however late it commits.
 */
public record EventId(long transaction, long number) implements Comparable<EventId> {

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");

  /** Behind every event of this transaction and of all before it. */
  static EventId endOf(long transaction) {
    return new EventId(transaction, Long.MAX_VALUE);
  }

  /** Before every event. */
  public static EventId beginning() {
    return new EventId(0, 0);
  }

  /** Reads {@code 812-4711}; empty for any other text. */
  public static Optional<EventId> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? Optional.of(new EventId(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))))
        : Optional.empty();
  }

  @Override
  public int compareTo(EventId other) {
    int byTransaction = Long.compare(transaction, other.transaction);
    return byTransaction == 0 ? Long.compare(number, other.number) : byTransaction;
  }

  @Override
  public String toString() {
    return transaction + "-" + number;
  }
}
