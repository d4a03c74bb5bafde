package io.fallow.scheduler.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fallow.scheduler.DomainWorld;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealerIT {

  private final DomainWorld world = new DomainWorld();
  private final AtomicInteger days = new AtomicInteger();
  private AuditKeys keys;
  private Sealer sealer;

  @BeforeEach
  void begin(@TempDir Path folder) {
    keys = AuditKeys.open(folder.resolve("audit.key"));
    sealer = new Sealer(world.database, keys);
  }

  @AfterEach
  void close() {
    world.close();
  }

  /** One change, with one entry of lakeside's. */
  private void change(Connection connection) throws SQLException {
    execute(
        connection,
        "INSERT INTO closed_day (facility_id, day, reason) VALUES (%d, date '2030-01-01' + %d, 'x')"
            .formatted(world.clinic.id(), days.incrementAndGet()));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL ROLE NONE"); // as the owner
      statement.execute(sql);
    }
  }

  private Connection change() {
    return world.database.inTransaction(
        connection -> {
          change(connection);
          return connection;
        });
  }

  private long number(String sql) {
    return world.database.inTransaction(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL ROLE NONE"); // as the owner
            ResultSet row = statement.executeQuery(sql);
            row.next();
            return row.getLong(1);
          }
        });
  }

  private void assertSound() {
    ChainReport report =
        new ChainCheck(world.database, keys, walked -> {}).run(OptionalInt.empty(), List.of());
    assertThat(report.faults()).isEmpty();
    assertThat(number("SELECT count(*) FROM audit_entry")).isEqualTo(report.entries());
  }

  @Test
  void sealsEachEntryOnceAndNumbersAnOrganisationsWithoutGaps() {
    int before = sealer.seal();
    assertThat(before).isPositive();
    assertThat(sealer.seal()).isZero();
    change();
    assertThat(sealer.seal()).isEqualTo(1);
    assertThat(
            number(
                "SELECT count(*) FROM (SELECT 1 FROM audit_seal GROUP BY organisation_id"
                    + " HAVING max(number) <> count(*) OR min(number) <> 1) g"))
        .isZero();
    assertSound();
  }

  @Test
  void nobodyWaitsForATransactionThatCommitsLateAndItsEntriesAreNotLost() {
    sealer.seal();
    world.database.inTransaction(
        slow -> {
          change(slow);
          for (int i = 0; i < 3; i++) {
            change();
            assertThat(sealer.seal()).isEqualTo(1);
          }
          return slow;
        });
    assertThat(sealer.seal()).isEqualTo(1);
    for (int i = 0; i < 3; i++) {
      change();
      sealer.seal();
    }
    assertSound();
  }

  @Test
  void aLookGoesThroughWhatIsNewAlone() {
    for (int i = 0; i < 5; i++) {
      change();
      sealer.seal();
    }
    sealer.seal();
    assertThat(number("SELECT through FROM audit_progress"))
        .isEqualTo(number("SELECT max(id) FROM audit_entry"));
  }

  @Test
  void goesOnInADatabaseThatWasRestoredWhereTransactionsAreNumberedAnew() {
    change();
    sealer.seal();
    world.database.inTransaction(
        connection -> {
          execute(connection, "UPDATE audit_progress SET next_xid = '900000000000'");
          return connection;
        });
    for (int i = 0; i < 4; i++) {
      change();
      assertThat(sealer.seal()).isEqualTo(1);
    }
    assertThat(number("SELECT through FROM audit_progress"))
        .isGreaterThanOrEqualTo(number("SELECT max(id) - 1 FROM audit_entry"));
    assertSound();
  }

  @Test
  void oneThatIsKilledInItsMidstLeavesNothingAndAnotherGoesOn() throws Exception {
    sealer.seal();
    change();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Database others = world.open(1);
    Future<Integer> killed =
        world.database.inTransaction(
            blocking -> {
              execute(blocking, "LOCK TABLE audit_seal IN SHARE MODE");
              Future<Integer> sealing = thread.submit(() -> new Sealer(others, keys).seal());
              await()
                  .until(
                      () ->
                          number(
                                  "SELECT count(pg_terminate_backend(pid)) FROM pg_locks"
                                      + " WHERE relation = 'audit_seal'::regclass AND NOT granted")
                              > 0);
              return sealing;
            });
    assertThatThrownBy(killed::get).hasCauseInstanceOf(StoreException.class);
    others.close();
    thread.shutdown();

    assertThat(sealer.seal()).isEqualTo(1);
    assertSound();
  }

  @Test
  void ofManyWritersAndSealersEveryCommittedEntryIsSealedOnceAndInOrder() throws Exception {
    int writers = 5;
    int sealers = 2;
    ExecutorService threads = Executors.newFixedThreadPool(writers + sealers);
    AtomicInteger committed = new AtomicInteger();
    long before = number("SELECT count(*) FROM audit_entry");
    List<Future<?>> writing = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      Random random = new Random(i);
      writing.add(threads.submit(() -> write(random, committed)));
    }
    List<Future<?>> sealing = new ArrayList<>();
    for (int i = 0; i < sealers; i++) {
      sealing.add(threads.submit(() -> sealUntilDone(writing)));
    }
    for (Future<?> each : writing) {
      each.get();
    }
    for (Future<?> each : sealing) {
      each.get();
    }
    threads.shutdown();
    sealer.seal();

    assertThat(number("SELECT count(*) FROM audit_entry") - before).isEqualTo(committed.get());
    assertSound();
    assertThat(
            number(
                """
                SELECT count(*) FROM audit_seal a JOIN audit_seal b USING (organisation_id)
                JOIN audit_entry ea ON ea.id = a.entry_id JOIN audit_entry eb ON eb.id = b.entry_id
                WHERE a.number < b.number AND a.sealed_at = b.sealed_at AND ea.id > eb.id
                """))
        .isZero();
  }

  private void sealUntilDone(List<Future<?>> writing) {
    while (!writing.stream().allMatch(Future::isDone)) {
      sealer.seal();
    }
  }

  private void write(Random random, AtomicInteger committed) {
    for (int i = 0; i < 40; i++) {
      int changes = 1 + random.nextInt(4);
      boolean rolledBack = random.nextInt(4) == 0;
      try {
        world.database.inTransaction(
            connection -> {
              for (int n = 0; n < changes; n++) {
                change(connection);
              }
              if (rolledBack) {
                throw new IllegalStateException("rolled back");
              }
              return changes;
            });
        committed.addAndGet(changes);
      } catch (IllegalStateException wanted) {
        assertThat(rolledBack).isTrue();
      }
    }
  }

  @Test
  void howLongEntriesWaitIsShown() {
    UnsealedMeter meter = new UnsealedMeter(world.database, world.meters);
    sealer.seal();
    meter.look();
    assertThat(world.meters.get("fallow.audit.unsealed").gauge().value()).isZero();
    change();
    meter.look();
    assertThat(world.meters.get("fallow.audit.unsealed").gauge().value()).isPositive();
  }
}
