package io.fallow.scheduler.session;

import io.fallow.gateway.wire.Activity;
import io.fallow.scheduler.calendar.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A stretch of a session.
 *
 * @param doings what the asset did, in order and without holes: what nobody knows is unknown
 * @param energyWh absent where no power is known
 * @param energyKnownS seconds for which a power is known
 */
public record SessionPart(
    TimeRange time, List<Doing> doings, OptionalDouble energyWh, double energyKnownS) {

  /** What an asset did for a while. */
  public record Doing(TimeRange time, Activity activity) {}

  /** Takes a copy, and fills the holes. */
  public SessionPart {
    doings = whole(time, doings);
  }

  private static List<Doing> whole(TimeRange time, List<Doing> known) {
    List<Doing> whole = new ArrayList<>();
    Instant at = time.start();
    for (Doing each : known) {
      addUnknown(whole, at, each.time().start());
      whole.add(each);
      at = each.time().end();
    }
    addUnknown(whole, at, time.end());
    return List.copyOf(whole);
  }

  private static void addUnknown(List<Doing> doings, Instant from, Instant to) {
    TimeRange.between(from, to).ifPresent(hole -> doings.add(new Doing(hole, Activity.UNKNOWN)));
  }

  /** How long it did something; of {@code UNKNOWN}, how long nobody knows what it did. */
  public Duration time(Activity activity) {
    return doings.stream()
        .filter(each -> each.activity() == activity)
        .map(each -> each.time().length())
        .reduce(Duration.ZERO, Duration::plus);
  }
}
