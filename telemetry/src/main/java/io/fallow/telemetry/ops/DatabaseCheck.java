package io.fallow.telemetry.ops;

import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.StoreException;
import java.sql.Connection;
import java.util.Optional;

/** Whether the database answers. */
public record DatabaseCheck(Database database) implements HealthCheck {

  private static final int SECONDS = 2;

  @Override
  public String name() {
    return "database";
  }

  @Override
  public Optional<String> fault() {
    try {
      boolean answers = database.inTransaction((Connection c) -> c.isValid(SECONDS));
      return answers ? Optional.empty() : Optional.of("no answer within " + SECONDS + " s");
    } catch (StoreException.Overloaded busy) {
      return Optional.of("all connections are taken");
    } catch (StoreException failure) {
      return Optional.of("not reachable");
    }
  }
}
