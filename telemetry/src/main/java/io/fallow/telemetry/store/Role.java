package io.fallow.telemetry.store;

import java.util.Locale;

/**
 * As whom the database is asked where no organisation is acted for. Each may what its work takes,
 * and no more; whom the tables belong to is neither of them.
 */
enum Role {
  /** Takes messages in: adds, and changes nothing. */
  INGEST,
  /** The platform's own work, for all organisations. */
  JOBS;

  /** Its name in the database. */
  String sqlName() {
    return "fallow_" + name().toLowerCase(Locale.ROOT);
  }

  /** Puts it on for as long as a connection lasts; refused to who isn't a member. */
  String putOn() {
    return "SET ROLE " + sqlName();
  }
}
