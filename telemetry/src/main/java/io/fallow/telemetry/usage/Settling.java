package io.fallow.telemetry.usage;

/**
 * Decides which changes count. It is given, piece by piece and without holes, what readings speak
 * for, and passes on what the asset did as soon as that is decided: a change that must last for a
 * while is passed on, from its beginning, when it has; until then nothing after its beginning is.
 *
 * <p>Off, standby and in use are two switches, power and use. Each turns when it has been asked to
 * without pause for {@link Judge#minUp()} or {@link Judge#minDown()}. Whoever is asked to use is
 * asked to have power, and is not asked to have none before he is asked to stop: so use turns on no
 * earlier than power, and off no later.
 */
final class Settling {

  /** Takes what is decided: pieces in order of time, neighbours may be of one activity. */
  @FunctionalInterface
  interface Track {
    void add(int activity, long start, long end);
  }

  private final Track track;
  private int believed = Memory.NOTHING;
  private long powerSince = Micros.NEVER_AFTER;
  private long useSince = Micros.NEVER_AFTER;
  private long settled = Micros.NEVER_BEFORE;

  Settling(Track track) {
    this.track = track;
  }

  void resume(Memory memory) {
    believed = memory.believed();
    powerSince = memory.powerSince();
    useSince = memory.useSince();
    settled = memory.settled();
  }

  /** Takes the next piece {@code [start, end)}, which is not empty. */
  void feed(Judge judge, int activity, long start, long end) {
    if (believed == Memory.NOTHING || judge.isCertain(activity)) {
      forget(start);
      pass(activity, start, end);
      settled = end;
      believed = judge.isCertain(activity) ? Memory.NOTHING : activity;
      return;
    }
    boolean power = Judge.isPowered(activity) != Judge.isPowered(believed);
    boolean use = (activity == Judge.IN_USE) != (believed == Judge.IN_USE);
    powerSince = power ? Math.min(powerSince, start) : Micros.NEVER_AFTER;
    useSince = use ? Math.min(useSince, start) : Micros.NEVER_AFTER;
    if (activity > believed) {
      turnPower(end, judge.minUp());
      turnUse(end, judge.minUp());
    } else {
      turnUse(end, judge.minDown());
      turnPower(end, judge.minDown());
    }
    settle(Math.min(end, Math.min(powerSince, useSince)));
  }

  private void turnPower(long end, long lasting) {
    if (end - powerSince >= lasting) {
      settle(powerSince);
      believed = Judge.activity(!Judge.isPowered(believed), false);
      powerSince = Micros.NEVER_AFTER;
    }
  }

  private void turnUse(long end, long lasting) {
    if (end - useSince >= lasting) {
      settle(useSince);
      believed = Judge.activity(Judge.isPowered(believed), believed != Judge.IN_USE);
      useSince = Micros.NEVER_AFTER;
    }
  }

  private void settle(long until) {
    pass(believed, settled, until);
    settled = until;
  }

  /** What was about to change hasn't; and what comes is believed at once. */
  void forget(long at) {
    if (believed != Memory.NOTHING) {
      settle(at);
    }
    believed = Memory.NOTHING;
    powerSince = Micros.NEVER_AFTER;
    useSince = Micros.NEVER_AFTER;
  }

  private void pass(int activity, long start, long end) {
    if (start < end) {
      track.add(activity, start, end);
    }
  }

  int believed() {
    return believed;
  }

  long powerSince() {
    return powerSince;
  }

  long useSince() {
    return useSince;
  }
}
