package io.fallow.scheduler.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A stretch of time that holds its start and not its end; never empty. */
public record TimeRange(Instant start, Instant end) {

  /** Checks that the range isn't empty. */
  public TimeRange {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException(
          "a time range starts before it ends: " + start + " .. " + end);
    }
  }

  /** The range from an instant on, as long as said. */
  public static TimeRange from(Instant start, Duration length) {
    return new TimeRange(start, start.plus(length));
  }

  /** The range between two instants; empty unless the first is the earlier one. */
  public static Optional<TimeRange> between(Instant start, Instant end) {
    return start.isBefore(end) ? Optional.of(new TimeRange(start, end)) : Optional.empty();
  }

  public Duration length() {
    return Duration.between(start, end);
  }

  /** Whether the instant lies in this range. */
  public boolean contains(Instant instant) {
    return !instant.isBefore(start) && instant.isBefore(end);
  }

  /** Whether the whole of the other range lies in this one. */
  public boolean contains(TimeRange other) {
    return !other.start.isBefore(start) && !other.end.isAfter(end);
  }

  /** Whether the two share any time; ranges that only touch do not. */
  public boolean overlaps(TimeRange other) {
    return start.isBefore(other.end) && other.start.isBefore(end);
  }

  /** The time that the two share. */
  public Optional<TimeRange> intersect(TimeRange other) {
    return between(later(start, other.start), earlier(end, other.end));
  }

  /** This range, starting and ending that much earlier and later. */
  public TimeRange widened(Duration before, Duration after) {
    return new TimeRange(start.minus(before), end.plus(after));
  }

  static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  @Override
  public String toString() {
    return "[" + start + ", " + end + ")";
  }
}
