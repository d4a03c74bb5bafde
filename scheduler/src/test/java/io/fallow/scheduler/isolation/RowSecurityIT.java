package io.fallow.scheduler.isolation;

import static io.fallow.scheduler.isolation.IsolationWorld.FORGE;
import static io.fallow.scheduler.isolation.IsolationWorld.HARBOR;
import static io.fallow.scheduler.isolation.IsolationWorld.IDLE;
import static io.fallow.scheduler.isolation.IsolationWorld.LAKESIDE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * As the API's role, straight in PostgreSQL. What an organisation is to see is said here once more
 * by rules of the test's own, which know nothing of policies; the owner's connection, which sees
 * all rows, finds by them which those are.
 */
class RowSecurityIT {

  private static final String READABLE =
      """
      SELECT c.relname FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
        AND has_any_column_privilege('fallow_api', c.oid, 'SELECT')
      ORDER BY 1
      """;

  /** The assets that an organisation may book: its own, and what is shared with it now. */
  private static final String BOOKS =
      "(SELECT a.id FROM asset a WHERE a.organisation_id = :me OR (:me = 2 AND a.code = 'mri')"
          + " OR (:me = 1 AND a.code = 'sono'))";

  /** Besides, what it has booked once. */
  private static final String KNOWS =
      "(SELECT a.id FROM asset a WHERE a.organisation_id = :me"
          + " OR (:me = 2 AND a.code = 'mri') OR (:me = 1 AND a.code = 'sono')"
          + " OR (:me = 3 AND a.code = 'ct'))";

  private static final String PLACES =
      "(SELECT a.facility_id FROM asset a WHERE a.id IN " + KNOWS + ")";
  private static final String OWN_ASSET =
      "asset_id IN (SELECT id FROM asset WHERE organisation_id = :me)";
  private static final String OWN_GATEWAY =
      "gateway_id IN (SELECT id FROM gateway WHERE organisation_id = :me)";
  private static final String SIDED =
      "(SELECT r.id FROM reservation r JOIN asset a ON a.id = r.asset_id"
          + " WHERE :me IN (r.organisation_id, a.organisation_id))";
  private static final String IN_REACH =
      "facility_id IN (SELECT a.facility_id FROM asset a WHERE a.id IN " + BOOKS + ")";
  private static final String AT_PLACE =
      IN_REACH + " AND (asset_id IS NULL OR asset_id IN " + BOOKS + ")";

  private static final String AGREED =
      "(:me IN (owner_id, partner_id) OR :me IN (1, 2) AND circle_id IS NOT NULL)";

  /** Who sees which rows. A table that isn't here is its organisation's, by organisation_id. */
  private static final Map<String, String> RULES =
      Map.ofEntries(
          Map.entry(
              "organisation",
              "id = :me OR (:me = 1 AND id IN (2, 3)) OR (:me IN (2, 3) AND id = 1)"),
          Map.entry("facility", "organisation_id = :me OR id IN " + PLACES),
          Map.entry("asset", "id IN " + KNOWS),
          Map.entry("usage_state", OWN_ASSET),
          Map.entry("usage_interval", OWN_ASSET),
          Map.entry("utilisation_hour", OWN_ASSET),
          Map.entry("idle_forecast", "asset_id IN " + BOOKS),
          Map.entry("gateway_status", OWN_GATEWAY),
          Map.entry("gateway_traffic", OWN_GATEWAY),
          Map.entry("gateway_epoch", OWN_GATEWAY),
          Map.entry("gateway_gap", OWN_GATEWAY),
          Map.entry("gateway_health", OWN_GATEWAY),
          Map.entry("gateway_given_up", OWN_GATEWAY),
          Map.entry("sparkplug_mapping", OWN_GATEWAY),
          Map.entry("opening", AT_PLACE),
          Map.entry("opening_exception", AT_PLACE),
          Map.entry(
              "exception_hours",
              "exception_id IN (SELECT id FROM opening_exception WHERE " + AT_PLACE + ")"),
          Map.entry("closed_day", IN_REACH),
          Map.entry("facility_holiday", IN_REACH),
          Map.entry("lockout", "asset_id IN " + BOOKS),
          Map.entry("calibration", "asset_id IN " + BOOKS),
          Map.entry("calibration_record", OWN_ASSET),
          Map.entry("turnaround", "asset_id IS NULL OR asset_id IN " + BOOKS),
          Map.entry("agreement", AGREED),
          Map.entry(
              "agreement_version",
              "agreement_id IN (SELECT id FROM agreement WHERE " + AGREED + ")"),
          Map.entry("circle", ":me IN (1, 2)"),
          Map.entry("circle_member", ":me IN (1, 2)"),
          Map.entry("circle_motion", ":me IN (1, 2)"),
          Map.entry("circle_consent", ":me IN (1, 2)"),
          Map.entry("policy", "owner_id = :me"),
          Map.entry("policy_edition", "true"),
          Map.entry("qualification", ":me IN (owner_id, holder_id)"),
          Map.entry("reservation", "id IN " + SIDED),
          Map.entry("reservation_change", "reservation_id IN " + SIDED),
          Map.entry("reservation_fee", "reservation_id IN " + SIDED),
          Map.entry("given_up", "reservation_id IN " + SIDED),
          Map.entry(
              "wait_offer", "entry_id IN (SELECT id FROM wait_entry WHERE organisation_id = :me)"),
          Map.entry("event_order", "true"),
          Map.entry(
              "webhook_delivery",
              "webhook_id IN (SELECT id FROM webhook WHERE organisation_id = :me)"));

  private static IsolationWorld world;

  @BeforeAll
  static void create() throws SQLException {
    world = new IsolationWorld();
  }

  @AfterAll
  static void drop() throws SQLException {
    world.close();
  }

  private static List<String> readable() throws SQLException {
    return IsolationWorld.texts(world.owner, READABLE);
  }

  private static long count(java.sql.Connection connection, String table, String where)
      throws SQLException {
    String sql = "SELECT count(*) FROM " + table + " WHERE " + where;
    return Long.parseLong(IsolationWorld.texts(connection, sql).get(0));
  }

  @Test
  void everyTableThatARequestMayReadHasRowsHereSoThatNothingPassesByBeingEmpty()
      throws SQLException {
    List<String> empty = new ArrayList<>();
    for (String table : readable()) {
      if (count(world.owner, table, "true") == 0) {
        empty.add(table);
      }
    }
    assertThat(readable()).hasSizeGreaterThan(30);
    assertThat(empty).isEmpty();
  }

  @Test
  void withoutAnOrganisationNoTableShowsARow() throws SQLException {
    world.api.rollback();
    assertShowsNothing();
  }

  @Test
  void onAConnectionThatActedForSomebodyBeforeNoTableShowsARowEither() throws SQLException {
    world.actFor(LAKESIDE);
    assertThat(count(world.api, "asset", "true")).isEqualTo(4);
    world.api.commit();
    assertShowsNothing();
  }

  private static void assertShowsNothing() throws SQLException {
    List<String> shown = new ArrayList<>();
    for (String table : readable()) {
      if (count(world.api, table, "true") != 0) {
        shown.add(table);
      }
    }
    assertThat(shown).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {LAKESIDE, HARBOR, FORGE, IDLE})
  void withOneItShowsThatOnesRowsAndWhatIsSharedWithItAndNoOthers(int me) throws SQLException {
    world.actFor(me);
    for (String table : readable()) {
      String rule = RULES.getOrDefault(table, "organisation_id = :me").replace(":me", me + "");
      String wanted = keys(table) + " WHERE " + rule;
      assertThat(IsolationWorld.texts(world.api, keys(table)))
          .as("%s as organisation %d", table, me)
          .containsExactlyInAnyOrderElementsOf(IsolationWorld.texts(world.owner, wanted));
    }
  }

  /** Names each row; system columns are readable where all columns are. */
  private static String keys(String table) {
    return (table.equals("asset") ? "SELECT id FROM " : "SELECT ctid FROM ") + table;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reading",
        "message_ledger",
        "rejected_message",
        "usage_mark",
        "usage_dirty",
        "usage_memory",
        "borrowed_time",
        "judged_use",
        "index_mark",
        "webhook_spread",
        "relet_note",
        "ingest_session",
        "flyway_schema_history",
        "usage_waiting"
      })
  void aRequestHasNoBusinessWith(String table) throws SQLException {
    world.actFor(LAKESIDE);
    assertRefused("SELECT * FROM " + table);
  }

  @ParameterizedTest
  @CsvSource({"asset,purchase_price", "asset,activity_rule"})
  void norWithAColumn(String table, String column) throws SQLException {
    world.actFor(LAKESIDE);
    assertRefused("SELECT " + column + " FROM " + table);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO webhook SELECT gen_random_uuid(), 1, url, kinds, description, secret"
            + " FROM webhook",
        "INSERT INTO lockout (asset_id, during, reason) VALUES (101, '[2027-01-01,2027-01-02)', '')",
        "INSERT INTO opening (facility_id, day_of_week, opens, closes)"
            + " VALUES (1, 3, '01:00', '02:00')",
        "INSERT INTO policy (owner_id, asset_type, terms, said_by, said_at)"
            + " VALUES (1, 'ct', '{}', '', now())",
        "INSERT INTO agreement (owner_id, partner_id) VALUES (1, 2)",
        "INSERT INTO qualification (owner_id, holder_id, code, valid, granted_by, granted_at)"
            + " VALUES (1, 2, 'expert', '[2020-01-01,2030-01-01)', '', now())",
        "INSERT INTO event (at, organisation_id, kind, asset_id, data)"
            + " VALUES (now(), 3, 'x', 101, '{}')",
        "INSERT INTO reservation_change (reservation_id, version, at, actor, action, status,"
            + " during, blocked) SELECT '00000000-0000-0000-0000-000000000001', 2, at, actor,"
            + " action, status, during, blocked FROM reservation_change LIMIT 1",
        "INSERT INTO organisation (code, name) VALUES ('new', 'New')",
        "UPDATE organisation SET name = 'x'",
        "UPDATE asset SET name = 'x'",
        "UPDATE idle_forecast SET basis = 1",
        "DELETE FROM reservation",
        "DELETE FROM event",
        "TRUNCATE webhook",
        "SELECT nextval('policy_editions')",
        "CREATE TABLE own_table (id int)",
        "SET ROLE fallow_jobs",
        "ALTER TABLE asset DISABLE ROW LEVEL SECURITY",
        "CALL protect('asset', 'true')"
      })
  void theClinicIsRefused(String write) throws SQLException {
    world.actFor(HARBOR);
    assertRefused(write);
  }

  @ParameterizedTest
  @CsvSource({"2,101,2,true", "2,103,2,false", "3,102,3,false", "2,101,3,false", "1,101,2,true"})
  void whoBooksHasTheAssetSharedAndBooksForItself(int me, int asset, int booker, boolean may)
      throws SQLException {
    world.actFor(me);
    String booking =
        """
        INSERT INTO reservation (id, asset_id, organisation_id, booked_by, during, blocked, status,
                                 created_at, changed_at)
        VALUES (gen_random_uuid(), %d, %d, 'p', '[2030-01-01,2030-01-02)',
                '[2030-01-01,2030-01-02)', 'CONFIRMED', now(), now())
        """
            .formatted(asset, booker);
    if (may) {
      IsolationWorld.run(world.api, booking);
    } else {
      assertRefused(booking);
    }
  }

  private static void assertRefused(String sql) {
    assertThatThrownBy(() -> IsolationWorld.run(world.api, sql))
        .as(sql)
        .isInstanceOfSatisfying(
            SQLException.class,
            refused -> assertThat(refused.getSQLState()).as(sql).isEqualTo("42501"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE reservation SET purpose = 'mine' WHERE organisation_id <> 2",
        "UPDATE webhook SET url = 'x' WHERE organisation_id <> 2",
        "DELETE FROM webhook WHERE organisation_id <> 2",
        "DELETE FROM opening WHERE facility_id = 1",
        "UPDATE lockout SET reason = 'x' WHERE asset_id = 101",
        "DELETE FROM policy WHERE owner_id <> 2",
        "UPDATE qualification SET revoked_at = now()",
        "DELETE FROM feed WHERE organisation_id <> 2",
        "UPDATE wait_offer SET state = 'TAKEN' WHERE entry_id IN"
            + " ('00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000003')"
      })
  void whatOthersWroteTheClinicDoesNotChange(String write) throws SQLException {
    world.actFor(HARBOR);
    try (Statement statement = world.api.createStatement()) {
      assertThat(statement.executeUpdate(write)).isZero();
    }
  }

  @Test
  void ofOthersTimeARequestLearnsThatItIsTakenAndNotByWhom() throws SQLException {
    world.actFor(HARBOR);
    String taken =
        "SELECT coalesce(organisation, '-') || ' ' || lower(during)::date || ' ' || (id IS NULL)"
            + " FROM taken_times('{101,102,103,301}', '2024-01-01', '2027-01-01', '2026-01-01')";
    assertThat(IsolationWorld.texts(world.api, taken))
        .containsExactly("- 2026-02-01 true", "harbor 2026-02-03 false");
  }

  @Test
  void whatIsInTheWayIsShownAsFarAsItIsOnesOwn() throws SQLException {
    String way = "SELECT count(*) FROM in_the_way(101, '2026-01-01', '2027-01-01')";
    assertThat(seenAt(HARBOR, "2026-01-01T00:00:00Z", way)).isEqualTo("1");
    assertThat(seenAt(LAKESIDE, "2026-01-01T00:00:00Z", way)).isEqualTo("2");
    assertThat(seenAt(FORGE, "2026-01-01T00:00:00Z", way)).isEqualTo("0");
  }

  @Test
  void whatAnotherDoesNowIsToldOfWhatMayBeBookedAlone() throws SQLException {
    world.actFor(HARBOR);
    assertThat(
            IsolationWorld.texts(
                world.api, "SELECT asset_id FROM usage_now('{101,102,103,201,301}', 0) ORDER BY 1"))
        .containsExactly("101", "201");
  }

  @ParameterizedTest
  @CsvSource({
    "2,2,lakeside,mri,1", // shared with it
    "2,2,lakeside,ct,0", // not shared with it
    "2,1,lakeside,mri,0", // asked with another's eyes
    "3,2,lakeside,mri,0", // the same by one who shares nothing
    "1,2,lakeside,mri,1", // the owner's own asset, with a partner's eyes
    "1,2,lakeside,ct,0",
    "1,1,harbor,sono,1", // of a circle
    "3,3,harbor,sono,0"
  })
  void anAssetIsSeenWithOnesOwnEyesOrByItsOwner(
      int me, int viewer, String owner, String asset, int seen) throws SQLException {
    world.actFor(me);
    String sql =
        "SELECT count(*) FROM sight(%d, '%s', '%s', '2027-01-01', '2027-01-02', '2026-06-01')"
            .formatted(viewer, owner, asset);
    assertThat(IsolationWorld.texts(world.api, sql)).containsExactly(Integer.toString(seen));
  }

  @Test
  void anAgreementThatHasEndedSharesNothingAndOneYetToComeNeither() throws SQLException {
    String lockouts = "SELECT count(*) FROM lockout WHERE asset_id IN (101, 102)";
    assertThat(seenAt(FORGE, "2024-06-01T00:00:00Z", lockouts)).isEqualTo("1");
    assertThat(seenAt(FORGE, "2025-01-01T00:00:00Z", lockouts)).isEqualTo("0");
    assertThat(seenAt(HARBOR, "2019-12-31T00:00:00Z", lockouts)).isEqualTo("0");
  }

  private static String seenAt(int me, String now, String sql) throws SQLException {
    world.actFor(me);
    IsolationWorld.run(world.api, "SELECT set_config('fallow.now', '" + now + "', true)");
    return IsolationWorld.texts(world.api, sql).get(0);
  }
}
