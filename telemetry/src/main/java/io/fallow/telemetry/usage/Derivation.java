package io.fallow.telemetry.usage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The taking in of one asset's changed readings: says what it needs to know, is given that and the
 * readings, and says what is to be stored. It comes in three kinds:
 *
 * <ul>
 *   <li>{@link FirstDerivation}: there is nothing yet
 *   <li>{@link NextDerivation}: all changed readings are newer than what was derived; the usual
 *       case
 *   <li>{@link LateDerivation}: some are older, or the rule is another one; the touched hours are
 *       derived again
 * </ul>
 *
 * <p>All times are in microseconds.
 */
abstract sealed class Derivation permits FirstDerivation, NextDerivation, LateDerivation {

  private final Task task;
  private final UsageFold fold;

  /**
   * @param from what lies before it is not derived
   */
  Derivation(Task task, long from) {
    this.task = task;
    this.fold = new UsageFold(task.frame(), from);
  }

  /**
   * Chooses the kind.
   *
   * @param known where the asset's derivation stands
   */
  static Derivation of(Task task, Optional<Position> known) {
    if (known.isEmpty()) {
      return new FirstDerivation(task);
    }
    Position position = known.get();
    return task.change().from() > position.held().time()
        ? new NextDerivation(task, position)
        : new LateDerivation(task, position);
  }

  final int assetId() {
    return task.assetId();
  }

  final Frame frame() {
    return task.frame();
  }

  final Task task() {
    return task;
  }

  final UsageFold fold() {
    return fold;
  }

  /** The earliest reading that is needed. */
  abstract long readFrom();

  /** Readings from here on are not wanted. */
  long readUntil() {
    return task.limit();
  }

  /** The hours whose stored memories are wanted, the first and the last of them; if any. */
  Optional<ClockHour> wantedMemories() {
    return Optional.empty();
  }

  /** Gives a stored memory. */
  void give(long hour, Memory memory) {
    throw new IllegalStateException("no memory was wanted");
  }

  /** The hours whose stored sums are wanted; asked for when the memories were given. */
  List<Long> wantedHours() {
    return List.of();
  }

  /** Gives the stored sums of a wanted hour, if there are any. */
  void give(HourSums begun) {
    throw new IllegalStateException("no hour was wanted");
  }

  /** The instants for which the last stored stretch that starts before them is wanted. */
  List<Long> wantedStretches() {
    return List.of();
  }

  /** Gives the last stored stretch that starts before a wanted instant, if there is one. */
  void give(long wanted, Stretch stretch) {
    throw new IllegalStateException("no stretch was wanted");
  }

  /** Gives the next reading, in order of time; others than the needed ones are left alone. */
  final void add(Sample sample) {
    if (readFrom() <= sample.time() && sample.time() < readUntil()) {
      take(sample);
    }
  }

  void take(Sample sample) {
    fold.add(sample);
  }

  /**
   * What is to be stored, after all readings were given; empty if more of them have to be read:
   * then {@link #wider} goes on instead of this.
   */
  abstract Optional<Outcome> outcome();

  /** The same with more readings. */
  Derivation wider() {
    throw new IllegalStateException("there was enough");
  }

  /** All that was derived, in place of what is stored of this time. */
  final Outcome inPlaceOf(long start, long end) {
    return new Outcome(
        start,
        end,
        fold.stretches(),
        fold.hours(),
        memories(),
        fold.position(),
        task.more() ? Optional.of(task.rest(task.limit())) : Optional.empty());
  }

  private Map<Long, Memory> memories() {
    TreeMap<Long, Memory> memories = new TreeMap<>(fold.memories());
    if (frame().remembers()) {
      fold.last().ifPresent(last -> memories.put(Micros.NEVER_AFTER, last));
    }
    return memories;
  }
}
