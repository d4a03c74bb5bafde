package io.fallow.scheduler.booking;

import io.fallow.scheduler.sharing.Viewer;
import java.util.OptionalInt;

/**
 * Who has a reservation.
 *
 * @param organisation code of the organisation that booked
 * @param person who booked, as the token names them
 * @param facilityId the facility of the organisation that the booker comes from, where they said so
 */
public record Booker(
    int organisationId, String organisation, String person, OptionalInt facilityId) {

  /** Somebody who didn't say from where. */
  public static Booker of(Viewer viewer) {
    return of(viewer, OptionalInt.empty());
  }

  static Booker of(Viewer viewer, OptionalInt facilityId) {
    return new Booker(viewer.organisationId(), viewer.organisation(), viewer.person(), facilityId);
  }

  Viewer viewer() {
    return new Viewer(organisationId, organisation, person);
  }
}
