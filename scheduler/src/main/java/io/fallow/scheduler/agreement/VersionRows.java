package io.fallow.scheduler.agreement;

import io.fallow.scheduler.policy.Statement;
import io.fallow.scheduler.sharing.Terms.Scope;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Facility;
import io.fallow.telemetry.store.Parameters;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The versions of agreements, in the database. */
final class VersionRows {

  private final Connection connection;

  VersionRows(Connection connection) {
    this.connection = connection;
  }

  private static final String VERSIONS =
      """
      SELECT v.agreement_id, v.number, f.code AS facility, v.asset_type,
             o.code || '.' || a.code AS asset, v.from_at, v.until_at, v.end_notice_s,
             v.terms::text AS terms, v.status, v.proposed_by_id, p.code AS proposed_for,
             v.proposed_by, v.proposed_at, v.decided_by_id, d.code AS decided_for, v.decided_by,
             v.decided_at, v.reason
      FROM agreement_version v
      JOIN agreement g ON g.id = v.agreement_id
      JOIN organisation o ON o.id = g.owner_id
      JOIN organisation p ON p.id = v.proposed_by_id
      LEFT JOIN organisation d ON d.id = v.decided_by_id
      LEFT JOIN facility f ON f.id = v.facility_id
      LEFT JOIN asset a ON a.id = v.asset_id
      WHERE v.agreement_id = ANY (?)
      ORDER BY v.agreement_id, v.number
      """;

  /** Those of some agreements, by the agreement's id, the oldest first. */
  Map<Integer, List<Version>> of(Collection<Integer> agreements) throws SQLException {
    Map<Integer, List<Version>> found = new HashMap<>();
    agreements.forEach(id -> found.put(id, new ArrayList<>()));
    try (PreparedStatement statement = connection.prepareStatement(VERSIONS)) {
      new Parameters(statement).add(agreements);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.get(row.getInt("agreement_id")).add(version(row));
        }
      }
    }
    return found;
  }

  private static Version version(ResultSet row) throws SQLException {
    return new Version(
        row.getInt("number"),
        AgreementRows.about(row),
        SqlValues.optionalInstant(row, "from_at"),
        SqlValues.optionalInstant(row, "until_at"),
        Duration.ofSeconds(row.getLong("end_notice_s")),
        Statement.read(row.getString("terms")),
        Status.valueOf(row.getString("status")),
        AgreementRows.word(row, "proposed_by_id", "proposed_for", "proposed_by", "proposed_at")
            .orElseThrow(),
        AgreementRows.word(row, "decided_by_id", "decided_for", "decided_by", "decided_at"),
        Optional.ofNullable(row.getString("reason")));
  }

  private static final String ADD =
      """
      INSERT INTO agreement_version (agreement_id, number, facility_id, asset_type, asset_id,
        from_at, until_at, end_notice_s, terms, status, proposed_by_id, proposed_by, proposed_at)
      SELECT g.id, coalesce((SELECT max(number) FROM agreement_version WHERE agreement_id = g.id), 0)
                   + 1,
             ?, ?, ?, ?, ?, ?, ?::jsonb, 'PROPOSED', ?, ?, ?
      FROM agreement g WHERE g.id = ?
      """;

  /** Adds a version that waits for an answer, to an agreement of which none does. */
  void add(int agreement, Offer offer, Viewer by, Instant now) throws SQLException {
    Scope scope = offer.scope();
    try (PreparedStatement statement = connection.prepareStatement(ADD)) {
      new Parameters(statement)
          .add(scope.facility().map(Facility::id).orElse(null), Types.INTEGER)
          .add(scope.assetType().orElse(null))
          .add(scope.asset().map(Asset::id).orElse(null), Types.INTEGER)
          .add(offer.from())
          .add(offer.until())
          .add(offer.endNotice().toSeconds())
          .add(offer.terms().json())
          .add(by.organisationId())
          .add(by.person())
          .add(now)
          .add(agreement);
      statement.executeUpdate();
    }
  }

  private static final String DECIDE =
      """
      UPDATE agreement_version
      SET status = ?, decided_by_id = ?, decided_by = ?, decided_at = ?, reason = nullif(?, '')
      WHERE agreement_id = ? AND status = 'PROPOSED'
      """;

  /** Says what became of the version that waits, if one does. */
  void decide(int agreement, Status status, Viewer by, String reason, Instant now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DECIDE)) {
      new Parameters(statement)
          .add(status.name())
          .add(by.organisationId())
          .add(by.person())
          .add(now)
          .add(reason)
          .add(agreement);
      statement.executeUpdate();
    }
  }
}
