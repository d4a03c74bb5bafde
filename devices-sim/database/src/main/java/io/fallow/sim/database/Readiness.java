package io.fallow.sim.database;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits until a server that was just started takes connections. */
final class Readiness {
  /** Long enough to recover after a crash in the middle of a large import. */
  private static final long SECONDS = 120;

  /** A wrong password and a missing database do not mend themselves. */
  private static final Set<String> FINAL = Set.of("28P01", "28000", "3D000");

  private Readiness() {}

  /**
   * @param alive false as soon as the server has ended, which ends the wait
   * @throws SQLException the last refusal
   */
  static void await(LocalTimescale.Connection server, BooleanSupplier alive) throws SQLException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (true) {
      boolean wasAlive = alive.getAsBoolean();
      try (Session session = Session.open(server)) {
        session.execute("SELECT 1");
        return;
      } catch (SQLException e) {
        if (!wasAlive || FINAL.contains(e.getSQLState()) || System.nanoTime() > deadline) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalTimescaleException("interrupted while PostgreSQL started", e);
    }
  }
}
