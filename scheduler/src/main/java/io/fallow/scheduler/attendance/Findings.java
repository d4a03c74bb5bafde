package io.fallow.scheduler.attendance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.scheduler.booking.Action;
import io.fallow.scheduler.booking.Attendance;
import io.fallow.scheduler.booking.Claim;
import io.fallow.scheduler.booking.Status;
import io.fallow.scheduler.booking.Step;
import io.fallow.scheduler.policy.Policy;
import java.time.Instant;

/** What a step of telemetry's tells. Pure. */
final class Findings {

  private Findings() {}

  /** For the history and both sides: the instants, and how far they can be relied on. */
  static ObjectNode told(Step step) {
    Claim claim = step.after();
    Attendance seen = claim.attendance();
    ObjectNode told = JsonNodeFactory.instance.objectNode();
    seen.checkedInAt().ifPresent(at -> told.put("checkedInAt", at.toString()));
    seen.usedUntil().ifPresent(at -> told.put("usedUntil", at.toString()));
    seen.releaseOfferedAt()
        .filter(at -> step.action() == Action.RELEASE_OFFERED)
        .ifPresent(at -> told.put("releaseOfferedAt", at.toString()));
    seen.overrunSince().ifPresent(at -> told.put("overrunSince", at.toString()));
    if (step.action() == Action.COMPLETED && seen.usedUntil().isEmpty()) {
      told.put("observed", false);
    }
    if (step.action() == Action.CHECKED_IN && claim.status() == Status.NO_SHOW) {
      told.put("contradicts", Status.NO_SHOW.name());
    }
    return told;
  }

  /** When what the step follows from had happened. */
  static Instant dueAt(Step step, Policy policy) {
    Claim claim = step.after();
    Attendance seen = claim.attendance();
    Instant end = claim.during().end();
    return switch (step.action()) {
      case CHECKED_IN -> seen.checkedInAt().orElse(claim.during().start());
      case NO_SHOW -> claim.during().start().plus(policy.grace());
      case RELEASE_OFFERED -> seen.releaseOfferedAt().orElse(end);
      case COMPLETED -> {
        Instant used = seen.usedUntil().orElse(end);
        yield used.isAfter(claim.blocked().end()) ? used : claim.blocked().end();
      }
      default -> end;
    };
  }
}
