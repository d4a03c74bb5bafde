package io.fallow.telemetry.usage;

/** Derives from the first reading on; whatever was stored goes. */
final class FirstDerivation extends Derivation {

  private final long from;
  private final long until;
  private final HourLedger hours;
  private final UsageFold fold;

  FirstDerivation(int assetId, Frame frame, Change change, long limit) {
    super(assetId, frame);
    this.from = change.from();
    this.until = limit;
    this.hours = new HourLedger(frame.zone(), Micros.NEVER_BEFORE);
    this.fold = new UsageFold(frame.rule(), hours);
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
  void take(Sample sample) {
    fold.add(sample);
  }

  @Override
  Outcome outcome() {
    return new Outcome(
        Micros.NEVER_BEFORE, Micros.NEVER_AFTER, fold.finish(), hours.finish(), fold.position());
  }
}
