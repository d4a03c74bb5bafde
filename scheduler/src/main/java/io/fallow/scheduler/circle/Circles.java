package io.fallow.scheduler.circle;

import io.fallow.telemetry.store.Database;
import java.util.List;
import java.util.Optional;

/**
 * Reads circles as far as an organisation may know of them: those of which it is a member, and
 * those whose members have all consented to take it in. Blocks; safe for any number of threads.
 */
public final class Circles {

  private final Database database;

  public Circles(Database database) {
    this.database = database;
  }

  /** All of them, the oldest first. */
  public List<Circle> of(int organisationId) {
    return database.inTransaction(connection -> new CircleRows(connection).of(organisationId));
  }

  /** One of them. */
  public Optional<Circle> of(int organisationId, int id) {
    return database.inTransaction(
        connection -> new CircleRows(connection).find(id, organisationId));
  }
}
