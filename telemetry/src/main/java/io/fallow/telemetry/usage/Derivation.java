package io.fallow.telemetry.usage;

import java.util.List;
import java.util.Optional;

/**
 * The taking in of one asset's changed readings: says what it needs to know, is given that and the
 * readings, and says what is to be stored. It comes in three kinds:
 *
 * <ul>
 *   <li>{@link FirstDerivation}: there is nothing yet, or nothing that still counts
 *   <li>{@link NextDerivation}: all changed readings are newer than what was derived; the usual
 *       case
 *   <li>{@link LateDerivation}: some are older; the touched hours are derived again
 * </ul>
 *
 * <p>All times are in microseconds.
 */
abstract sealed class Derivation permits FirstDerivation, NextDerivation, LateDerivation {

  private final int assetId;
  private final Frame frame;
  private final HourLedger hours;
  private final UsageFold fold;

  /**
   * @param hoursFrom earlier hours are not summed up
   */
  Derivation(int assetId, Frame frame, long hoursFrom) {
    this.assetId = assetId;
    this.frame = frame;
    this.hours = new HourLedger(frame.zone(), hoursFrom);
    this.fold = new UsageFold(frame.rule(), hours);
  }

  /**
   * Chooses the kind.
   *
   * @param known where the asset's derivation stands
   * @param limit readings from here on are left for another time
   */
  static Derivation of(
      int assetId, Frame frame, Optional<Position> known, Change change, long limit) {
    if (known.isEmpty()) {
      return new FirstDerivation(assetId, frame, change, limit);
    }
    Position position = known.get();
    return change.from() > position.held().time()
        ? new NextDerivation(assetId, frame, position, change, limit)
        : new LateDerivation(assetId, frame, position, change, limit);
  }

  int assetId() {
    return assetId;
  }

  Frame frame() {
    return frame;
  }

  /** Sums up what {@link #fold} derives. */
  final HourLedger hours() {
    return hours;
  }

  final UsageFold fold() {
    return fold;
  }

  /** The earliest reading that is needed. */
  abstract long readFrom();

  /** Readings from here on are not wanted. */
  abstract long readUntil();

  /** The hour whose stored sums are to be gone on with. */
  Optional<Long> wantedHour() {
    return Optional.empty();
  }

  /** Gives the stored sums of the wanted hour, if there are any. */
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

  /** What is to be stored, after all readings were given. */
  abstract Outcome outcome();

  /** All that was derived, in place of what is stored of this time. */
  final Outcome inPlaceOf(long start, long end) {
    return new Outcome(start, end, fold.finish(), hours.finish(), fold.position());
  }
}
