package io.fallow.scheduler.booking;

import io.fallow.scheduler.sharing.Viewer;

/**
 * Who changes a reservation.
 *
 * @param name {@code person@organisation}, or what the platform calls its own work
 */
public record Actor(String name) {

  /** The platform itself, when a time has come. */
  public static final Actor CLOCK = new Actor("fallow:clock");

  /** The platform itself, when telemetry has shown something. */
  public static final Actor TELEMETRY = new Actor("fallow:telemetry");

  /** A person. */
  public static Actor of(Viewer viewer) {
    return new Actor(viewer.person() + "@" + viewer.organisation());
  }
}
