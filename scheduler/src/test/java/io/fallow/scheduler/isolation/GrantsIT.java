package io.fallow.scheduler.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each role may is written down in {@code grants.txt}, line by line: role, object, privileges.
 * A migration that gives one more, or takes something away, has to say so there.
 */
class GrantsIT {

  // Of functions those that run with their owner's rights; others give nobody anything. What the
  // extensions brought along is theirs; chunks have what their hypertable has.
  private static final String GRANTED =
      """
      WITH ours AS (
        SELECT n.oid FROM pg_namespace n
        WHERE n.nspname !~ '^(pg_|_?timescaledb|information_schema$|toolkit)'),
      granted (grantee, object, privilege) AS (
        SELECT a.grantee, c.oid::regclass::text, a.privilege_type
        FROM pg_class c JOIN ours ON ours.oid = c.relnamespace,
             aclexplode(coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner))) a
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
        UNION ALL
        SELECT a.grantee, c.oid::regclass::text,
               a.privilege_type || ' (' || string_agg(t.attname, ', ' ORDER BY t.attname) || ')'
        FROM pg_class c JOIN ours ON ours.oid = c.relnamespace JOIN pg_attribute t ON t.attrelid = c.oid,
             aclexplode(t.attacl) a
        GROUP BY a.grantee, c.oid, a.privilege_type
        UNION ALL
        SELECT a.grantee, p.oid::regprocedure::text, a.privilege_type
        FROM pg_proc p JOIN ours ON ours.oid = p.pronamespace,
             aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
        WHERE p.prosecdef OR a.grantee <> 0
        UNION ALL
        SELECT a.grantee, 'schema ' || n.nspname, a.privilege_type
        FROM pg_namespace n JOIN ours USING (oid), aclexplode(n.nspacl) a)
      SELECT r.name || ' | ' || g.object || ' | ' || string_agg(g.privilege, ', ' ORDER BY g.privilege)
      FROM granted g
      CROSS JOIN LATERAL (
        SELECT CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(g.grantee)::text END) r (name)
      WHERE r.name IN ('PUBLIC', 'fallow_api', 'fallow_ingest', 'fallow_jobs')
        AND NOT EXISTS (SELECT FROM pg_depend e JOIN pg_proc p ON p.oid = e.objid
                        WHERE e.classid = 'pg_proc'::regclass AND e.deptype = 'e'
                          AND p.oid::regprocedure::text = g.object)
      GROUP BY r.name, g.object
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

  private static List<String> expected() throws IOException {
    try (InputStream stream = GrantsIT.class.getResourceAsStream("grants.txt")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    }
  }

  @Test
  void eachRoleMayWhatIsWrittenDownAndNothingElse() throws Exception {
    assertThat(IsolationWorld.texts(world.owner, GRANTED))
        .containsExactlyInAnyOrderElementsOf(expected());
  }

  @Test
  void theChunksOfReadingsAreGrantedAsTheirTableIs() throws SQLException {
    IsolationWorld.run(
        world.owner,
        "INSERT INTO reading (time, asset_id, message_id) VALUES ('2026-01-01', 1, 1)");
    String chunks = "SELECT inhrelid FROM pg_inherits WHERE inhparent = 'reading'::regclass";
    assertThat(IsolationWorld.texts(world.owner, chunks)).isNotEmpty();
    assertThat(
            IsolationWorld.texts(
                world.owner,
                "SELECT relname FROM pg_class WHERE oid IN ("
                    + chunks
                    + ") AND relacl IS DISTINCT FROM"
                    + " (SELECT relacl FROM pg_class WHERE oid = 'reading'::regclass)"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GRANT SELECT ON member TO fallow_ingest",
        "GRANT SELECT (code) ON organisation TO fallow_ingest",
        "GRANT UPDATE ON reading TO fallow_jobs",
        "GRANT TRUNCATE ON feed TO fallow_jobs",
        "GRANT SELECT ON flyway_schema_history TO fallow_jobs",
        "GRANT USAGE ON SEQUENCE message_id TO fallow_api",
        "GRANT SELECT ON webhook TO PUBLIC",
        "GRANT CREATE ON SCHEMA public TO fallow_jobs",
        "GRANT EXECUTE ON PROCEDURE settle_ingest TO fallow_jobs",
        "CREATE TABLE more (id int); GRANT SELECT ON more TO fallow_jobs",
        "CREATE FUNCTION more() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
        "REVOKE SELECT ON asset FROM fallow_jobs"
      })
  void whatIsGivenOrTakenIsFound(String sql) throws Exception {
    IsolationWorld.run(world.owner, sql);
    assertThat(Set.copyOf(IsolationWorld.texts(world.owner, GRANTED)))
        .isNotEqualTo(Set.copyOf(expected()));
  }
}
