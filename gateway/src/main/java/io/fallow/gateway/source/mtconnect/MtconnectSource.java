package io.fallow.gateway.source.mtconnect;

import io.fallow.gateway.source.Intake;
import io.fallow.gateway.source.IntakeException;
import io.fallow.gateway.source.ReadingSource;
import io.fallow.gateway.source.SourceException;
import io.fallow.gateway.wire.Reading;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Follows an agent: {@code current} once for what is so, then {@code sample} for what changes. It
 * keeps its place, so that after a pause it goes on where it was for as long as the agent
 * remembers. An agent that started anew, or has forgotten, is followed from the oldest that it has.
 */
final class MtconnectSource extends ReadingSource {

  private static final int TOGETHER = 1_000; // readings
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI url;
  private final Duration every;
  private final List<Followed> machines;
  private final Agent agent;
  private final AgentClock agentClock;
  private Optional<Place> reached = Optional.empty(); // by this process, and on disk

  MtconnectSource(String name, URI url, Duration every, List<Machine> machines, Clock clock) {
    this(name, url, every, PATIENCE, machines, clock);
  }

  MtconnectSource(
      String name,
      URI url,
      Duration every,
      Duration patience,
      List<Machine> machines,
      Clock clock) {
    super(name, clock);
    this.url = url;
    this.every = every;
    this.machines = machines.stream().map(Followed::new).toList();
    this.agent = new Agent(url, patience);
    this.agentClock = new AgentClock(clock);
  }

  @Override
  public String describe() {
    return "mtconnect " + url;
  }

  @Override
  protected void read(Intake intake) throws SourceException, IntakeException, InterruptedException {
    Place place = begin(intake);
    boolean proven = false;
    while (!Thread.currentThread().isInterrupted()) {
      Optional<Streams> streams = sample(place, proven);
      proven = streams.isPresent();
      place = streams.isPresent() ? takeChanges(streams.get(), place, intake) : begin(intake);
      if (streams.isEmpty() || streams.get().isNewest()) {
        TimeUnit.NANOSECONDS.sleep(every.toNanos());
      }
    }
    throw new InterruptedException();
  }

  /**
   * What comes from a place on; empty when the agent has begun anew, or forgotten it.
   *
   * @param proven whether the agent has answered since it was said to be a place of its own; what
   *     it refuses at once it refuses for good
   */
  private Optional<Streams> sample(Place place, boolean proven)
      throws SourceException, InterruptedException {
    agentClock.asks();
    try {
      return Optional.of(agent.sample(place.next())).filter(place::isOf);
    } catch (AgentError e) {
      if (!proven) {
        throw refused(e);
      }
      return Optional.empty();
    }
  }

  /** A place to ask on from, after what is so there has been noted. */
  private Place begin(Intake intake) throws SourceException, IntakeException, InterruptedException {
    agentClock.asks();
    Streams now = current();
    requireDevices(now);
    machines.forEach(Followed::begin);
    Optional<Place> kept = reached.or(() -> intake.place().flatMap(Place::parse));
    Optional<Place> onward = kept.map(each -> each.onward(now));
    if (!onward.equals(kept)) {
      tellBreak(kept.orElseThrow(), now);
    }
    if (onward.isPresent() && isNoted(onward.get())) {
      return onward.get();
    }
    machines.forEach(Followed::broken);
    List<Reading> readings = new ArrayList<>();
    Duration skew = skew(now);
    machines.forEach(each -> readings.addAll(each.isSo(now, skew, state()::refused)));
    Place place = new Place(now.instance(), now.next());
    take(readings, place, intake);
    return place;
  }

  private Streams current() throws SourceException, InterruptedException {
    try {
      return agent.current();
    } catch (AgentError e) {
      throw refused(e);
    }
  }

  private void tellBreak(Place kept, Streams now) {
    machines.forEach(Followed::broken);
    if (kept.isOf(now)) {
      state()
          .refused(
              "the agent has forgotten some of what came after %d: its oldest is %d"
                  .formatted(kept.next(), now.first()));
    }
  }

  /** Whether the agent could tell what was so before a place; some cannot. */
  private boolean isNoted(Place place) throws SourceException, InterruptedException {
    try {
      agentClock.asks();
      Streams then = agent.at(place.next() - 1);
      if (!then.instance().equals(place.instance())) {
        throw new SourceException(url + ": the agent has started anew");
      }
      Duration skew = skew(then);
      Instant time = then.lastObservedAt().plus(skew);
      machines.forEach(each -> each.wasSo(then.observations(), time, state()::refused));
      return true;
    } catch (AgentError e) {
      state().refused("the agent cannot tell what was so before: " + e.getMessage());
      return false;
    }
  }

  /** A clock jumped where it is another than before: the time between is none. */
  private Duration skew(Streams answer) {
    Duration before = agentClock.skew();
    Duration now = agentClock.skew(answer);
    if (!now.equals(before)) {
      machines.forEach(Followed::broken);
    }
    return now;
  }

  private void requireDevices(Streams streams) throws SourceException {
    for (Followed each : machines) {
      if (streams.observations().stream().noneMatch(seen -> seen.isOf(each.device()))) {
        throw new SourceException(
            "%s knows no device '%s'; it knows %s"
                .formatted(
                    url,
                    each.device(),
                    streams.observations().stream().map(Observation::device).distinct().toList()));
      }
    }
  }

  /** What changed, and, when there is nothing more to fetch, what is so when it was asked. */
  private Place takeChanges(Streams streams, Place place, Intake intake)
      throws IntakeException, InterruptedException {
    List<Reading> readings = new ArrayList<>();
    Streams news = streams.from(place.next());
    Duration skew = skew(streams);
    for (Followed each : machines) {
      readings.addAll(each.changes(news, skew, state()::refused));
      if (streams.isNewest()) {
        readings.addAll(each.upTo(streams.createdAt().plus(skew)));
      }
    }
    Place next = new Place(streams.instance(), streams.next());
    take(readings, next, intake);
    return next;
  }

  private void take(List<Reading> readings, Place place, Intake intake)
      throws IntakeException, InterruptedException {
    state().ok();
    int from = 0;
    for (; readings.size() - from > TOGETHER; from += TOGETHER) {
      intake.take(readings.subList(from, from + TOGETHER), Optional.empty());
    }
    intake.take(readings.subList(from, readings.size()), Optional.of(place.toString()));
    state().took(readings.size());
    machines.forEach(Followed::taken);
    reached = Optional.of(place);
  }

  private SourceException refused(AgentError e) {
    return new SourceException(url + ": the agent says: " + e.getMessage(), e);
  }
}
