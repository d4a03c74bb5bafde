package io.fallow.scheduler.group;

import io.fallow.scheduler.booking.BookingOutcome;
import io.fallow.scheduler.booking.Reservation;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the members of a group have in common: how one is tried, and what comes of it. */
final class Attempts {

  private Attempts() {}

  /** Handles the two ways in which an attempt with a known asset may end. */
  static <T> T fold(
      BookingOutcome outcome, Function<Reservation, T> booked, Function<Conflict, T> conflict) {
    return outcome.fold(
        made -> booked.apply(made.reservation()),
        overlaps -> conflict.apply(new Conflict(List.of(), overlaps.known())),
        refused -> conflict.apply(new Conflict(refused.violations(), List.of())),
        () -> {
          throw new IllegalStateException("a candidate's asset is known");
        });
  }

  /** What was booked among some placements. */
  static List<Reservation> booked(List<Placement> placements) {
    return placements.stream()
        .flatMap(each -> each.fold(booked -> Stream.of(booked.reservation()), clash -> Stream.of()))
        .toList();
  }
}
