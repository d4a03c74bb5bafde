package io.fallow.telemetry.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.Confirmation;
import io.fallow.gateway.wire.Confirmation.Range;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.GatewayHealth;
import io.fallow.gateway.wire.GatewayHealth.Dropped;
import io.fallow.gateway.wire.GatewayHealth.Waiting;
import io.fallow.gateway.wire.GatewayHealth.Why;
import io.fallow.sim.database.TestDatabase;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the watch makes of a ledger, which the tests write themselves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayWatchIT {

  private static final GatewayAddress GATEWAY = new GatewayAddress("lakeside", "gw-1");

  private final TestDatabase server = TestDatabase.create();
  private Database database;
  private int gateway;
  private Heard heard;
  private Traffic traffic;
  private GatewayWatch watch;
  private SimpleMeterRegistry meters;

  @BeforeAll
  void open() {
    database =
        Database.open(
            new DatabaseConfig("test", server.jdbcUrl(), server.user(), server.password(), 3));
    database.migrate();
    Registry registry = new Registry(database);
    registry.registerOrganisation("lakeside", "Lakeside");
    registry.registerFacility("lakeside", "main", "Main", ZoneOffset.UTC, 52.5, 13.4);
    gateway = registry.registerGateway(GATEWAY, "main", "secret").id();
  }

  @AfterAll
  void close() {
    database.close();
    server.close();
  }

  @BeforeEach
  void begin() {
    execute(
        "TRUNCATE message_ledger, gateway_epoch, gateway_gap, gateway_status, gateway_traffic,"
            + " gateway_health, gateway_given_up");
    heard = new Heard();
    traffic = new Traffic();
    meters = new SimpleMeterRegistry();
    watch = new GatewayWatch(database, heard, traffic, meters);
  }

  @Test
  void tellsAGatewayWhatIsStoredAndOnlyWhenThatChanges() {
    stored(7, 1, 5);
    watch.cycle();
    watch.cycle();
    assertThat(heard.said).containsEntry(GATEWAY, List.of(new Confirmation(7, 5, List.of())));
    assertThat(heard.times).isEqualTo(1);

    stored(7, 6, 6);
    watch.cycle();
    assertThat(heard.said).containsEntry(GATEWAY, List.of(new Confirmation(7, 6, List.of())));
  }

  @Test
  void waitsALittleBeforeItCallsAMessageMissing() {
    stored(7, 3, 5);
    stored(7, 8, 9);
    watch.cycle();
    assertThat(heard.said).containsEntry(GATEWAY, List.of(new Confirmation(7, 0, List.of())));

    gapsAreOld();
    watch.cycle();
    assertThat(heard.said)
        .containsEntry(
            GATEWAY, List.of(new Confirmation(7, 9, List.of(new Range(1, 2), new Range(6, 7)))));
    assertThat(state().missing()).isEqualTo(4);
    assertThat(state().gaps())
        .extracting(GatewayState.Gap::sequences)
        .containsExactly(new Range(1, 2), new Range(6, 7));
  }

  @Test
  void showsHowManyMessagesAreMissingGatewaysOfflineAndClocksWrong() {
    stored(7, 1, 1);
    stored(7, 10, 10);
    watch.cycle();
    gapsAreOld();
    watch.cycle();
    execute("INSERT INTO gateway_status VALUES (1001, false, now()), (1002, true, now())");
    execute(
        "INSERT INTO gateway_traffic SELECT n, now(), 1, 0, 1, 0, 20000 * n, now() "
            + "FROM generate_series(-2, 1) n");

    meters = new SimpleMeterRegistry();
    GatewayMeters shown = new GatewayMeters(meters);
    assertThat(gauge("missing")).isNaN();
    shown.lookNow(database);

    assertThat(gauge("missing")).isEqualTo(8);
    assertThat(gauge("offline")).isEqualTo(1);
    assertThat(gauge("clock.wrong")).isEqualTo(1);
  }

  private double gauge(String name) {
    return meters.get("fallow.gateways." + name).gauge().value();
  }

  @Test
  void lateMessagesCloseGapsOrDivideThem() {
    stored(7, 1, 1);
    stored(7, 10, 10);
    watch.cycle();
    stored(7, 4, 5);
    gapsAreOld();
    watch.cycle();
    assertThat(state().gaps())
        .extracting(GatewayState.Gap::sequences)
        .containsExactly(new Range(2, 3), new Range(6, 9));

    stored(7, 2, 3);
    stored(7, 6, 9);
    watch.cycle();
    assertThat(state().gaps()).isEmpty();
    assertThat(heard.said).containsEntry(GATEWAY, List.of(new Confirmation(7, 10, List.of())));
  }

  @Test
  void waitsForWhatFollowsInAGapThatIsFilledFromItsFront() {
    stored(7, 1, 1);
    stored(7, 100, 110);
    watch.cycle();
    gapsAreOld();
    stored(7, 2, 40);
    watch.cycle();
    assertThat(heard.said)
        .as("the rest is on its way")
        .containsEntry(GATEWAY, List.of(new Confirmation(7, 40, List.of())));

    gapsAreOld();
    stored(7, 51, 60);
    watch.cycle();
    assertThat(heard.said)
        .as("what was passed over is not")
        .containsEntry(GATEWAY, List.of(new Confirmation(7, 60, List.of(new Range(41, 50)))));
  }

  @Test
  void callsNothingMissingThatTheGatewaySaysItHolds() {
    stored(7, 1, 3);
    stored(7, 90, 90);
    heard.health.put(GATEWAY, said(health(new Waiting(7, 3, 95, 91, 900, Optional.empty()))));
    watch.cycle();
    gapsAreOld();

    assertThat(state().missing()).isZero();
    assertThat(state().gaps()).isEmpty();
    assertThat(state().health().orElseThrow().said().waiting().messages()).isEqualTo(91);

    heard.health.put(GATEWAY, said(health(new Waiting(7, 50, 95, 45, 450, Optional.empty()))));
    watch.cycle();
    assertThat(state().missing()).isEqualTo(47);
    assertThat(state().gaps())
        .extracting(GatewayState.Gap::sequences)
        .containsExactly(new Range(4, 89));

    heard.health.put(GATEWAY, said(health(new Waiting(8, 0, 1, 1, 1, Optional.empty()))));
    watch.cycle();
    assertThat(state().missing()).isEqualTo(86);
  }

  @Test
  void waitsForNothingThatAGatewayGaveUp() {
    Dropped early =
        new Dropped(7, new Range(1, 4), 80, Optional.of(NOW), Optional.of(NOW), Why.FULL);
    Dropped late = new Dropped(7, new Range(8, 9), 0, Optional.empty(), Optional.empty(), Why.AGE);
    heard.health.put(
        GATEWAY, said(health(new Waiting(7, 4, 20, 9, 90, Optional.empty()), early, late)));
    stored(7, 5, 6);
    stored(7, 12, 12);
    watch.cycle();
    gapsAreOld();
    watch.cycle();

    assertThat(heard.said)
        .containsEntry(
            GATEWAY, List.of(new Confirmation(7, 12, List.of(new Range(7, 7), new Range(10, 11)))));
    assertThat(state().health().orElseThrow().said().dropped()).containsExactly(early, late);
  }

  @Test
  void forgetsRangesThatWereGivenUpLongAgo() {
    for (int round = 0; round < 4; round++) {
      Dropped[] ranges = new Dropped[150];
      for (int i = 0; i < ranges.length; i++) {
        long n = 1 + 3 * (i + 150L * round);
        ranges[i] = new Dropped(7, new Range(n, n), 1, Optional.empty(), Optional.empty(), Why.AGE);
      }
      heard.health.put(GATEWAY, said(health(new Waiting(7, 0, 0, 0, 0, Optional.empty()), ranges)));
      watch.cycle();
    }
    assertThat(
            database.<Long>inTransaction(
                connection -> {
                  try (Statement statement = connection.createStatement();
                      ResultSet row =
                          statement.executeQuery("SELECT count(*) FROM gateway_given_up")) {
                    row.next();
                    return row.getLong(1);
                  }
                }))
        .isEqualTo(400);
  }

  @Test
  void asksWhoIsOnlineForTheTimeNowAndThen() {
    heard.online.put(GATEWAY, true);
    watch.cycle();
    watch.cycle();
    assertThat(heard.pinged).containsExactly(GATEWAY);

    heard.online.put(GATEWAY, false);
    watch.cycle();
    heard.online.put(GATEWAY, true);
    watch.cycle();
    assertThat(heard.pinged).hasSize(2);

    traffic.clock(gateway, -3_000);
    traffic.stored(gateway, NOW, 1, 0);
    traffic.flush(database);
    GatewayHealth health = health(new Waiting(7, 0, 0, 0, 0, Optional.empty()));
    heard.health.put(
        GATEWAY, new SaidHealth(health, Instant.now(), Optional.of(Duration.ofMillis(1_234))));
    watch.cycle();
    assertThat(state().clockAhead()).contains(Duration.ofMillis(1_234));
  }

  private static final Instant NOW = Instant.parse("2026-11-28T08:00:00Z");

  private static SaidHealth said(GatewayHealth health) {
    return new SaidHealth(health, Instant.now(), Optional.empty());
  }

  private static GatewayHealth health(Waiting waiting, Dropped... dropped) {
    return new GatewayHealth(
        NOW,
        "test",
        NOW,
        waiting,
        List.of(dropped),
        0,
        0,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        0);
  }

  @Test
  void keepsNumberingsApart() {
    stored(7, 1, 2);
    stored(9, 1, 4);
    watch.cycle();
    assertThat(heard.said)
        .containsEntry(
            GATEWAY, List.of(new Confirmation(7, 2, List.of()), new Confirmation(9, 4, List.of())));
  }

  @Test
  void numbersThatAreNoneStayUnconfirmedAndFillNoTable() {
    execute(
        "INSERT INTO message_ledger SELECT %d, false, 7, 2 * n, n, now(), 1, 0 FROM generate_series(1, 3000) n"
            .formatted(gateway));
    watch.cycle();
    gapsAreOld();
    watch.cycle();
    assertThat(state().missing()).isEqualTo(1_000);
    assertThat(heard.said.get(GATEWAY).get(0).missing()).hasSize(100);
    assertThat(heard.said.get(GATEWAY).get(0).through()).isEqualTo(200);
  }

  @Test
  void tellsEverythingAgainOnANewConnection() {
    stored(7, 1, 5);
    watch.cycle();
    execute("UPDATE gateway_epoch SET changed_at = now() - interval '1 day'");
    heard.said.clear();
    watch.cycle();
    assertThat(heard.said).isEmpty();

    heard.connection++;
    watch.cycle();
    assertThat(heard.said).containsKey(GATEWAY);
  }

  @Test
  void tellsAfterAnOutageWhatHasBecomeOfThatBefore() {
    stored(7, 1, 5);
    stored(7, 8, 9);
    watch.look();
    execute("ALTER TABLE gateway_epoch RENAME TO away");
    watch.look();
    execute("ALTER TABLE away RENAME TO gateway_epoch");
    execute("UPDATE gateway_epoch SET changed_at = now() - interval '2 minutes'");
    gapsAreOld();

    watch.look();

    assertThat(heard.said)
        .containsEntry(GATEWAY, List.of(new Confirmation(7, 9, List.of(new Range(6, 7)))));
  }

  @Test
  void tellsAgainWhatCouldNotBeTold() {
    stored(7, 1, 5);
    heard.deaf = true;
    watch.cycle();
    heard.deaf = false;
    watch.cycle();
    assertThat(heard.said).containsKey(GATEWAY);
  }

  @Test
  void knowsWhoIsOnlineAndWhatCameIn() {
    heard.online.put(GATEWAY, true);
    Instant now = Instant.parse("2026-11-22T00:20:00Z");
    traffic.stored(gateway, now, 50, 2);
    traffic.clock(gateway, 40_000);
    traffic.clock(gateway, -3_000);
    traffic.duplicate(gateway, now);
    traffic.flush(database);
    watch.cycle();

    assertThat(state().online()).contains(true);
    assertThat(state().lastMessage()).contains(now);
    assertThat(state().duplicates()).isEqualTo(1);
    assertThat(state().rejected()).isEqualTo(2);
    assertThat(state().clockAhead()).contains(Duration.ofSeconds(40));
    assertThat(state().clockWrong()).isTrue();

    heard.online.put(GATEWAY, false);
    watch.cycle();
    assertThat(state().online()).contains(false);
  }

  @Test
  void callsNothingMissingThatHasGoneFromTheLedger() {
    stored(7, 1, 9);
    watch.cycle();
    execute("DELETE FROM message_ledger WHERE sequence < 8");
    stored(7, 10, 10);
    watch.cycle();
    execute("TRUNCATE message_ledger");
    watch.cycle();
    stored(7, 11, 12);
    watch.cycle();
    gapsAreOld();
    watch.cycle();

    assertThat(state().gaps()).isEmpty();
    assertThat(heard.said).containsEntry(GATEWAY, List.of(new Confirmation(7, 12, List.of())));
  }

  @Test
  void oneInstanceLooksAtATime() {
    database.inTransaction(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(1126002)");
            assertThat(watch.cycle()).isFalse();
          }
          return Optional.empty();
        });
    assertThat(watch.cycle()).isTrue();
  }

  private GatewayState state() {
    return new GatewayQueries(database).of(GATEWAY).orElseThrow();
  }

  private void stored(long epoch, long first, long last) {
    execute(
        "INSERT INTO message_ledger SELECT %d, false, %d, n, n, now(), 1, 0 FROM generate_series(%d, %d) n"
            .formatted(gateway, epoch, first, last));
  }

  private void gapsAreOld() {
    execute("UPDATE gateway_gap SET noticed_at = noticed_at - interval '10 seconds'");
  }

  private void execute(String sql) {
    database.inTransaction(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL ROLE NONE"); // as the owner
            return statement.execute(sql);
          }
        });
  }

  @Test
  void aGatewayWhoseCredentialsHaveEndedIsOfflineWhateverItSaidLast() {
    heard.online.put(GATEWAY, true);
    watch.cycle();
    assertThat(state().online()).contains(true);
    try {
      execute("UPDATE gateway_credential SET ends_at = now()");
      assertThat(state().online()).as("before the next look").contains(false);
      heard.deaf = true;
      watch.cycle();
      heard.deaf = false;
      watch.cycle();
      watch.cycle();
      assertThat(heard.putOffline).as("again until it was said").containsExactly(GATEWAY, GATEWAY);
    } finally {
      execute("UPDATE gateway_credential SET ends_at = NULL");
    }
    assertThat(state().online()).as("until it says that it is back").contains(false);
    heard.online.put(GATEWAY, true);
    watch.cycle();
    assertThat(state().online()).contains(true);
    assertThat(heard.putOffline).hasSize(2);
  }

  private static final class Heard implements Voice {
    final Map<GatewayAddress, List<Confirmation>> said = new HashMap<>();
    final Map<GatewayAddress, Boolean> online = new HashMap<>();
    final Map<GatewayAddress, SaidHealth> health = new HashMap<>();
    final List<GatewayAddress> pinged = new ArrayList<>();
    long connection = 1;
    final List<GatewayAddress> putOffline = new ArrayList<>();
    boolean deaf;
    int times;

    @Override
    public long connection() {
      return connection;
    }

    @Override
    public Map<GatewayAddress, Boolean> online() {
      return online;
    }

    @Override
    public Map<GatewayAddress, SaidHealth> takeHealth() {
      Map<GatewayAddress, SaidHealth> taken = new HashMap<>(health);
      health.clear();
      return taken;
    }

    @Override
    public boolean ping(GatewayAddress gateway) {
      return pinged.add(gateway);
    }

    @Override
    public boolean tell(GatewayAddress gateway, List<Confirmation> stored) {
      times++;
      if (!deaf) {
        said.put(gateway, stored);
      }
      return !deaf;
    }

    @Override
    public boolean sayOffline(GatewayAddress gateway) {
      putOffline.add(gateway);
      return !deaf && online.put(gateway, false) != null;
    }

    @Override
    public void close() {
      // nothing to close
    }
  }
}
