package io.fallow.scheduler.agreement;

import io.fallow.scheduler.sharing.Terms.Scope;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Facility;
import io.fallow.telemetry.store.Parameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.OptionalInt;

/** Writes what happens to agreements, in the caller's transaction. */
final class AgreementWrites {

  private final Connection connection;
  private final Instant now;

  AgreementWrites(Connection connection, Instant now) {
    this.connection = connection;
    this.now = now;
  }

  private static final String WAITING =
      "SELECT count(*) FROM agreement WHERE owner_id = ? AND status = 'PROPOSED'";

  /** How many proposals of an owner wait for an answer. */
  int waiting(int ownerId) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(WAITING)) {
      query.setInt(1, ownerId);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private static final String INSERT =
      """
      INSERT INTO agreement (owner_id, reach, addressee, partner_id, circle_id, facility_id,
                             asset_type, asset_id, end_notice_s, status)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'PROPOSED')
      RETURNING id
      """;

  /**
   * An agreement that shares nothing as yet, with its first version.
   *
   * @param addressee id of the organisation that has the partner's code, if there is one
   */
  int insert(Viewer owner, Reach reach, OptionalInt addressee, Offer offer) throws SQLException {
    Scope scope = offer.scope();
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      new Parameters(statement)
          .add(owner.organisationId())
          .add(reach.fold(partner -> "PARTNER", circle -> "CIRCLE", () -> "OPEN"))
          .add(reach.fold(Reach.Partner::code, circle -> null, () -> null))
          .add(addressee)
          .add(reach.<Integer>fold(partner -> null, Reach.Circle::id, () -> null), Types.INTEGER)
          .add(scope.facility().map(Facility::id).orElse(null), Types.INTEGER)
          .add(scope.assetType().orElse(null))
          .add(scope.asset().map(Asset::id).orElse(null), Types.INTEGER)
          .add(offer.endNotice().toSeconds());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        int id = row.getInt("id");
        new VersionRows(connection).add(id, offer, owner, now);
        return id;
      }
    }
  }

  private static final String TAKES_EFFECT = "SELECT agreement_settles(?, ?)";

  /** Makes the newest accepted version count. */
  void takeEffect(int agreement) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TAKES_EFFECT)) {
      new Parameters(statement).add(agreement).add(now);
      statement.execute();
    }
  }

  private static final String STAND =
      "UPDATE agreement SET status = ? WHERE id = ? AND status = 'PROPOSED'";

  /** Says what became of an agreement whose first version was not accepted. */
  void end(int agreement, Status status) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(STAND)) {
      new Parameters(statement).add(status.name()).add(agreement);
      statement.executeUpdate();
    }
  }

  private static final String ENDS = "SELECT agreement_ends(?, ?, ?, ?, ?)";

  /** Has an accepted agreement end when its notice is over. */
  void giveNotice(int agreement, Viewer by, String reason) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ENDS)) {
      new Parameters(statement)
          .add(agreement)
          .add(by.organisationId())
          .add(by.person())
          .add(reason)
          .add(now);
      statement.execute();
    }
  }

  private static final String COUNT = "UPDATE agreement SET edition = edition + 1 WHERE id = ?";

  /** Another step was taken: who has seen the agreement before has to look again. */
  void countStep(int agreement) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
      statement.setInt(1, agreement);
      statement.executeUpdate();
    }
  }
}
