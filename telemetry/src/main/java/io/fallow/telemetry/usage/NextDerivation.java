package io.fallow.telemetry.usage;

import java.util.Optional;

/** Goes on from where the last derivation stopped. */
final class NextDerivation extends Derivation {

  private final long from;
  private final long until;
  private final long begunHour;
  private final HourLedger hours;
  private final UsageFold fold;

  NextDerivation(int assetId, Frame frame, Position position, Change change, long limit) {
    super(assetId, frame);
    this.from = change.from();
    this.until = limit;
    this.begunHour = frame.hourOf(position.held().time()).start();
    this.hours = new HourLedger(frame.zone(), Micros.NEVER_BEFORE);
    this.fold = new UsageFold(frame.rule(), hours);
    fold.resume(position);
  }

  @Override
  long readFrom() {
    return from;
  }

  @Override
  long readUntil() {
    return until;
  }

  @Override
  Optional<Long> wantedHour() {
    return Optional.of(begunHour);
  }

  @Override
  void give(HourSums begun) {
    hours.resume(begun);
  }

  @Override
  void take(Sample sample) {
    fold.add(sample);
  }

  @Override
  Outcome outcome() {
    return new Outcome(0, 0, fold.finish(), hours.finish(), fold.position());
  }
}
