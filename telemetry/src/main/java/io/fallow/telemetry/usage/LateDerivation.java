package io.fallow.telemetry.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Derives some hours again. They begin with the clock hour of the earliest changed reading; what
 * lies before it does not depend on that reading. And they end with the clock hour in which the
 * latest changed reading has surely ceased to hold: from there on everything is as it was, so the
 * stretch that reaches over that end is joined to. Where that end is not known, or lies outside of
 * what was derived, they end with the newest reading.
 */
final class LateDerivation extends Derivation {

  private final Position known;
  private final long from;
  private final long settled;
  private final long limit;
  private Sample before;
  private Stretch reachingIn;
  private Stretch reachingOut;
  private boolean begun;

  LateDerivation(int assetId, Frame frame, Position known, Change change, long limit) {
    super(assetId, frame, beginOf(frame, change));
    this.known = known;
    this.from = beginOf(frame, change);
    this.settled =
        change.to() == Micros.NEVER_AFTER
            ? Micros.NEVER_AFTER
            : frame.hourOf(change.to() + frame.maxGap()).end();
    this.limit = limit;
  }

  private static long beginOf(Frame frame, Change change) {
    return frame.hourOf(change.from()).start();
  }

  @Override
  long readFrom() {
    return from - frame().maxGap();
  }

  @Override
  long readUntil() {
    return reachingOut == null ? limit : settled;
  }

  @Override
  List<Long> wantedStretches() {
    boolean mayJoin = settled <= known.held().time() && settled <= limit;
    return mayJoin ? List.of(from, settled) : List.of(from);
  }

  @Override
  void give(long wanted, Stretch stretch) {
    if (wanted == from) {
      reachingIn = stretch;
    } else {
      reachingOut = stretch;
    }
  }

  @Override
  void take(Sample sample) {
    if (sample.time() < from) {
      before = before == null || sample.compareTo(before) > 0 ? sample : before;
    } else {
      begin();
      fold().add(sample);
    }
  }

  /** Takes up what held when the hours began: a reading shortly before them, or nothing. */
  private void begin() {
    if (begun) {
      return;
    }
    begun = true;
    if (before != null) {
      fold().resume(position(before.under(frame().rule())));
    } else if (reachingIn != null) {
      fold().resume(position(Held.nothing(from)));
    }
  }

  private Position position(Held held) {
    boolean continues = reachingIn != null && reachingIn.activity() == held.activity();
    return new Position(held, continues ? reachingIn.start() : held.time());
  }

  @Override
  Outcome outcome() {
    begin();
    if (reachingOut == null) {
      return inPlaceOf(from, Micros.NEVER_AFTER);
    }
    List<Stretch> stretches = new ArrayList<>(fold().finishAt(settled));
    Stretch joined = stretches.remove(stretches.size() - 1).until(reachingOut.end());
    stretches.add(joined);
    boolean current = known.since() == reachingOut.start();
    Position position = current ? new Position(known.held(), joined.start()) : known;
    return new Outcome(from, settled, stretches, hours().finish(), Optional.of(position));
  }
}
