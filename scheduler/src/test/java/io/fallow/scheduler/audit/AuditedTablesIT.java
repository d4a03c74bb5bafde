package io.fallow.scheduler.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fallow.scheduler.DomainWorld;
import io.fallow.telemetry.store.StoreException;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the catalogue: no table that people change escapes the audit trail. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditedTablesIT {

  private static final String TELEMETRY = "what machines said, which the ledger vouches for";
  private static final String DERIVED = "derived from readings, and can be derived again";
  private static final String QUEUE = "work that waits or its bookkeeping";
  private static final String OF_RESERVATION =
      "written with a reservation's version, from its terms";

  /** Tables that aren't audited, each with its reason. */
  private static final Map<String, String> EXEMPT =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("reading", TELEMETRY),
              Map.entry("message_ledger", TELEMETRY),
              Map.entry("rejected_message", TELEMETRY),
              Map.entry("gateway_epoch", TELEMETRY),
              Map.entry("gateway_gap", TELEMETRY),
              Map.entry("gateway_health", TELEMETRY),
              Map.entry("gateway_given_up", TELEMETRY),
              Map.entry("gateway_status", TELEMETRY),
              Map.entry("gateway_traffic", TELEMETRY),
              Map.entry("sparkplug_session", TELEMETRY),
              Map.entry("usage_state", DERIVED),
              Map.entry("usage_interval", DERIVED),
              Map.entry("usage_memory", DERIVED),
              Map.entry("utilisation_hour", DERIVED),
              Map.entry("idle_forecast", DERIVED),
              Map.entry("borrowed_time", DERIVED),
              Map.entry("judged_use", DERIVED),
              Map.entry("delayed_start", DERIVED),
              Map.entry("retention_floor", DERIVED),
              Map.entry("usage_dirty", QUEUE),
              Map.entry("usage_mark", QUEUE),
              Map.entry("index_mark", QUEUE),
              Map.entry("ingest_session", QUEUE),
              Map.entry("sparkplug_host", QUEUE),
              Map.entry("watched_through", QUEUE),
              Map.entry("policy_edition", QUEUE),
              Map.entry("idempotency_key", QUEUE),
              Map.entry("webhook_spread", QUEUE),
              Map.entry("webhook_delivery", QUEUE),
              Map.entry("event_order", QUEUE),
              Map.entry("relet_note", QUEUE),
              Map.entry("event", "tells of changes, and is forgotten after a month"),
              Map.entry("wait_offer", "the hold that is offered is audited"),
              Map.entry("reservation_fee", OF_RESERVATION),
              Map.entry("given_up", OF_RESERVATION),
              Map.entry("audit_entry", "the trail itself"),
              Map.entry("audit_seal", "the trail itself"),
              Map.entry("audit_progress", QUEUE),
              Map.entry("flyway_schema_history", "migrations, written by who migrates")));

  private final DomainWorld world = new DomainWorld();

  @AfterAll
  void close() {
    world.close();
  }

  private Set<String> names(String sql) {
    return world.database.inTransaction(
        connection -> {
          Set<String> names = new TreeSet<>();
          try (Statement statement = connection.createStatement();
              ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
              names.add(row.getString(1));
            }
          }
          return names;
        });
  }

  private static final String TABLES =
      """
      SELECT relname FROM pg_class
      WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
      """;

  private static final String AUDITED =
      """
      SELECT c.relname FROM pg_class c JOIN pg_trigger t ON t.tgrelid = c.oid
      WHERE c.relnamespace = 'public'::regnamespace AND t.tgenabled = 'O'
        AND t.tgname IN ('audit_insert', 'audit_update', 'audit_delete')
      GROUP BY 1 HAVING count(*) = 3
      """;

  @Test
  void everyTableIsAuditedOrExemptForAReason() {
    Set<String> escaping = names(TABLES);
    escaping.removeAll(names(AUDITED));
    escaping.removeAll(EXEMPT.keySet());

    assertThat(escaping).as("CALL audited(…) in the migration that makes it").isEmpty();
    assertThat(names(TABLES)).as("an exemption of what there is").containsAll(EXEMPT.keySet());
    assertThat(names(AUDITED)).as("not both").doesNotContainAnyElementsOf(EXEMPT.keySet());
  }

  private static final String SECRETS_TOLD =
      """
      SELECT c.relname || '.' || a.attname
      FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
      JOIN pg_proc f ON f.proname = 'audit_' || c.relname
      WHERE c.relkind = 'r' AND a.attname ~ '(secret|hash|token|password|pin|credential)'
        AND a.attname !~ '_(until|at|id)$'
        AND strpos(pg_get_functiondef(f.oid), a.attname) = 0
      """;

  @Test
  void columnsThatHoldSecretsAreHidden() {
    assertThat(names(SECRETS_TOLD)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE audit_entry SET actor = 'x'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "UPDATE audit_seal SET number = 1",
        "DELETE FROM audit_seal",
        "TRUNCATE audit_seal"
      })
  void nobodyChangesWhatItSays(String sql) {
    assertThatThrownBy(() -> execute(List.of(sql)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is never changed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fallow_api", "fallow_jobs", "fallow_ingest"})
  void noRoleAddsEntriesOrChangesSeals(String role) {
    List<String> refused = new ArrayList<>(List.of("INSERT", "UPDATE", "DELETE", "TRUNCATE"));
    for (String right : refused) {
      assertThat(may(role, "audit_entry", right)).as(right).isFalse();
    }
    refused.remove("INSERT");
    for (String right : refused) {
      assertThat(may(role, "audit_seal", right)).as(right).isFalse();
    }
    assertThat(may(role, "audit_seal", "INSERT")).isEqualTo(role.equals("fallow_jobs"));
  }

  private boolean may(String role, String table, String right) {
    String sql = "SELECT has_table_privilege('%s', '%s', '%s')::text".formatted(role, table, right);
    return names(sql).contains("true");
  }

  private void execute(List<String> statements) {
    world.database.inTransaction(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL ROLE NONE"); // as the owner
            for (String each : statements) {
              statement.execute(each);
            }
          }
          return statements;
        });
  }

  @Test
  void aRowIsOfWhoActsOrElseOfWhomItIs() {
    String day = "INSERT INTO closed_day (facility_id, day, reason) VALUES (%d, '%s', 'x')";
    execute(List.of(day.formatted(world.clinic.id(), "2027-01-01")));
    execute(
        List.of(
            "SELECT set_config('fallow.organisation', '%d', true)".formatted(world.harbor.id()),
            "SELECT set_config('fallow.actor', 'hanna@harbor', true)",
            day.formatted(world.clinic.id(), "2027-01-02")));

    assertThat(
            names(
                "SELECT row_key || ' ' || organisation_id || ' ' || actor FROM audit_entry"
                    + " WHERE what = 'closed_day'"))
        .containsExactly(
            world.clinic.id() + "/2027-01-01 " + world.lakeside.id() + " platform",
            world.clinic.id() + "/2027-01-02 " + world.harbor.id() + " hanna@harbor");
  }

  @Test
  void anUpdateTellsWhatItChangesAndOneThatChangesNothingIsNone() {
    execute(List.of("UPDATE facility SET name = 'North' WHERE code = 'main'"));
    execute(List.of("UPDATE facility SET name = 'North' WHERE code = 'main'"));
    execute(List.of("UPDATE wait_entry SET looked_at = now()"));

    assertThat(
            names(
                "SELECT before::text || ' ' || after::text FROM audit_entry"
                    + " WHERE what = 'facility' AND action = 'update'"))
        .containsExactly("{\"name\": \"Main site\"} {\"name\": \"North\"}");
  }

  @Test
  void whatIsRolledBackLeavesNoEntry() {
    long before = names("SELECT id FROM audit_entry").size();
    assertThatThrownBy(
            () ->
                execute(
                    List.of(
                        "UPDATE organisation SET name = 'Other' WHERE code = 'forge'",
                        "SELECT 1 / 0")))
        .isInstanceOf(StoreException.class);
    assertThat(names("SELECT id FROM audit_entry")).hasSize((int) before);
  }
}
