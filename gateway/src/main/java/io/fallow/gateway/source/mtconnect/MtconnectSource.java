package io.fallow.gateway.source.mtconnect;

import io.fallow.gateway.source.Attempts;
import io.fallow.gateway.source.Intake;
import io.fallow.gateway.source.IntakeException;
import io.fallow.gateway.source.Source;
import io.fallow.gateway.source.SourceException;
import io.fallow.gateway.source.SourceHealth;
import io.fallow.gateway.source.SourceState;
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
 * remembers; an agent that started anew, or has forgotten, is asked for {@code current} again.
 */
final class MtconnectSource implements Source {

  private static final Duration CLOCKS_MAY_DIFFER = Duration.ofSeconds(5);

  private final String name;
  private final URI url;
  private final Duration every;
  private final List<Machine> machines;
  private final Clock clock;
  private final SourceState state;
  private Attempts attempts;

  MtconnectSource(String name, URI url, Duration every, List<Machine> machines, Clock clock) {
    this.name = name;
    this.url = url;
    this.every = every;
    this.machines = List.copyOf(machines);
    this.clock = clock;
    this.state = new SourceState(name, clock);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String describe() {
    return "mtconnect " + url;
  }

  @Override
  public void start(Intake intake) {
    attempts = Attempts.start(name, state, () -> follow(intake));
  }

  private void follow(Intake intake) throws SourceException, IntakeException, InterruptedException {
    Agent agent = new Agent(url);
    try {
      Place place = begin(agent, intake);
      while (!Thread.currentThread().isInterrupted()) {
        Streams streams = agent.sample(place.next());
        if (!streams.instance().equals(place.instance())) {
          place = begin(agent, intake);
          continue;
        }
        place = new Place(streams.instance(), streams.next());
        take(changes(streams), streams, place, intake);
        if (streams.isNewest()) {
          TimeUnit.NANOSECONDS.sleep(every.toNanos());
        }
      }
    } catch (AgentError e) {
      if (!e.isOutOfRange()) {
        throw new SourceException(url + ": the agent says: " + e.getMessage(), e);
      }
      state.refused("the agent has forgotten what was not fetched in time; its state is read anew");
      throw new SourceException(url + ": the agent no longer has what comes next", e);
    }
    throw new InterruptedException();
  }

  /** A place to ask on from, after what is so now has been taken. */
  private Place begin(Agent agent, Intake intake)
      throws AgentError, SourceException, IntakeException, InterruptedException {
    Streams now = agent.current();
    requireDevices(now);
    machines.forEach(Machine::forget);
    Optional<Place> kept = intake.place().flatMap(Place::parse).filter(each -> each.isIn(now));
    if (kept.isPresent()) {
      agent.at(kept.get().next() - 1).observations().forEach(this::note);
      return kept.get();
    }
    now.observations().forEach(this::note);
    Place place = new Place(now.instance(), now.next());
    take(List.of(), now, place, intake);
    return place;
  }

  private void note(Observation observation) {
    machines.forEach(each -> each.notes(observation));
  }

  private void requireDevices(Streams streams) throws SourceException {
    for (Machine each : machines) {
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
  private void take(List<Reading> changes, Streams streams, Place place, Intake intake)
      throws IntakeException, InterruptedException {
    List<Reading> readings = new ArrayList<>(changes);
    if (streams.isNewest()) {
      Instant asked = streams.createdAt().plus(skew(streams));
      for (Machine each : machines) {
        Instant last = each.changedAt();
        add(each, asked.isBefore(last) ? last : asked, readings);
      }
    }
    state.ok();
    intake.take(readings, Optional.of(place.toString()));
    state.took(readings.size());
  }

  /** One reading for each instant at which something changed. */
  private List<Reading> changes(Streams streams) {
    List<Reading> readings = new ArrayList<>();
    Duration skew = skew(streams);
    for (Machine machine : machines) {
      Instant changed = null;
      for (Observation each : streams.observations()) {
        Instant time = each.time().plus(skew);
        if (changed != null && each.isOf(machine.device()) && !time.equals(changed)) {
          add(machine, changed, readings);
          changed = null;
        }
        if (machine.notes(each)) {
          changed = time;
        }
      }
      if (changed != null) {
        add(machine, changed, readings);
      }
    }
    return readings;
  }

  /** By how much the agent's clock is behind, if that is more than a request's time. */
  private Duration skew(Streams streams) {
    Duration skew = Duration.between(streams.createdAt(), clock.instant());
    return skew.abs().compareTo(CLOCKS_MAY_DIFFER) > 0 ? skew : Duration.ZERO;
  }

  private void add(Machine machine, Instant time, List<Reading> readings) {
    machine.changed(time);
    try {
      readings.add(machine.at(time));
    } catch (SourceException e) {
      state.refused(e.getMessage());
      readings.add(machine.activityAt(time));
    }
  }

  @Override
  public SourceHealth health() {
    return state.health();
  }

  @Override
  public void close() {
    if (attempts != null) {
      attempts.close();
    }
  }
}
