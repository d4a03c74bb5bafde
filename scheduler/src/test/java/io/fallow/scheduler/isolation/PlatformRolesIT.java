package io.fallow.scheduler.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As ingest's role and as the jobs', straight in PostgreSQL, where every table has rows. */
class PlatformRolesIT {

  private static final String TABLES =
      """
      SELECT relname FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
      ORDER BY 1
      """;

  private static IsolationWorld world;

  @BeforeAll
  static void create() throws SQLException {
    world = new IsolationWorld();
  }

  @AfterAll
  static void drop() throws SQLException {
    world.close();
  }

  @AfterEach
  void undo() throws SQLException {
    world.owner.rollback();
  }

  private static void putOn(String role) throws SQLException {
    IsolationWorld.run(world.owner, "SET LOCAL ROLE " + role);
  }

  private static String refusal(String sql) {
    try {
      IsolationWorld.run(world.owner, "SAVEPOINT before");
      IsolationWorld.run(world.owner, sql);
      return "";
    } catch (SQLException refused) {
      return refused.getSQLState();
    } finally {
      rollBack();
    }
  }

  private static void rollBack() {
    try {
      IsolationWorld.run(world.owner, "ROLLBACK TO SAVEPOINT before");
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Test
  void ingestReadsNothingButWhoHoldsASessionAndWhichMessagesItHasEntered() throws SQLException {
    List<String> tables = IsolationWorld.texts(world.owner, TABLES);
    putOn("fallow_ingest");
    List<String> read = new ArrayList<>();
    for (String table : tables) {
      if (!refusal("SELECT 1 FROM " + table).equals("42501")) {
        read.add(table);
      }
    }
    assertThat(read).containsExactly("ingest_session", "message_ledger");
    assertThat(refusal("SELECT received_at FROM message_ledger")).isEqualTo("42501");
    assertThat(refusal("SELECT gateway_id FROM message_ledger")).isEmpty();
  }

  @Test
  void ingestCallsNoFunctionThatRunsWithItsOwnersRights() throws SQLException {
    assertThat(
            IsolationWorld.texts(
                world.owner,
                "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
                    + " AND has_function_privilege('fallow_ingest', oid, 'EXECUTE')"))
        .isEmpty();
  }

  @Test
  void jobsSeeTheRowsOfAllOrganisations() throws SQLException {
    List<String> all = counts();
    putOn("fallow_jobs");
    assertThat(counts()).isEqualTo(all).hasSizeGreaterThan(60);
  }

  private static List<String> counts() throws SQLException {
    List<String> counts = new ArrayList<>();
    for (String table : IsolationWorld.texts(world.owner, TABLES)) {
      if (!List.of("flyway_schema_history", "ingest_session").contains(table)) {
        String sql = "SELECT '" + table + " ' || count(*) FROM " + table;
        counts.addAll(IsolationWorld.texts(world.owner, sql));
      }
    }
    return counts;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE audit_entry SET actor = 'x'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "INSERT INTO audit_entry (organisation_id, actor, what, action, row_key)"
            + " VALUES (1, 'x', 'x', 'insert', '1')",
        "UPDATE audit_seal SET number = number",
        "DELETE FROM audit_seal",
        "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
        "ALTER TABLE reservation DISABLE TRIGGER audit_update",
        "ALTER TABLE reservation DISABLE ROW LEVEL SECURITY",
        "DROP POLICY api_sees ON reservation",
        "SET session_replication_role = replica",
        "DELETE FROM reading",
        "UPDATE reading SET power_w = 0",
        "CREATE TABLE more (id int)",
        "CREATE INDEX ON asset (name)",
        "SELECT drop_chunks('reading', older_than => 'infinity'::timestamptz)"
      })
  void jobsNeitherChangeTheAuditNorTheSchemaNorReadings(String sql) throws SQLException {
    putOn("fallow_jobs");
    assertThat(refusal(sql)).isEqualTo("42501");
  }

  @Test
  void whatJobsIndexOrSummariseIsReadings() throws SQLException {
    putOn("fallow_jobs");
    assertThatThrownBy(() -> IsolationWorld.run(world.owner, "SELECT index_readings('asset')"))
        .hasMessageContaining("asset is no chunk of readings");
    undo();
    putOn("fallow_jobs");
    assertThatThrownBy(
            () -> IsolationWorld.run(world.owner, "SELECT look_at_table('pg_catalog.pg_class')"))
        .hasMessageContaining("pg_class is no table of this schema");
  }
}
