package io.fallow.scheduler.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.JsonBatchCodec;
import io.fallow.gateway.wire.MessageKey;
import io.fallow.gateway.wire.Reading;
import io.fallow.gateway.wire.ReadingBatch;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.booking.BookingOutcome.Booked;
import io.fallow.scheduler.booking.BookingRequest;
import io.fallow.scheduler.calendar.Calendars;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.calendar.WeeklyOpening;
import io.fallow.scheduler.isolation.FourLogins.Login;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.ingest.Resubmission;
import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Facility;
import io.fallow.telemetry.registry.NewAsset;
import io.fallow.telemetry.registry.Organisation;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.retention.Retention;
import io.fallow.telemetry.retention.RetentionConfig;
import io.fallow.telemetry.store.Acting;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.PlatformLogins;
import io.fallow.telemetry.store.RequestLogin;
import io.fallow.telemetry.store.Statistics;
import io.fallow.telemetry.usage.UsageWorker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Migrated by a login that is no superuser; ingest, jobs and requests by one login each. */
class FourLoginsIT {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final Acting MARTA = new Acting(1, "marta@lakeside", Optional.of(NOW));

  private static FourLogins logins;
  private static Database database;

  @BeforeAll
  static void migrate() throws SQLException {
    logins = new FourLogins();
    database = logins.open();
    database.migrate(logins.config(Login.OWNER));
  }

  @AfterAll
  static void drop() throws SQLException {
    database.close();
    logins.close();
  }

  @Test
  void eachLoginMayDoItsWorkAndNoneHasAFault() {
    assertThat(RequestLogin.faults(database)).isEmpty();
    PlatformLogins.check(database, logins.others(), Optional.of(logins.config(Login.OWNER)));
  }

  @Test
  void readingsComeInAndBecomeUsageAndAnAssetIsBooked() throws Exception {
    SchedulerServices services = SchedulerServices.over(database, new SimpleMeterRegistry());
    Asset asset = register(services);
    assertThat(takeIn(services.registry()).stored()).isEqualTo(2);
    assertThat(derive(services.registry())).isEqualTo(1);
    assertThat(services.usage().intervals(asset.id(), NOW.minusSeconds(3600), NOW)).isNotEmpty();

    Viewer marta = new Viewer(asset.organisationId(), "lakeside", "marta");
    TimeRange slot = new TimeRange(NOW.plusSeconds(3600), NOW.plusSeconds(7200));
    BookingRequest request = new BookingRequest(marta, asset.publicId(), slot, false, "knees");
    assertThat(database.actingFor(MARTA, () -> services.bookings().book(request, NOW)))
        .isInstanceOf(Booked.class);
    assertThat(database.actingFor(MARTA, () -> services.bookings().book(request, NOW)))
        .isNotInstanceOf(Booked.class);
  }

  private static Asset register(SchedulerServices services) {
    Registry registry = services.registry();
    Organisation lakeside = registry.registerOrganisation("lakeside", "Lakeside hospitals");
    Facility site =
        registry.registerFacility("lakeside", "main", "Main", ZoneId.of("UTC"), 52.5, 13.4);
    new Calendars(database).replaceOpenings(site, WeeklyOpening.always());
    registry.registerGateway(new GatewayAddress("lakeside", "gw-1"), "main", "secret");
    assertThat(lakeside.id()).isEqualTo(MARTA.organisationId());
    return registry.registerAsset(
        new NewAsset(
            "lakeside",
            "main",
            "mri-1",
            "MRI",
            "mri",
            Set.of(),
            new ActivityRule.Reported(Duration.ofMinutes(5))));
  }

  /** The way of ingest itself: checked, entered into the ledger, copied in. */
  private static Resubmission.Result takeIn(Registry registry) throws InterruptedException {
    byte[] message =
        JsonBatchCodec.encode(
            new ReadingBatch(
                Optional.of(new MessageKey(1, 1)),
                List.of(
                    Reading.ofActivity("mri-1", NOW.minusSeconds(600), Activity.IN_USE),
                    Reading.ofActivity("mri-1", NOW.minusSeconds(480), Activity.STANDBY))));
    return new Resubmission(database, registry)
        .submit(
            new Resubmission.Rejected(
                1,
                Optional.of(new GatewayAddress("lakeside", "gw-1")),
                "fallow/v1/lakeside/gw-1/readings",
                2,
                message),
            NOW);
  }

  private static int derive(Registry registry) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    try (UsageWorker worker =
        new UsageWorker(database, registry, new SimpleMeterRegistry(), clock)) {
      return Awaitility.await().until(worker::runOnce, assets -> assets > 0);
    }
  }

  @Test
  void whatIsOldGoesAndStatisticsAreRenewedWithoutTheOwner() throws SQLException {
    try (Connection ingest = logins.connect(Login.INGEST)) {
      IsolationWorld.run(
          ingest,
          "INSERT INTO reading (time, asset_id, message_id) VALUES ('2020-01-01T12:00:00Z', 1, 1)");
      ingest.commit();
    }
    Clock later = Clock.fixed(Instant.parse("2036-11-23T08:00:00Z"), ZoneOffset.UTC);
    try (Retention retention =
        new Retention(RetentionConfig.DEFAULT, database, new SimpleMeterRegistry(), later)) {
      retention.runOnce();
    }
    assertThat(text("SELECT count(*) FROM reading WHERE time < '2021-01-01'")).isEqualTo("0");
    assertThat(Statistics.renew(database)).allMatch(table -> table.startsWith("public."));
  }

  private static String text(String sql) {
    return database.inTransaction(connection -> IsolationWorld.prepared(connection, sql));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "nobody",
      value = {
        "CREATE TABLE more (id int)|OWNER",
        "ALTER TABLE asset DISABLE ROW LEVEL SECURITY|OWNER",
        "ALTER TABLE asset NO FORCE ROW LEVEL SECURITY|OWNER",
        "ALTER TABLE audit_entry DISABLE TRIGGER append_only|OWNER",
        "DROP POLICY jobs_all ON asset|OWNER",
        "DROP TABLE feed|OWNER",
        "CREATE INDEX ON reading (asset_id)|OWNER",
        "ALTER FUNCTION may_book(int) RESET search_path|OWNER",
        "CALL protect('feed', 'true')|OWNER",
        "CALL settle_ingest()|OWNER",
        "GRANT fallow_jobs TO fallow_api|nobody",
        "SELECT count(*) FROM flyway_schema_history|OWNER",
        "SELECT drop_chunks('reading', older_than => '2000-01-01'::timestamptz)|OWNER",
        "CREATE ROLE more|nobody",
        "SET session_replication_role = replica|nobody",
        "COPY organisation TO PROGRAM 'true'|nobody",
        "INSERT INTO reading (time, asset_id, message_id) VALUES (now(), 1, 1)|OWNER INGEST",
        "INSERT INTO rejected_message (received_at, topic, reason, detail, readings, payload)"
            + " VALUES (now(), '', '', '', 0, '')|OWNER INGEST",
        "INSERT INTO message_ledger VALUES (1, false, 9, 9, 9, now(), 0, 0)|OWNER INGEST",
        "INSERT INTO usage_mark (from_time, asset_ids, from_micros, to_micros)"
            + " VALUES (now(), '{}', '{}', '{}')|OWNER INGEST JOBS",
        "UPDATE ingest_session SET seen_at = now()|OWNER INGEST",
        "SELECT nextval('message_id')|OWNER INGEST",
        "UPDATE reading SET power_w = 1|OWNER",
        "DELETE FROM reading|OWNER",
        "TRUNCATE reading|OWNER",
        "UPDATE message_ledger SET stored = 1|OWNER",
        "UPDATE rejected_message SET payload = ''|OWNER",
        "SELECT count(*) FROM reading|OWNER JOBS",
        "SELECT payload FROM rejected_message|OWNER JOBS",
        "SELECT received_at FROM message_ledger|OWNER JOBS",
        "DELETE FROM message_ledger|OWNER JOBS",
        "UPDATE rejected_message SET replay_outcome = ''|OWNER JOBS",
        "SELECT drop_readings('2000-01-01', '2000-01-02')|OWNER JOBS",
        "SELECT look_at_table('asset')|OWNER JOBS",
        "UPDATE usage_state SET basis = ''|OWNER JOBS",
        "INSERT INTO organisation (code, name) VALUES ('new', 'New')|OWNER JOBS",
        "SELECT purchase_price FROM asset|OWNER JOBS",
        "SELECT * FROM watched_through|OWNER JOBS",
        "SELECT id FROM asset|OWNER JOBS API",
        "SELECT * FROM reservation|OWNER JOBS API",
        "SELECT * FROM agreement|OWNER JOBS API",
        "SELECT * FROM member|OWNER JOBS API",
        "SELECT * FROM api_key|OWNER JOBS API",
        "SELECT secret FROM webhook|OWNER JOBS API",
        "SELECT secret_hash FROM gateway_credential|OWNER JOBS API",
        "UPDATE feed SET name = ''|OWNER JOBS API",
        "DELETE FROM idempotency_key|OWNER JOBS API",
        "SELECT * FROM audit_entry|OWNER JOBS API",
        "INSERT INTO audit_entry (organisation_id, actor, what, action, row_key)"
            + " VALUES (1, '', '', '', '')|OWNER",
        "UPDATE audit_entry SET actor = ''|nobody",
        "DELETE FROM audit_entry|nobody",
        "TRUNCATE audit_entry|nobody",
        "DELETE FROM audit_seal|nobody",
        "SET ROLE fallow_ingest|INGEST",
        "SET ROLE fallow_jobs|JOBS",
        "SET ROLE fallow_api|API"
      })
  void noLoginDoesTheWorkOfAnother(String sql, String may) throws SQLException {
    Set<Login> able = EnumSet.noneOf(Login.class);
    for (Login login : Login.values()) {
      if (isAble(login, sql)) {
        able.add(login);
      }
    }
    Set<Login> expected =
        may == null
            ? Set.of()
            : Arrays.stream(may.split(" ")).map(Login::valueOf).collect(Collectors.toSet());
    assertThat(able).as(sql).isEqualTo(expected);
  }

  /** Nothing of it stays. Whatever fails for another reason than a lack of rights is a mistake. */
  private static boolean isAble(Login login, String sql) throws SQLException {
    try (Connection connection = logins.connect(login)) {
      IsolationWorld.run(connection, sql);
      return true;
    } catch (SQLException refused) {
      assertThat(refused.getSQLState())
          .as("%s: %s", login, refused.getMessage())
          .isEqualTo("42501");
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "INGEST, GRANT fallow_jobs TO %, REVOKE fallow_jobs FROM %, a member of fallow_jobs besides",
    "INGEST, ALTER ROLE % BYPASSRLS, ALTER ROLE % NOBYPASSRLS, passes by row-level security",
    "JOBS, ALTER ROLE % SUPERUSER, ALTER ROLE % NOSUPERUSER, passes by row-level security",
    "JOBS, GRANT @ TO %, REVOKE @ FROM %, as good as the owner of the tables"
  })
  void aLoginThatMayDoMoreIsNamed(Login login, String loosen, String bind, String fault)
      throws SQLException {
    administer(login, loosen);
    try {
      assertThatThrownBy(
              () ->
                  PlatformLogins.check(
                      database, logins.others(), Optional.of(logins.config(Login.OWNER))))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(logins.name(login))
          .hasMessageContaining(fault);
    } finally {
      administer(login, bind);
    }
  }

  private static void administer(Login login, String sql) throws SQLException {
    logins.administer(sql.replace("%", logins.name(login)).replace("@", logins.name(Login.OWNER)));
  }
}
