package io.fallow.sim.console;

import java.util.Locale;

/** A page of the console, and who looks at it. */
enum ConsolePage {
  FLEET("/", "amara.osei"),
  FLEET_OF_PARTNERS("/", "marta.silva"),
  ASSET("/assets/lakeside.mri-1", "amara.osei"),
  ASSET_OF_PARTNERS("/assets/lakeside.mri-1", "marta.silva"),
  FIND("/find", "marta.silva"),
  BOOKINGS("/bookings", "amara.osei"),
  BOOKINGS_OF_PARTNER("/bookings", "marta.silva"),
  SHARING("/sharing", "amara.osei"),
  GATEWAYS("/gateways", "amara.osei"),
  UTILISATION("/utilisation", "amara.osei");

  final String path;
  final String person;

  ConsolePage(String path, String person) {
    this.path = path;
    this.person = person;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
