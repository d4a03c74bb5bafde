package io.fallow.telemetry.usage;

import java.util.Optional;

/** Derives from the first reading on; whatever was stored goes. */
final class FirstDerivation extends Derivation {

  FirstDerivation(Task task) {
    super(task, Micros.NEVER_BEFORE);
  }

  @Override
  long readFrom() {
    return task().change().from();
  }

  @Override
  Optional<Outcome> outcome() {
    return Optional.of(inPlaceOf(Micros.NEVER_BEFORE, Micros.NEVER_AFTER));
  }
}
