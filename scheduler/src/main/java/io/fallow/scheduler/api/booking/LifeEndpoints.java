package io.fallow.scheduler.api.booking;

import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.Refusals;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.api.operation.Versions;
import io.fallow.scheduler.booking.BookingService;
import io.fallow.scheduler.booking.ChangeOutcome;
import io.fallow.scheduler.booking.LifeSteps;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Leads a reservation from one state to the next. */
public final class LifeEndpoints implements Operations {

  private final BookingService bookings;

  /** Operations over these services. */
  public LifeEndpoints(SchedulerServices services) {
    this.bookings = services.bookings();
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of(
        "confirm",
        call -> answer(call, (steps, id, why) -> steps.confirm(call.viewer(), id, call.now())),
        "approve",
        call -> answer(call, (steps, id, why) -> steps.approve(call.viewer(), id, why, call.now())),
        "decline",
        call -> answer(call, (steps, id, why) -> steps.decline(call.viewer(), id, why, call.now())),
        "cancel",
        call -> answer(call, (steps, id, why) -> steps.cancel(call.viewer(), id, why, call.now())),
        "release",
        call -> answer(call, (steps, id, why) -> steps.release(call.viewer(), id, call.now())));
  }

  private interface Change {
    ChangeOutcome of(LifeSteps steps, UUID id, String reason);
  }

  private Answer answer(Call call, Change change) {
    String reason = call.inputs().text("reason").orElse("");
    if (reason.chars().anyMatch(Character::isISOControl)) {
      call.inputs().fault("body", "reason", "format", "must be one line");
    }
    LifeSteps steps = bookings.steps().of(Versions.optional(call.inputs()));
    UUID id = id(call);
    return Refusals.answer(change.of(steps, id, reason), id);
  }

  static UUID id(Call call) {
    Optional<UUID> id = call.inputs().uuid("id");
    call.inputs().orThrow();
    return id.orElseThrow();
  }
}
