package io.fallow.sim.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/**
 * A history in the making. Moments are seconds after noon; what is asked at one is committed half a
 * second later and told a second later. Times booked are hours of the next day; each blocks a
 * quarter of an hour more at its end.
 */
final class Tale {

  static final String ASSET = "fleet.m1";
  static final String OWNER = "fleet";
  static final String PARTNER = "partner-1";

  private static final Instant NOON = Instant.parse("2026-11-18T12:00:00Z");
  private static final Instant NEXT_DAY = Instant.parse("2026-11-19T00:00:00Z");
  private static final Terms TERMS =
      new Terms(
          Duration.ofMinutes(15),
          Duration.ofDays(14),
          Duration.ofMinutes(5),
          Duration.ofDays(28),
          Duration.ZERO,
          Duration.ofMinutes(15));

  final List<Operation> operations = new ArrayList<>();
  final List<Version> versions = new ArrayList<>();
  final List<Lockout> lockouts = new ArrayList<>();

  static Instant at(double second) {
    return NOON.plusMillis(Math.round(second * 1_000));
  }

  static Span hours(double from, double to) {
    return new Span(hour(from), hour(to));
  }

  private static Instant hour(double hour) {
    return NEXT_DAY.plusSeconds(Math.round(hour * 3_600));
  }

  static UUID reservation(String purpose) {
    return UUID.nameUUIDFromBytes(purpose.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  static State state(String purpose, int version, String status, Span during) {
    Optional<Instant> expires =
        status.equals("CONFIRMED") ? Optional.empty() : Optional.of(at(600));
    return new State(
        reservation(purpose), ASSET, version, status, during, TERMS.blocked(during), expires);
  }

  /** Booked at a moment, and told so. */
  Tale booked(String purpose, Span during, double moment) {
    State state = state(purpose, 1, "CONFIRMED", during);
    return stored(purpose, state, moment + 0.5)
        .asked(Kind.BOOK, purpose, "", 0, during, moment, done(state));
  }

  Tale held(String purpose, Span during, double moment) {
    State state = state(purpose, 1, "HELD", during);
    return stored(purpose, state, moment + 0.5)
        .asked(Kind.HOLD, purpose, "", 0, during, moment, done(state));
  }

  /** A change of the version before, done at a moment, and told so. */
  Tale changed(Kind kind, String purpose, int version, String status, Span during, double moment) {
    State state = state(purpose, version, status, during);
    return stored(purpose, state, moment + 0.5)
        .asked(kind, kind + purpose + version, purpose, version - 1, during, moment, done(state));
  }

  Tale bumped(String reason, Span during, double moment) {
    lockouts.add(new Lockout(ASSET, during, reason, at(moment + 0.5)));
    return asked(Kind.BUMP, reason, "", 0, during, moment, new Result.Done(Optional.empty()));
  }

  Tale refused(
      Kind kind, String purpose, int seen, Span during, double moment, int status, String code) {
    String id = kind.creates() ? purpose : kind + purpose + moment;
    return asked(
        kind,
        id,
        kind.creates() ? "" : purpose,
        seen,
        during,
        moment,
        new Result.Refused(status, Set.of(code)));
  }

  Tale read(String purpose, State seen, double moment) {
    return asked(Kind.READ, "read" + moment, purpose, 0, null, moment, done(seen));
  }

  /** A version that is in the database. */
  Tale stored(String purpose, State state, double committed) {
    versions.add(new Version(state, PARTNER, purpose, at(committed)));
    return this;
  }

  Tale asked(
      Kind kind, String id, String purpose, int seen, Span wanted, double moment, Result result) {
    operations.add(
        new Operation(
            id,
            kind == Kind.BUMP ? OWNER : PARTNER,
            kind,
            ASSET,
            purpose.isEmpty() ? Optional.empty() : Optional.of(reservation(purpose)),
            kind.alters() ? OptionalInt.of(seen) : OptionalInt.empty(),
            kind == Kind.CONFIRM || kind == Kind.CANCEL
                ? Optional.empty()
                : Optional.ofNullable(wanted),
            at(moment),
            at(moment + 1),
            0,
            result));
    return this;
  }

  static Result done(State state) {
    return new Result.Done(Optional.of(state));
  }

  List<Finding> findings() {
    return Judge.findings(new Evidence(OWNER, TERMS, operations, versions, lockouts));
  }

  /** The names of the checks that found something. */
  Set<String> found() {
    return findings().stream().map(Finding::check).collect(java.util.stream.Collectors.toSet());
  }
}
