package io.fallow.scheduler.api.calendar;

import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.calendar.LocalTimes;
import io.fallow.scheduler.calendar.LockoutKind;
import io.fallow.scheduler.calendar.LockoutTime;
import io.fallow.scheduler.calendar.NewLockout;
import io.fallow.scheduler.calendar.Recurrence;
import io.fallow.scheduler.calendar.RecurringTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a lock-out from a body: once by instants, once on the facility's clock, or by a rule. */
final class LockoutReader {

  private static final Duration LONGEST = Duration.ofDays(400);

  private final Inputs inputs;
  private final ZoneId zone;
  private final Instant now;

  LockoutReader(Inputs inputs, ZoneId zone, Instant now) {
    this.inputs = inputs;
    this.zone = zone;
    this.now = now;
  }

  /** Ends the request if it has a fault wherever its asset stands. */
  static void check(Call call) {
    call.inputs()
        .orThrowAnywhere((inputs, zone) -> new LockoutReader(inputs, zone, call.now()).time());
  }

  /** The lock-out; ends the request if it has a fault. */
  static NewLockout read(Call call, ZoneId zone) {
    Inputs inputs = call.inputs();
    Optional<LockoutTime> time = new LockoutReader(inputs, zone, call.now()).time();
    inputs.orThrow();
    return new NewLockout(
        inputs.text("kind").flatMap(LockoutKind::of).orElseThrow(),
        time.orElseThrow(),
        inputs.text("reason").orElseThrow(),
        by(call));
  }

  static String by(Call call) {
    return call.viewer().person() + "@" + call.viewer().organisation();
  }

  private Optional<LockoutTime> time() {
    if (inputs.isGiven("rule")) {
      unknownWith("a rule", "start", "end", "localEnd");
      return recurring();
    }
    unknownWith("no rule", "duration", "exceptions");
    if (inputs.isGiven("localStart") || inputs.isGiven("localEnd")) {
      unknownWith("local times", "start", "end");
      return onTheClock();
    }
    return inputs.isFaulty("start") || inputs.isFaulty("end")
        ? Optional.empty()
        : once(inputs.instant("start").orElse(now), inputs.instant("end"), "end");
  }

  private void unknownWith(String what, String... names) {
    for (String name : names) {
      if (inputs.isGiven(name)) {
        fault(name, "conflict", "does not go with " + what);
      }
    }
  }

  private Optional<LockoutTime> recurring() {
    required("localStart");
    required("duration");
    Optional<LocalDateTime> start = inputs.localDateTime("localStart");
    Optional<Duration> duration = inputs.duration("duration");
    Optional<String> rule = inputs.text("rule");
    if (rule.isEmpty() || start.isEmpty() || duration.isEmpty() || inputs.isFaulty("exceptions")) {
      rule.ifPresent(text -> CalendarFaults.tell(inputs, Recurrence.faults(text), Map.of()));
      return Optional.empty();
    }
    List<LocalDateTime> exceptions =
        inputs.texts("exceptions").stream().map(LocalDateTime::parse).toList();
    return CalendarFaults.valid(
            inputs,
            RecurringTime.parse(rule.get(), start.get(), zone, duration.get(), exceptions),
            Map.of("start", "localStart"))
        .map(LockoutTime.Recurring::new);
  }

  private Optional<LockoutTime> onTheClock() {
    required("localStart");
    Optional<Instant> start = instant("localStart");
    Optional<Instant> end = instant("localEnd");
    return start.isEmpty() || inputs.isFaulty("localEnd")
        ? Optional.empty()
        : once(start.get(), end, "localEnd");
  }

  private Optional<Instant> instant(String name) {
    Optional<LocalDateTime> local = inputs.localDateTime(name);
    local
        .flatMap(time -> LocalTimes.fault(name, time, zone))
        .ifPresent(fault -> fault(name, fault.code(), fault.message()));
    return inputs.isFaulty(name)
        ? Optional.empty()
        : local.map(time -> time.atZone(zone).toInstant());
  }

  private Optional<LockoutTime> once(Instant start, Optional<Instant> end, String endName) {
    if (end.isPresent() && !start.isBefore(end.get())) {
      fault(endName, "order", "must be later than the start");
    } else if (end.isPresent() && !now.isBefore(end.get())) {
      fault(endName, "past", "must not be past");
    } else if (start.plus(LONGEST).isBefore(end.orElse(start))) {
      fault(
          endName,
          "range",
          "must be at most " + LONGEST.toDays() + " days later: leave it out if nobody knows");
    } else {
      return Optional.of(new LockoutTime.Once(start, end));
    }
    return Optional.empty();
  }

  private void required(String name) {
    if (!inputs.isGiven(name)) {
      fault(name, "missing", "is required");
    }
  }

  private void fault(String name, String code, String message) {
    inputs.fault("body", name, code, message);
  }
}
