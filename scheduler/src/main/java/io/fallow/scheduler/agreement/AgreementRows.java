package io.fallow.scheduler.agreement;

import io.fallow.telemetry.registry.Organisation;
import io.fallow.telemetry.store.Parameters;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads agreements with all of their versions: two queries, however many. */
final class AgreementRows {

  private final Connection connection;

  AgreementRows(Connection connection) {
    this.connection = connection;
  }

  // Whose name an owner reads is whoever has said yes; of others it has the code that it wrote.
  private static final String AGREEMENTS =
      """
      SELECT g.id, g.owner_id, o.code AS owner, o.name AS owner_name, g.reach, g.circle_id,
             g.addressee, g.partner_id, p.code AS partner, p.name AS partner_name, g.status,
             g.edition, f.code AS facility, g.asset_type, o.code || '.' || a.code AS asset,
             lower(g.valid) AS valid_from, upper(g.valid) AS valid_until, g.end_notice_s,
             g.ended_by_id, e.code AS ended_for, g.ended_by, g.ended_at, g.end_reason
      FROM agreement g
      JOIN organisation o ON o.id = g.owner_id
      LEFT JOIN organisation p ON p.id = g.partner_id
      LEFT JOIN organisation e ON e.id = g.ended_by_id
      LEFT JOIN facility f ON f.id = g.facility_id
      LEFT JOIN asset a ON a.id = g.asset_id
      WHERE (? IN (g.owner_id, g.partner_id) OR g.circle_id IN (
          SELECT circle_id FROM circle_member WHERE organisation_id = ? AND upper_inf(during)))
        AND (?::int IS NULL OR g.id = ?)
      ORDER BY g.id
      """;

  /** Those of an organisation, as owner, partner or member of a circle, the oldest first. */
  List<Agreement> of(int organisationId) throws SQLException {
    return read(organisationId, OptionalInt.empty());
  }

  /** One of them. */
  Optional<Agreement> find(int organisationId, int id) throws SQLException {
    return read(organisationId, OptionalInt.of(id)).stream().findFirst();
  }

  private static final String LOCK = "SELECT FROM agreement WHERE id = ? FOR UPDATE";

  /** The same while nobody else takes a step, until the transaction ends. */
  Optional<Agreement> lock(int organisationId, int id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      statement.setInt(1, id);
      statement.execute();
    }
    return find(organisationId, id);
  }

  private List<Agreement> read(int organisationId, OptionalInt id) throws SQLException {
    List<Agreement> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(AGREEMENTS)) {
      new Parameters(statement).add(organisationId).add(organisationId).add(id).add(id);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(agreement(row));
        }
      }
    }
    Map<Integer, List<Version>> versions =
        new VersionRows(connection).of(found.stream().map(Agreement::id).toList());
    return found.stream().map(each -> each.with(versions.get(each.id()))).toList();
  }

  private static Agreement agreement(ResultSet row) throws SQLException {
    Status status = Status.valueOf(row.getString("status"));
    return new Agreement(
        row.getInt("id"),
        new Organisation(
            row.getInt("owner_id"), row.getString("owner"), row.getString("owner_name")),
        reach(row),
        status == Status.ACCEPTED ? partner(row) : Optional.empty(),
        addressee(row),
        status,
        row.getInt("edition"),
        about(row),
        SqlValues.optionalInstant(row, "valid_from"),
        SqlValues.optionalInstant(row, "valid_until"),
        Duration.ofSeconds(row.getLong("end_notice_s")),
        notice(row),
        List.of());
  }

  private static Reach reach(ResultSet row) throws SQLException {
    return switch (row.getString("reach")) {
      case "PARTNER" -> new Reach.Partner(row.getString("addressee"));
      case "CIRCLE" -> new Reach.Circle(row.getInt("circle_id"));
      default -> new Reach.Everybody();
    };
  }

  private static OptionalInt addressee(ResultSet row) throws SQLException {
    int id = row.getInt("partner_id");
    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(id);
  }

  private static Optional<Organisation> partner(ResultSet row) throws SQLException {
    int id = row.getInt("partner_id");
    return row.wasNull()
        ? Optional.empty()
        : Optional.of(
            new Organisation(id, row.getString("partner"), row.getString("partner_name")));
  }

  /** What a row of an agreement or of a version is about. */
  static About about(ResultSet row) throws SQLException {
    return new About(
        Optional.ofNullable(row.getString("facility")),
        Optional.ofNullable(row.getString("asset_type")),
        Optional.ofNullable(row.getString("asset")));
  }

  private static Optional<Agreement.Notice> notice(ResultSet row) throws SQLException {
    Optional<String> reason = Optional.ofNullable(row.getString("end_reason"));
    return word(row, "ended_by_id", "ended_for", "ended_by", "ended_at")
        .map(given -> new Agreement.Notice(given, reason));
  }

  /** Who said something, if anybody did. */
  static Optional<Word> word(ResultSet row, String id, String code, String by, String at)
      throws SQLException {
    int organisation = row.getInt(id);
    return row.wasNull()
        ? Optional.empty()
        : Optional.of(
            new Word(
                organisation, row.getString(code), row.getString(by), SqlValues.instant(row, at)));
  }
}
