package io.fallow.sim.bench;

import io.fallow.sim.database.LocalTimescale;
import io.fallow.sim.world.FleetWorld;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the database does at most: nothing but the insert that can't double-book, straight through
 * JDBC, by as many clients, a transaction each. No rule is looked at, nobody is told.
 */
final class PlainInserts {

  private final LocalTimescale.Connection database;
  private final int clients;

  PlainInserts(LocalTimescale.Connection database, int clients) {
    this.database = database;
    this.clients = clients;
  }

  /** Tries each slot so many times, for some seconds. */
  Tally.Result run(SlotPlan plan, int each, int seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    AtomicLong attempts = new AtomicLong();
    Tally tally = new Tally();
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<Future<?>> working = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        working.add(threads.submit(() -> insert(plan, each, attempts, tally, end)));
      }
      for (Future<?> one : working) {
        one.get();
      }
      return tally.result();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("the plain inserts broke off", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static final String INSERT =
      """
      INSERT INTO reservation (id, asset_id, organisation_id, booked_by, during, blocked, status,
                               created_at, changed_at)
      VALUES (?, ?, ?, 'bench', tstzrange(?, ?), tstzrange(?, ?), 'CONFIRMED', now(), now())
      ON CONFLICT DO NOTHING
      """;

  private Void insert(SlotPlan plan, int each, AtomicLong attempts, Tally tally, long end)
      throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        PreparedStatement statement = connection.prepareStatement(INSERT)) {
      Map<String, Integer> ids = ids(connection);
      while (System.nanoTime() < end) {
        long slot = attempts.getAndIncrement() / each;
        long begun = System.nanoTime();
        boolean won =
            insert(statement, ids.get(plan.asset(slot)), plan.start(slot), plan.end(slot));
        tally.add(
            slot, won ? Tally.Outcome.BOOKED : Tally.Outcome.TAKEN, System.nanoTime() - begun);
      }
    }
    return null;
  }

  private static boolean insert(PreparedStatement statement, int asset, Instant from, Instant to)
      throws SQLException {
    statement.setObject(1, UUID.randomUUID());
    statement.setInt(2, asset);
    statement.setInt(3, 1);
    for (int i = 4; i < 8; i++) {
      statement.setObject(i, SqlValues.timestamp(i % 2 == 0 ? from : to));
    }
    return statement.executeUpdate() == 1;
  }

  private static Map<String, Integer> ids(Connection connection) throws SQLException {
    Map<String, Integer> ids = new HashMap<>();
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT a.code, a.id FROM asset a JOIN organisation o ON o.id = a.organisation_id");
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        ids.put(FleetWorld.OWNER + "." + row.getString(1), row.getInt(2));
      }
    }
    return ids;
  }
}
