package io.fallow.telemetry.usage;

import io.fallow.gateway.wire.Activity;
import io.fallow.telemetry.registry.ActivityRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Walks through one asset's readings in order of time and writes down stretches and hours. A
 * reading holds until the next one, or until the rule's longest gap has passed; from there to the
 * next reading nobody knows. What follows the newest reading is left to whoever reads on from
 * there.
 */
final class UsageFold {

  private final ActivityRule rule;
  private final long maxGap;
  private final HourLedger hours;
  private final List<Stretch> closed = new ArrayList<>();
  private Stretch open;
  private Held held;
  private Sample newest;

  /** Starts with nothing. */
  UsageFold(ActivityRule rule, HourLedger hours) {
    this.rule = rule;
    this.maxGap = Micros.of(rule.maxGap());
    this.hours = hours;
  }

  /** Goes on from a position instead. Only before the first reading. */
  void resume(Position position) {
    held = position.held();
    if (position.since() < held.time()) {
      open = new Stretch(position.since(), held.time(), held.activity());
    }
  }

  /**
   * Takes the next reading.
   *
   * @param sample not older than the one before it
   */
  void add(Sample sample) {
    if (held != null && sample.time() == held.time()) {
      if (newest != null && sample.compareTo(newest) <= 0) {
        return;
      }
    } else {
      settle(sample.time());
    }
    newest = sample;
    held = sample.under(rule);
  }

  private void settle(long until) {
    if (held == null) {
      return;
    }
    long believed = Math.min(until, held.time() + maxGap);
    hours.add(held.activity(), held.powerW(), held.time(), believed);
    extend(held.activity(), held.time(), believed);
    extend(Activity.UNKNOWN, believed, until);
  }

  private void extend(Activity activity, long start, long end) {
    if (start >= end) {
      return;
    }
    if (open != null && open.activity() == activity) {
      open = open.until(end);
      return;
    }
    close();
    open = new Stretch(start, end, activity);
  }

  private void close() {
    if (open != null) {
      closed.add(open);
    }
  }

  /** Where the fold stands; empty before the first reading. */
  Optional<Position> position() {
    if (held == null) {
      return Optional.empty();
    }
    boolean continues = open != null && open.activity() == held.activity();
    return Optional.of(new Position(held, continues ? open.start() : held.time()));
  }

  /** Ends the walk at the newest reading: all stretches up to there, in order, without holes. */
  List<Stretch> finish() {
    List<Stretch> all = new ArrayList<>(closed);
    if (open != null) {
      all.add(open);
    }
    return all;
  }

  /** Ends the walk at an instant not before the newest reading, as if the next one came there. */
  List<Stretch> finishAt(long end) {
    settle(end);
    return finish();
  }
}
