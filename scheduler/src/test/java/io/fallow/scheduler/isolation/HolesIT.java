package io.fallow.scheduler.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A migration that opens a hole fails here. That each kind of hole is found is shown with one of
 * each, which is rolled back.
 */
class HolesIT {

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

  @Test
  void theMigrationsLeaveNoHole() throws SQLException {
    assertThat(Holes.in(world.owner)).isEmpty();
  }

  @Test
  void everyFunctionThatIsTrustedIsThereAndForRequests() throws SQLException {
    List<String> there =
        IsolationWorld.texts(
            world.owner,
            "SELECT proname FROM pg_proc WHERE prosecdef"
                + " AND has_function_privilege('fallow_api', oid, 'EXECUTE')");
    assertThat(there).containsAll(Holes.TRUSTED.keySet());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE TABLE note (text text); GRANT SELECT ON note TO fallow_api"
            + "|relation note is reachable without forced row-level security",
        "CREATE TABLE note (text text); GRANT SELECT ON note TO PUBLIC"
            + "|relation note is reachable without forced row-level security",
        "CREATE TABLE note (text text, other text); GRANT SELECT (other) ON note TO fallow_api"
            + "|relation note is reachable without forced row-level security",
        "CREATE TABLE note (text text); GRANT DELETE ON note TO fallow_api"
            + "|relation note is reachable without forced row-level security",
        "CREATE SCHEMA more; CREATE TABLE more.note (id int); GRANT INSERT ON more.note TO fallow_api"
            + "|relation more.note is reachable without forced row-level security",
        "ALTER TABLE asset DISABLE ROW LEVEL SECURITY"
            + "|relation asset is reachable without forced row-level security",
        "ALTER TABLE webhook NO FORCE ROW LEVEL SECURITY"
            + "|relation webhook is reachable without forced row-level security",
        "GRANT SELECT ON reading TO fallow_api"
            + "|relation reading is reachable without forced row-level security",
        "CREATE VIEW peek AS SELECT * FROM reservation; GRANT SELECT ON peek TO fallow_api"
            + "|relation peek is reachable as a view with its owner's rights",
        "CREATE MATERIALIZED VIEW peek AS SELECT 1 AS one; GRANT SELECT ON peek TO fallow_api"
            + "|relation peek is reachable as a materialized view",
        "GRANT USAGE ON SEQUENCE policy_editions TO fallow_api"
            + "|relation policy_editions is reachable as a sequence",
        "GRANT TRUNCATE ON event TO fallow_api|relation event grants more than rows",
        "GRANT TRIGGER ON feed TO PUBLIC|relation feed grants more than rows",
        "CREATE POLICY open ON feed TO fallow_api USING (true)"
            + "|policy open of feed shows all rows",
        "CREATE POLICY open ON feed FOR INSERT TO fallow_api WITH CHECK (true)"
            + "|policy open of feed shows all rows",
        "CREATE POLICY open ON feed USING (organisation_id = 1)"
            + "|policy open of feed is for everybody",
        "CREATE FUNCTION peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER"
            + " SET search_path = public, pg_temp AS 'SELECT count(*) FROM reservation'"
            + "|function peek() runs with its owner's rights for requests",
        "CREATE FUNCTION own() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';"
            + " REVOKE ALL ON FUNCTION own FROM PUBLIC"
            + "|function own() runs with its owner's rights on names that others choose",
        "ALTER FUNCTION may_book(int) RESET search_path"
            + "|function may_book(integer) runs with its owner's rights for requests",
        "CREATE FUNCTION peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER"
            + " SET search_path = public, pg_temp AS 'SELECT count(*) FROM reservation';"
            + " REVOKE ALL ON FUNCTION peek FROM PUBLIC; GRANT EXECUTE ON FUNCTION peek TO fallow_jobs"
            + "|function peek() runs with its owner's rights for jobs",
        "CREATE FUNCTION peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER"
            + " SET search_path = public, pg_temp AS 'SELECT count(*) FROM reservation';"
            + " REVOKE ALL ON FUNCTION peek FROM PUBLIC; GRANT EXECUTE ON FUNCTION peek TO fallow_ingest"
            + "|function peek() runs with its owner's rights for ingest",
        "GRANT EXECUTE ON FUNCTION rules_edition() TO fallow_ingest"
            + "|function rules_edition() runs with its owner's rights for requests",
        "ALTER TABLE feed OWNER TO fallow_jobs|relation feed is owned by fallow_jobs",
        "ALTER ROLE fallow_jobs CREATEDB|role fallow_jobs may do more than ask",
        "GRANT fallow_jobs TO fallow_ingest|role fallow_ingest is a member of fallow_jobs",
        "ALTER ROLE fallow_api BYPASSRLS|role fallow_api passes by row-level security",
        "ALTER ROLE fallow_jobs SUPERUSER|role fallow_jobs passes by row-level security",
        "ALTER ROLE fallow_api CREATEROLE|role fallow_api may do more than ask",
        "GRANT fallow_jobs TO fallow_api|role fallow_api is a member of fallow_jobs",
        "GRANT pg_read_all_data TO fallow_api|role fallow_api is a member of pg_read_all_data",
        "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC|grant to PUBLIC",
        "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO fallow_api|grant to fallow_api",
        "GRANT CREATE ON SCHEMA public TO fallow_api|schema public may be created in"
      })
  void findsAHole(String opened, String found) throws SQLException {
    IsolationWorld.run(world.owner, opened);
    assertThat(Holes.in(world.owner)).anyMatch(hole -> hole.contains(found));
  }
}
