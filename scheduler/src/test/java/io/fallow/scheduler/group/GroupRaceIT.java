package io.fallow.scheduler.group;

import static io.fallow.scheduler.group.GroupDesk.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.scheduler.booking.BookingOutcome;
import io.fallow.telemetry.registry.Asset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;

/** Many at once: all start together, every outcome is collected. */
class GroupRaceIT {

  private static final int CLIENTS = 12;

  private static DomainWorld world;
  private static GroupDesk desk;
  private static ExecutorService threads;

  @BeforeAll
  static void create() {
    world = new DomainWorld();
    desk = new GroupDesk(world);
    threads = Executors.newFixedThreadPool(CLIENTS);
  }

  @AfterAll
  static void close() {
    threads.shutdownNow();
    world.close();
  }

  @RepeatedTest(3)
  void twoBundlesWithTheirAssetsInOppositeOrderDoNotDeadlockAndOneWins() throws Exception {
    List<Asset> assets = assets("bundle", 5);
    List<Asset> reversed = new ArrayList<>(assets);
    Collections.reverse(reversed);
    long deadlocks = deadlocks();
    List<BundleOutcome> outcomes =
        race(
            client ->
                desk.bundle(
                    client % 2 == 0 ? world.harbor : world.lakeside,
                    slot(4, 6),
                    false,
                    (client % 2 == 0 ? assets : reversed).toArray(Asset[]::new)));
    assertThat(outcomes).filteredOn(each -> each instanceof BundleOutcome.Booked).hasSize(1);
    assertThat(outcomes)
        .filteredOn(each -> each instanceof BundleOutcome.NotBooked)
        .hasSize(CLIENTS - 1)
        .allMatch(each -> ((BundleOutcome.NotBooked) each).clashes().size() == assets.size());
    assertThat(deadlocks()).isEqualTo(deadlocks);
  }

  @RepeatedTest(3)
  void aSeriesAgainstSingleBookingsLeavesEachTimeToOneOfThem() throws Exception {
    Asset asset = world.idleAsset("series-" + System.nanoTime());
    SeriesPlan plan =
        desk.plan(world.harbor, asset, "2026-11-24T10:00", "FREQ=DAILY;COUNT=5", OnConflict.REFUSE);
    List<Object> outcomes =
        race(
            client ->
                client == 0
                    ? desk.book(plan)
                    : desk.single(world.lakeside, asset, slot(25 + 24 * 4, 27 + 24 * 4)));
    long singles = outcomes.stream().filter(each -> each instanceof BookingOutcome.Booked).count();
    boolean series = outcomes.get(0) instanceof SeriesOutcome.Booked;
    assertThat(singles).isEqualTo(series ? 0 : 1);
    assertThat(liveOf(asset)).isEqualTo(series ? 5 : 1);
  }

  private static List<Asset> assets(String name, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> world.idleAsset(name + "-" + i + "-" + System.nanoTime()))
        .toList();
  }

  private static final String LIVE =
      "SELECT count(*) FROM reservation WHERE asset_id = %d AND status = 'CONFIRMED'";

  private static long liveOf(Asset asset) {
    return count(LIVE.formatted(asset.id()));
  }

  private static long deadlocks() {
    return count("SELECT sum(deadlocks) FROM pg_stat_database");
  }

  private static long count(String sql) {
    return world.database.inTransaction(
        connection -> {
          try (var statement = connection.createStatement();
              var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  private interface Client<T> {
    T act(int number);
  }

  private static <T> List<T> race(Client<T> client) throws Exception {
    CyclicBarrier start = new CyclicBarrier(CLIENTS);
    List<Future<T>> futures = new ArrayList<>();
    for (int number = 0; number < CLIENTS; number++) {
      int mine = number;
      Callable<T> task =
          () -> {
            start.await();
            return client.act(mine);
          };
      futures.add(threads.submit(task));
    }
    List<T> outcomes = new ArrayList<>();
    for (Future<T> future : futures) {
      outcomes.add(future.get(60, TimeUnit.SECONDS));
    }
    return outcomes;
  }
}
