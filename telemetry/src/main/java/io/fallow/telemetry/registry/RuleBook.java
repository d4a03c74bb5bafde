package io.fallow.telemetry.registry;

import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was said about activity rules: adds to it, and reads it. */
final class RuleBook {

  /**
   * Whom a rule is about.
   *
   * @param type null where it is about one asset
   * @param code of the asset; null where it is about a type
   */
  record Scope(String organisation, String type, String code) {}

  private final Database database;

  RuleBook(Database database) {
    this.database = database;
  }

  // Ids must come in the order in which they become visible: a worker that has seen one must have
  // seen all before it.
  private static final String LOCK = "SELECT pg_advisory_xact_lock(" + 0x0FA1_0008 + ", 0)";

  private static final String SAY =
      """
      INSERT INTO activity_rule (organisation_id, type, asset_id, valid_from, rule)
      SELECT o.id, w.type, a.id, w.valid_from, w.rule
      FROM (SELECT ?::text AS organisation, ?::text AS type, ?::text AS code,
                   ?::timestamptz AS valid_from, ?::jsonb AS rule) w
      JOIN organisation o ON o.code = w.organisation
      LEFT JOIN asset a ON a.organisation_id = o.id AND a.code = w.code
      WHERE w.code IS NULL OR a.id IS NOT NULL
      RETURNING id
      """;

  void say(Scope scope, Optional<ActivityRule> rule, Instant from) {
    boolean said =
        database.inTransaction(
            connection -> {
              try (Statement lock = connection.createStatement()) {
                lock.execute(LOCK);
              }
              return say(connection, scope, rule, from.truncatedTo(ChronoUnit.MICROS));
            });
    if (!said) {
      throw new IllegalArgumentException(
          scope.code() == null
              ? "there is no organisation " + scope.organisation()
              : "there is no asset " + scope.organisation() + "." + scope.code());
    }
  }

  private static boolean say(
      Connection connection, Scope scope, Optional<ActivityRule> rule, Instant from)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(SAY)) {
      insert.setString(1, scope.organisation());
      insert.setString(2, scope.type());
      insert.setString(3, scope.code());
      insert.setObject(4, SqlValues.timestamp(from));
      insert.setString(5, rule.map(ActivityRuleJson::write).orElse(null));
      try (ResultSet row = insert.executeQuery()) {
        return row.next();
      }
    }
  }

  private static final String SAID =
      """
      SELECT r.id, r.valid_from, r.rule::text AS rule, r.said_at
      FROM activity_rule r
      JOIN organisation o ON o.id = r.organisation_id
      LEFT JOIN asset a ON a.id = r.asset_id
      WHERE o.code = ? AND r.type IS NOT DISTINCT FROM ? AND a.code IS NOT DISTINCT FROM ?
      ORDER BY r.valid_from, r.id
      """;

  List<RuleEdit> said(Scope scope) {
    return database.inTransaction(
        connection -> {
          List<RuleEdit> found = new ArrayList<>();
          try (PreparedStatement query = connection.prepareStatement(SAID)) {
            query.setString(1, scope.organisation());
            query.setString(2, scope.type());
            query.setString(3, scope.code());
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                found.add(edit(row));
              }
            }
          }
          return found;
        });
  }

  private static RuleEdit edit(ResultSet row) throws SQLException {
    return new RuleEdit(
        row.getLong("id"),
        SqlValues.instant(row, "valid_from"),
        Optional.ofNullable(row.getString("rule")).map(ActivityRuleJson::stored),
        SqlValues.instant(row, "said_at"));
  }

  private static final String ALL =
      """
      SELECT id, organisation_id, type, asset_id, valid_from, rule::text AS rule, said_at
      FROM activity_rule
      """;

  /** All that was said, by whom it is about. */
  static final class All {
    private final Map<String, List<RuleEdit>> ofTypes = new HashMap<>();
    private final Map<Integer, List<RuleEdit>> ofAssets = new HashMap<>();

    /** The history of one asset that was registered with a rule. */
    RuleHistory history(int assetId, int organisationId, String type, ActivityRule registered) {
      return RuleHistory.of(
          registered,
          ofTypes.getOrDefault(organisationId + " " + type, List.of()),
          ofAssets.getOrDefault(assetId, List.of()));
    }
  }

  /** Reads all that was said; there is little of it. */
  static All all(Connection connection) throws SQLException {
    All all = new All();
    try (PreparedStatement query = connection.prepareStatement(ALL);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        String type = row.getString("type");
        List<RuleEdit> edits =
            type == null
                ? all.ofAssets.computeIfAbsent(row.getInt("asset_id"), any -> new ArrayList<>())
                : all.ofTypes.computeIfAbsent(
                    row.getInt("organisation_id") + " " + type, any -> new ArrayList<>());
        edits.add(edit(row));
      }
    }
    return all;
  }

  private static final String EDITION = "SELECT rules_edition()";

  long edition() {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(EDITION);
              ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }
}
