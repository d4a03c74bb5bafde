package io.fallow.scheduler.telling;

import java.util.List;

/** The kinds of events that there are. A kind never changes its meaning. */
public final class EventKinds {

  /** A webhook was switched off, because nothing got through to it. */
  public static final String WEBHOOK_DISABLED = "webhook.disabled";

  /** All of them. */
  public static final List<String> ALL =
      List.of(
          "reservation.held",
          "reservation.requested",
          "reservation.confirmed",
          "reservation.declined",
          "reservation.cancelled",
          "reservation.expired",
          "reservation.changed",
          "reservation.bumped",
          "reservation.checked-in",
          "reservation.no-show",
          "reservation.release-offered",
          "reservation.released",
          "reservation.overrun",
          "reservation.completed",
          "next-start-delayed",
          "use.unexplained",
          "wait-list.offered",
          "lockout.added",
          "lockout.ended",
          "agreement.proposed",
          "agreement.accepted",
          "agreement.declined",
          "agreement.withdrawn",
          "agreement.ending",
          "circle.proposed",
          "circle.changed",
          "circle.refused",
          WEBHOOK_DISABLED);

  private EventKinds() {}
}
