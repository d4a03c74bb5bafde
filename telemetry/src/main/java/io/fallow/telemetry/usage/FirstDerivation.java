package io.fallow.telemetry.usage;

/** Derives from the first reading on; whatever was stored goes. */
final class FirstDerivation extends Derivation {

  private final long from;
  private final long until;

  FirstDerivation(int assetId, Frame frame, Change change, long limit) {
    super(assetId, frame, Micros.NEVER_BEFORE);
    this.from = change.from();
    this.until = limit;
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
  Outcome outcome() {
    return inPlaceOf(Micros.NEVER_BEFORE, Micros.NEVER_AFTER);
  }
}
