package io.fallow.telemetry.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Goes on from where the last derivation stopped. */
final class NextDerivation extends Derivation {

  private final Position known;
  private final List<HourSums> begun = new ArrayList<>();
  private Memory memory;
  private Stretch open;
  private boolean resumed;

  NextDerivation(Task task, Position known) {
    super(task, Micros.NEVER_BEFORE);
    this.known = known;
    Held held = known.held();
    this.memory = Memory.of(held, frame().judgeAt(held.time()));
    if (known.since() < held.time()) {
      this.open = new Stretch(known.since(), held.time(), held.activity());
    }
  }

  @Override
  long readFrom() {
    return task().change().from();
  }

  @Override
  Optional<ClockHour> wantedMemories() {
    return frame().remembers()
        ? Optional.of(new ClockHour(Micros.NEVER_AFTER, Micros.NEVER_AFTER))
        : Optional.empty();
  }

  @Override
  void give(long hour, Memory stored) {
    memory = stored;
    open = null;
  }

  /** From the one up to which all is decided to the one up to which the energy is known. */
  @Override
  List<Long> wantedHours() {
    List<Long> hours = new ArrayList<>();
    ClockHour hour = frame().hourOf(memory.settled());
    while (hour.start() <= known.held().time()) {
      hours.add(hour.start());
      hour = frame().hourOf(hour.end());
    }
    return hours;
  }

  @Override
  void give(HourSums stored) {
    begun.add(stored);
  }

  @Override
  List<Long> wantedStretches() {
    return frame().remembers() ? List.of(known.held().time()) : List.of();
  }

  @Override
  void give(long wanted, Stretch stretch) {
    open = stretch;
  }

  @Override
  void take(Sample sample) {
    resume();
    fold().add(sample);
  }

  private void resume() {
    if (!resumed) {
      resumed = true;
      fold().resume(Optional.ofNullable(open), memory);
      begun.forEach(fold()::resume);
    }
  }

  @Override
  Optional<Outcome> outcome() {
    resume();
    return Optional.of(inPlaceOf(0, 0));
  }
}
