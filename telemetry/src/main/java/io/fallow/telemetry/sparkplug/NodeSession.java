package io.fallow.telemetry.sparkplug;

import io.fallow.gateway.wire.RejectReason;
import io.fallow.gateway.wire.sparkplug.MetricMapping;
import io.fallow.gateway.wire.sparkplug.SparkplugPayload;
import io.fallow.gateway.wire.sparkplug.SparkplugTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One edge node, followed through its sessions. A birth begins a session and says all; data follows
 * in an unbroken sequence; a death ends it, and from there on nobody knows what the assets do.
 * Where a number is missing or a message can't be understood, the session is doubted: nothing more
 * is believed until the node has told everything again, which it is asked for, and when it doesn't
 * in time, its assets are unknown from when it was last heard.
 *
 * <p>Everything is dated by the node's own clock, also its death: what it will say next is dated so
 * too. For one thread.
 */
final class NodeSession {

  /** Between two requests at least; doubled for each that is not answered. */
  static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

  static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /** How long a node has for its rebirth, and a device for its own after that. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How far ahead a clock may be before readings dated by it are refused anyway. */
  private static final Duration MOST_AHEAD = Duration.ofMinutes(4);

  private static final int SEQUENCES = 256;
  private static final int MOST_DEVICES = 2_000;
  private static final int MOST_METRICS = 100_000;

  private enum Phase {
    /** No session. */
    ABSENT,
    ALIVE,
    /** There is, or was, a session that must be told again. */
    DOUBTED
  }

  private MetricMapping mapping;
  private final AssetBook assets = new AssetBook();
  private final Map<Optional<String>, Part> parts = new HashMap<>();
  private final RebirthPacer pacer = new RebirthPacer(FIRST_PAUSE, LONGEST_PAUSE);
  private Phase phase = Phase.ABSENT;
  private OptionalLong number = OptionalLong.empty();
  private int next;
  private Instant lastHeard = Instant.EPOCH;
  private Instant doubtedSince = Instant.EPOCH;
  private Duration behind = Duration.ZERO;

  NodeSession(MetricMapping mapping) {
    this.mapping = mapping;
  }

  /** A session that an earlier host followed: to be told again. */
  static NodeSession restored(MetricMapping mapping, SavedSession saved, Instant now) {
    NodeSession session = new NodeSession(mapping);
    session.number = saved.number();
    session.lastHeard = saved.lastHeard();
    session.phase = Phase.DOUBTED;
    session.doubtedSince = now;
    saved.assets().forEach(session.assets::restore);
    return session;
  }

  /** What the next host would have to know; empty without a session. */
  Optional<SavedSession> saved() {
    if (phase == Phase.ABSENT) {
      return Optional.empty();
    }
    Map<String, Instant> alive = new TreeMap<>();
    assets.alive().forEach(asset -> alive.put(asset, lastHeard));
    return Optional.of(new SavedSession(number, lastHeard, alive));
  }

  boolean isAlive() {
    return phase == Phase.ALIVE;
  }

  /** The assets that the session vouches for. */
  SortedSet<String> aliveAssets() {
    return assets.alive();
  }

  /** Takes a message. */
  Outcome on(SparkplugTopic topic, SparkplugPayload payload, Instant now) {
    Outcome outcome = new Outcome();
    switch (topic.kind()) {
      case NBIRTH -> nodeBirth(payload, now, outcome);
      case NDEATH -> nodeDeath(payload, now, outcome);
      default -> inSession(topic, payload, now, outcome);
    }
    return outcome;
  }

  private void nodeBirth(SparkplugPayload payload, Instant now, Outcome outcome) {
    OptionalLong born = payload.session();
    if (phase != Phase.ABSENT && !born.equals(number)) {
      assets.endAll(lastHeard.minus(behind), outcome); // the death between them was not heard
      parts.clear();
      outcome.died();
    }
    number = born;
    phase = Phase.ALIVE;
    pacer.answered();
    next = (payload.sequence().orElse(0) + 1) % SEQUENCES;
    parts.values().forEach(device -> device.doubt(now));
    heard(payload, now);
    birth(Optional.empty(), payload, outcome, now);
  }

  private void nodeDeath(SparkplugPayload payload, Instant now, Outcome outcome) {
    OptionalLong dead = payload.session();
    boolean stale = dead.isPresent() && number.isPresent() && !dead.equals(number);
    if (phase != Phase.ABSENT && !stale) {
      end(now, outcome);
    }
  }

  private void end(Instant at, Outcome outcome) {
    assets.endAll(at.minus(behind), outcome);
    parts.clear();
    phase = Phase.ABSENT;
    outcome.died();
  }

  private void inSession(
      SparkplugTopic topic, SparkplugPayload payload, Instant now, Outcome outcome) {
    if (phase != Phase.ALIVE) {
      outcome.refuse(RejectReason.NO_BIRTH, "the birth of this session was not seen");
      doubt(now, outcome);
      return;
    }
    if (payload.sequence().orElse(-1) != next) {
      String came = payload.sequence().isPresent() ? "" + payload.sequence().getAsInt() : "none";
      outcome.refuse(
          RejectReason.NO_BIRTH,
          "its sequence number is " + came + " where " + next + " was due: messages were lost");
      doubt(now, outcome);
      return;
    }
    next = (next + 1) % SEQUENCES;
    heard(payload, now);
    switch (topic.kind()) {
      case DBIRTH -> birth(topic.device(), payload, outcome, now);
      case DDEATH -> deviceDeath(topic.device(), now, outcome);
      default -> data(topic, payload, now, outcome);
    }
  }

  private void heard(SparkplugPayload payload, Instant now) {
    lastHeard = now;
    payload
        .timeMillis()
        .ifPresent(millis -> behind = Duration.between(Times.ofMillis(millis), now));
  }

  private Instant sent(SparkplugPayload payload, Instant now) {
    return payload.timeMillis().isPresent()
        ? Times.ofMillis(payload.timeMillis().getAsLong())
        : now;
  }

  private void birth(
      Optional<String> device, SparkplugPayload payload, Outcome outcome, Instant now) {
    Part part = Part.born(device, mapping, payload, outcome);
    parts.remove(device);
    int metrics = part.size() + parts.values().stream().mapToInt(Part::size).sum();
    if (parts.size() >= MOST_DEVICES || metrics > MOST_METRICS) {
      outcome.refuse(RejectReason.TOO_LARGE, "the node has too many devices or metrics");
      return;
    }
    parts.put(device, part);
    take(part, payload, true, sent(payload, now), outcome);
  }

  private void data(SparkplugTopic topic, SparkplugPayload payload, Instant now, Outcome outcome) {
    Part part = parts.get(topic.device());
    if (part == null) {
      outcome.refuse(RejectReason.NO_BIRTH, "the birth of this device was not seen");
      doubt(now, outcome);
    } else if (!take(part, payload, false, sent(payload, now), outcome)) {
      doubt(now, outcome);
    }
  }

  private boolean take(
      Part part, SparkplugPayload payload, boolean birth, Instant sent, Outcome outcome) {
    List<Sample> samples = new ArrayList<>();
    boolean understood = part.read(payload, birth, sent, samples, outcome);
    assets.take(samples, sent, outcome);
    return understood;
  }

  private void deviceDeath(Optional<String> device, Instant now, Outcome outcome) {
    if (parts.remove(device) != null) {
      assets.end(device, now.minus(behind), outcome);
      outcome.died();
    }
  }

  /** Asks the node to tell again all that it has, unless it was asked just now. */
  void doubt(Instant now, Outcome outcome) {
    if (phase == Phase.ALIVE) {
      phase = Phase.DOUBTED;
      doubtedSince = now;
    }
    if (pacer.mayAsk(now)) {
      outcome.askForRebirth();
    }
  }

  /** Reads the metrics otherwise from now on, which takes a rebirth. */
  void remap(MetricMapping changed, Instant now, Outcome outcome) {
    if (!changed.equals(mapping)) {
      mapping = changed;
      if (phase != Phase.ABSENT) {
        assets.endAll(now.minus(behind), outcome);
        doubt(now, outcome);
      }
    }
  }

  /**
   * Does what is due.
   *
   * @param believed how long a reading of an asset is believed; empty for an unknown asset
   */
  Outcome tick(Instant now, Function<String, Optional<Duration>> believed) {
    Outcome outcome = new Outcome();
    if (phase == Phase.DOUBTED) {
      if (now.isBefore(doubtedSince.plus(PATIENCE))) {
        doubt(now, outcome);
      } else {
        end(lastHeard, outcome);
      }
    } else if (phase == Phase.ALIVE) {
      missing(now).forEach(device -> deviceDeath(device, lastHeard, outcome));
      if (behind.negated().compareTo(MOST_AHEAD) < 0) {
        assets.affirm(now.minus(behind), believed, outcome);
      }
    }
    return outcome;
  }

  private List<Optional<String>> missing(Instant now) {
    List<Optional<String>> missing = new ArrayList<>();
    parts.forEach(
        (device, part) -> {
          if (part.isUnconfirmedSince(now.minus(PATIENCE))) {
            missing.add(device);
          }
        });
    return missing;
  }
}
