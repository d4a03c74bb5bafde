package io.fallow.scheduler.api.operation;

import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.booking.BookingOutcome;
import io.fallow.scheduler.booking.ChangeOutcome;
import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.booking.Violation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/** Answers of what became of a wish: the reservation, or the problem that says why not. */
public final class Refusals {

  private Refusals() {}

  /** 201 with the reservation; a problem for every other outcome. */
  public static Answer answer(BookingOutcome outcome, String asset) {
    return outcome.fold(
        booked -> created(booked.reservation()),
        overlaps -> {
          throw new ProblemException(overlap(overlaps.known()));
        },
        refused -> {
          throw new ProblemException(refused(refused.violations()));
        },
        () -> {
          throw AssetAccess.notFound(asset);
        });
  }

  private static Answer created(Reservation reservation) {
    return Answer.created(ReservationJson.location(reservation), ReservationJson.of(reservation))
        .withHeader("ETag", ReservationJson.etag(reservation));
  }

  /** 200 with the reservation; a problem for every other outcome. */
  public static Answer answer(ChangeOutcome outcome, UUID id) {
    return outcome.fold(
        new ChangeOutcome.Cases<>(
            changed -> ok(changed.reservation()),
            impossible -> {
              throw new ProblemException(wrongState(impossible));
            },
            overlaps -> {
              throw new ProblemException(overlap(overlaps.known()));
            },
            refused -> {
              throw new ProblemException(refused(refused.violations()));
            },
            stale -> {
              throw new ProblemException(stale(stale.reservation()));
            },
            none -> {
              throw notFound(id);
            }));
  }

  /** 200 with the reservation and its entity tag. */
  public static Answer ok(Reservation reservation) {
    return Answer.ok(ReservationJson.of(reservation))
        .withHeader("ETag", ReservationJson.etag(reservation));
  }

  /** Others have the time; {@code known} are those of which the asker may know. */
  public static Problem overlap(List<Reservation> known) {
    if (known.isEmpty()) {
      return Problem.of(ProblemType.OVERLAP);
    }
    JsonArray reservations = new JsonArray();
    known.forEach(each -> reservations.add(ReservationJson.of(each)));
    return Problem.of(
            ProblemType.OVERLAP,
            "In the way is "
                + String.join(", ", known.stream().map(each -> each.id().toString()).toList())
                + ".")
        .with("reservations", reservations);
  }

  /** Every rule that is broken. */
  public static Problem refused(List<Violation> violations) {
    String detail = String.join("; ", violations.stream().map(Violation::message).toList());
    return Problem.of(ProblemType.REFUSED, detail).with("violations", json(violations));
  }

  /** Violations as the contract shows them. */
  public static JsonArray json(List<Violation> violations) {
    JsonArray array = new JsonArray();
    for (Violation each : violations) {
      array.add(
          new JsonObject()
              .put("code", each.code())
              .put("message", each.message())
              .put("mayOverride", each.overridable()));
    }
    return array;
  }

  private static Problem wrongState(ChangeOutcome.NotPossible impossible) {
    return Problem.of(ProblemType.WRONG_STATE, impossible.violation().message())
        .with("violations", json(List.of(impossible.violation())))
        .with("reservation", ReservationJson.of(impossible.reservation()));
  }

  private static Problem stale(Reservation newest) {
    return Problem.of(ProblemType.VERSION_CHANGED)
        .with("reservation", ReservationJson.of(newest))
        .withHeader("ETag", ReservationJson.etag(newest));
  }

  /** Nothing that the asker may see has this id. */
  public static ProblemException notFound(UUID id) {
    return new ProblemException(
        Problem.of(
            ProblemType.RESERVATION_NOT_FOUND,
            "There is no reservation " + id + ", as far as you may see."));
  }
}
