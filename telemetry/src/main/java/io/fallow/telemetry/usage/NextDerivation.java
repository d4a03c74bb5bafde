package io.fallow.telemetry.usage;

import java.util.Optional;

/** Goes on from where the last derivation stopped. */
final class NextDerivation extends Derivation {

  private final long from;
  private final long until;
  private final long begunHour;

  NextDerivation(int assetId, Frame frame, Position position, Change change, long limit) {
    super(assetId, frame, Micros.NEVER_BEFORE);
    this.from = change.from();
    this.until = limit;
    this.begunHour = frame.hourOf(position.held().time()).start();
    fold().resume(position);
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
    hours().resume(begun);
  }

  @Override
  Outcome outcome() {
    return inPlaceOf(0, 0);
  }
}
