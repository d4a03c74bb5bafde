package io.fallow.scheduler.isolation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Looks through PostgreSQL's catalogue for ways around row-level security that are open to the
 * API's role. What the extensions brought along is theirs.
 */
final class Holes {

  /**
   * Functions that look at rows which the asker may not see, as they run with the owner's rights,
   * each with why it may. None returns more than its name says, and each looks for itself at whom
   * it acts for where what it returns is more than a yes or a no.
   */
  static final Map<String, String> TRUSTED =
      Map.ofEntries(
          Map.entry("is_shared", "whether the acting organisation is shared with: policies ask it"),
          Map.entry("owns_asset", "whether the acting organisation owns it: policies ask it"),
          Map.entry("owns_gateway", "the same"),
          Map.entry("owns_facility", "the same"),
          Map.entry("may_book", "whether the acting organisation may: policies ask it"),
          Map.entry("may_read_of", "the same"),
          Map.entry("may_know", "the same"),
          Map.entry("may_know_place", "the same"),
          Map.entry("bookable_places", "where the acting organisation may: policies ask it"),
          Map.entry("may_tell", "the same"),
          Map.entry("is_sided", "the same"),
          Map.entry("is_member", "the same"),
          Map.entry("is_asked", "the same"),
          Map.entry("is_party", "the same"),
          Map.entry("are_in_circle", "the same"),
          Map.entry(
              "sight", "whether the acting organisation sees an asset, and how: bookings ask"),
          Map.entry("shared_with", "what is shared with the acting organisation, for its searches"),
          Map.entry("agreement_settles", "brings about what both sides of an agreement accepted"),
          Map.entry("agreement_ends", "ends it for one of its sides, after its notice"),
          Map.entry("circle_settles", "brings about what all members of a circle consented to"),
          Map.entry("circle_departs", "ends the acting organisation's membership, or its circle"),
          Map.entry("is_taken", "that an asset's time is taken, which windows tell as well"),
          Map.entry("others_have", "the same"),
          Map.entry("in_the_way", "which of it the acting organisation sees"),
          Map.entry("taken_times", "the same; whose it is, it tells both sides alone"),
          Map.entry("is_owed_for", "so that a booking knows whether to leave a note"),
          Map.entry("calibration_use", "windows end with what is left; of what may be booked"),
          Map.entry("calibration_booked", "the same"),
          Map.entry("usage_now", "windows tell whether it is in use now; of what may be booked"),
          Map.entry("has_run_ahead", "whether a forecast is still good; of what may be booked"),
          Map.entry("gateway_readings", "what the acting organisation's own gateway reports now"),
          Map.entry("gateway_rejects", "what was not accepted of the acting organisation's own"),
          Map.entry("gateway_reject_sums", "how many, by reason"),
          Map.entry("asset_power", "the power of an asset that the acting organisation owns"),
          Map.entry("session_parts", "when a session of the acting organisation's went on"),
          Map.entry("session_intervals", "what the asset did in it, clipped to it"),
          Map.entry("session_energy", "the energy that it took in it"),
          Map.entry("is_told", "whether the acting organisation is told of an asset, by the terms"),
          Map.entry("weekly_use", "its weeks, for whoever is_told"),
          Map.entry("is_power_told", "whether it is told the power of a session of its"),
          Map.entry("session_power", "that power, for whoever is_power_told, clipped to it"),
          Map.entry("rules_edition", "a number that tells when to read the registry anew"));

  /** The same for the platform's jobs, which are no owner: what only an owner may do. */
  static final Map<String, String> TRUSTED_OF_JOBS =
      Map.of(
          "index_readings", "builds one index on a chunk of readings, by a name that it makes",
          "summarise_readings", "brings an index of a chunk of readings up to date",
          "drop_readings", "drops chunks of readings, and notes from when on there are readings",
          "compress_readings", "has readings compressed, where the server may",
          "look_at_table", "has statistics made of a table of the schema; returns nothing",
          "shift_events", "lets the count of events go on in a database that was restored",
          "longest_writer", "names a session that others wait for");

  private static final String NOT_OF_AN_EXTENSION =
      " NOT EXISTS (SELECT FROM pg_depend e WHERE e.objid = %s AND e.deptype = 'e')";

  /** Schemas of the server's own; temporary ones are their session's. */
  private static final String OURS = " n.nspname !~ '^(pg_|information_schema$)' ";

  private static final String UNPROTECTED =
      """
      SELECT 'relation ' || c.oid::regclass || ' is reachable'
             || CASE c.relkind WHEN 'v' THEN ' as a view with its owner''s rights'
                  WHEN 'm' THEN ' as a materialized view' WHEN 'f' THEN ' as a foreign table'
                  WHEN 'S' THEN ' as a sequence' ELSE ' without forced row-level security' END
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
        AND NOT (c.relkind IN ('r', 'p') AND c.relrowsecurity AND c.relforcerowsecurity)
        AND NOT (c.relkind = 'v' AND coalesce(c.reloptions, '{}') && '{security_invoker=true,security_invoker=on}')
        AND CASE c.relkind
              WHEN 'S' THEN has_sequence_privilege('fallow_api', c.oid, 'USAGE, SELECT, UPDATE')
              ELSE has_any_column_privilege('fallow_api', c.oid, 'SELECT, INSERT, UPDATE, REFERENCES')
                OR has_table_privilege('fallow_api', c.oid, 'DELETE') END
        AND
      """
          + OURS
          + "AND"
          + NOT_OF_AN_EXTENSION.formatted("c.oid");

  private static final String BEYOND_ROWS =
      """
      SELECT 'relation ' || c.oid::regclass || ' grants more than rows'
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
        AND (has_table_privilege('fallow_api', c.oid, 'TRUNCATE, REFERENCES, TRIGGER, MAINTAIN')
          OR pg_get_userbyid(c.relowner) = 'fallow_api')
        AND
      """
          + OURS;

  // A policy that everybody has, or that is true for all, or of a table whose other policies do not
  // count for it. A NULL expression is as good as true.
  private static final String OPEN_POLICIES =
      """
      SELECT 'policy ' || p.polname || ' of ' || p.polrelid::regclass
             || CASE WHEN 0 = ANY (p.polroles) THEN ' is for everybody' ELSE ' shows all rows' END
      FROM pg_policy p
      WHERE 0 = ANY (p.polroles)
        OR EXISTS (SELECT FROM unnest(p.polroles) role WHERE role <> 0 AND pg_has_role('fallow_api', role, 'USAGE'))
          AND ('true' IN (pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
            OR p.polqual IS NULL AND p.polcmd <> 'a'
            OR p.polwithcheck IS NULL AND p.polcmd = 'a')
      """;

  private static final String LENT_RIGHTS =
      """
      SELECT p.proname || '|' || 'function ' || p.oid::regprocedure
             || CASE WHEN has_function_privilege('fallow_api', p.oid, 'EXECUTE')
                  THEN ' runs with its owner''s rights for requests'
                  WHEN has_function_privilege('fallow_jobs', p.oid, 'EXECUTE')
                  THEN ' runs with its owner''s rights for jobs'
                  WHEN has_function_privilege('fallow_ingest', p.oid, 'EXECUTE')
                  THEN ' runs with its owner''s rights for ingest'
                  ELSE ' runs with its owner''s rights on names that others choose' END
             || '|' || has_function_privilege('fallow_api', p.oid, 'EXECUTE')
             || '|' || has_function_privilege('fallow_jobs', p.oid, 'EXECUTE')
             || '|' || has_function_privilege('fallow_ingest', p.oid, 'EXECUTE')
             || '|' || coalesce(array_to_string(p.proconfig, ' ') ~ '^search_path="?[a-z_0-9]+"?, "?pg_temp"?$', false)
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE p.prosecdef AND
      """
          + OURS
          + "AND"
          + NOT_OF_AN_EXTENSION.formatted("p.oid");

  private static final String ROLES =
      """
      SELECT 'role ' || rolname || ' passes by row-level security'
      FROM pg_roles WHERE rolname IN ('fallow_api', 'fallow_ingest', 'fallow_jobs') AND (rolsuper OR rolbypassrls)
      UNION ALL
      SELECT 'role ' || rolname || ' may do more than ask'
      FROM pg_roles WHERE rolname IN ('fallow_api', 'fallow_ingest', 'fallow_jobs')
        AND (rolcreaterole OR rolcreatedb OR rolreplication OR rolcanlogin)
      UNION ALL
      SELECT 'role ' || member::regrole || ' is a member of ' || roleid::regrole
      FROM pg_auth_members
      WHERE member IN ('fallow_api'::regrole, 'fallow_ingest'::regrole, 'fallow_jobs'::regrole)
      UNION ALL
      SELECT 'relation ' || c.oid::regclass || ' is owned by ' || c.relowner::regrole
      FROM pg_class c
      WHERE c.relowner IN ('fallow_api'::regrole, 'fallow_ingest'::regrole, 'fallow_jobs'::regrole)
      UNION ALL
      SELECT 'role ' || member::regrole || ' is lent by the owner to requests'
      FROM pg_auth_members WHERE roleid = 'fallow_api'::regrole
        AND member IN ('fallow_jobs'::regrole, 'fallow_ingest'::regrole)
      """;

  private static final String TO_COME =
      """
      SELECT 'default privileges of ' || d.defaclrole::regrole || ' grant to '
             || CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END
      FROM pg_default_acl d, aclexplode(d.defaclacl) a
      WHERE d.defaclobjtype IN ('r', 'S') AND (a.grantee = 0 OR pg_has_role('fallow_api', a.grantee, 'USAGE'))
      UNION ALL
      SELECT 'schema ' || n.nspname || ' may be created in'
      FROM pg_namespace n
      WHERE has_schema_privilege('fallow_api', n.oid, 'CREATE') AND
      """
          + OURS;

  private Holes() {}

  /** What is open, each in a sentence; none where nothing is. */
  static List<String> in(Connection owner) throws SQLException {
    List<String> found = new ArrayList<>();
    for (String query : List.of(UNPROTECTED, BEYOND_ROWS, OPEN_POLICIES, ROLES, TO_COME)) {
      found.addAll(IsolationWorld.texts(owner, query));
    }
    for (String function : IsolationWorld.texts(owner, LENT_RIGHTS)) {
      String[] parts = function.split("\\|", -1);
      boolean isFixed = parts[5].equals("true");
      if (!isFixed || !isTrusted(parts[0], parts[2], parts[3], parts[4])) {
        found.add(parts[1]);
      }
    }
    return found;
  }

  private static boolean isTrusted(String name, String api, String jobs, String ingest) {
    boolean ofRequests = TRUSTED.containsKey(name);
    boolean ofJobs = ofRequests || TRUSTED_OF_JOBS.containsKey(name);
    return (ofRequests || api.equals("false"))
        && (ofJobs || jobs.equals("false"))
        && ingest.equals("false");
  }
}
