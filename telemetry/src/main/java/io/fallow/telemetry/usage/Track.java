package io.fallow.telemetry.usage;

import io.fallow.gateway.wire.Activity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Joins pieces of one activity to stretches. Pieces come in order of time, without holes. */
final class Track {

  private final List<Stretch> closed = new ArrayList<>();
  private int activity = Memory.NOTHING;
  private long start;
  private long end;

  /** Goes on with a stretch that was only begun. */
  void resume(Stretch begun) {
    activity = begun.activity().code();
    start = begun.start();
    end = begun.end();
  }

  void add(int next, long from, long until) {
    if (next != activity) {
      close();
      activity = next;
      start = from;
    }
    end = until;
  }

  private void close() {
    open().ifPresent(closed::add);
  }

  /** The stretch that a next piece may join. */
  Optional<Stretch> open() {
    return activity == Memory.NOTHING
        ? Optional.empty()
        : Optional.of(new Stretch(start, end, Activity.ofCode(activity)));
  }

  /** Since when an activity goes on at an instant; that instant where it does not. */
  long since(int wanted, long at) {
    return activity == wanted && end == at ? start : at;
  }

  List<Stretch> stretches() {
    List<Stretch> all = new ArrayList<>(closed);
    open().ifPresent(all::add);
    return all;
  }
}
