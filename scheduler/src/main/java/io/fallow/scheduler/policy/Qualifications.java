package io.fallow.scheduler.policy;

import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the qualifications that owners have granted. Blocks; safe for any number of threads;
 * failures are {@link io.fallow.telemetry.store.StoreException}s.
 */
public final class Qualifications {

  private final Database database;

  public Qualifications(Database database) {
    this.database = database;
  }

  private static final String QUALIFICATIONS =
      """
      SELECT q.id, owner.code AS owner, q.code, holder.code AS holder, q.person,
             lower(q.valid) AS valid_from, upper(q.valid) AS valid_until, q.revoked_at
      FROM qualification q
      JOIN organisation owner ON owner.id = q.owner_id
      JOIN organisation holder ON holder.id = q.holder_id
      WHERE ? IN (q.owner_id, q.holder_id)
      ORDER BY q.id
      """;

  /** Those that an organisation has granted or holds, the oldest first. */
  public List<Qualification> of(int organisationId) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(QUALIFICATIONS)) {
            query.setInt(1, organisationId);
            List<Qualification> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                found.add(qualification(row));
              }
            }
            return found;
          }
        });
  }

  private static Qualification qualification(ResultSet row) throws SQLException {
    return new Qualification(
        row.getInt("id"),
        row.getString("owner"),
        row.getString("code"),
        row.getString("holder"),
        Optional.ofNullable(row.getString("person")),
        SqlValues.instant(row, "valid_from"),
        SqlValues.optionalInstant(row, "valid_until"),
        SqlValues.optionalInstant(row, "revoked_at"));
  }

  private static final String GRANT =
      """
      INSERT INTO qualification (owner_id, holder_id, person, code, valid, granted_by, granted_at)
      VALUES (?, ?, ?, ?, tstzrange(?, ?), ?, ?)
      RETURNING id
      """;

  /** Grants one in the name of the viewer's organisation. */
  public Qualification grant(Viewer by, Qualification.New granted, Instant now) {
    int id = database.inTransaction(connection -> insert(connection, by, granted, now));
    return of(by.organisationId()).stream()
        .filter(each -> each.id() == id)
        .findFirst()
        .orElseThrow();
  }

  private static int insert(
      Connection connection, Viewer by, Qualification.New granted, Instant now)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(GRANT)) {
      insert.setInt(1, by.organisationId());
      insert.setInt(2, granted.holderId());
      insert.setString(3, granted.person().orElse(null));
      insert.setString(4, granted.code());
      insert.setObject(5, SqlValues.timestamp(granted.from()));
      insert.setObject(
          6, granted.until().map(SqlValues::timestamp).orElse(null), Types.TIMESTAMP_WITH_TIMEZONE);
      insert.setString(7, by.person());
      insert.setObject(8, SqlValues.timestamp(now));
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        return row.getInt("id");
      }
    }
  }

  private static final String REVOKE =
      """
      UPDATE qualification SET revoked_at = coalesce(revoked_at, ?)
      WHERE id = ? AND owner_id = ?
      """;

  /**
   * Takes one back that the organisation has granted: it counts for nothing from now on, whatever
   * was booked with it stays. Twice does no harm.
   *
   * @return whether there is such a one
   */
  public boolean revoke(int ownerId, int id, Instant now) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(REVOKE)) {
            update.setObject(1, SqlValues.timestamp(now));
            update.setInt(2, id);
            update.setInt(3, ownerId);
            return update.executeUpdate() == 1;
          }
        });
  }

  private static final String HELD =
      """
      SELECT code, person IS NOT NULL AS personal FROM qualification
      WHERE owner_id = ? AND holder_id = ? AND (person IS NULL OR person = ?)
        AND valid @> ?::timestamptz AND revoked_at IS NULL
      """;

  /**
   * What a booker holds in the eyes of an owner, valid at an instant, as the caller's transaction
   * sees it.
   */
  public static Held held(Connection connection, int ownerId, Viewer booker, Instant at)
      throws SQLException {
    Set<String> ofOrganisation = new HashSet<>();
    Set<String> ofPerson = new HashSet<>();
    try (PreparedStatement query = connection.prepareStatement(HELD)) {
      query.setInt(1, ownerId);
      query.setInt(2, booker.organisationId());
      query.setString(3, booker.person());
      query.setObject(4, SqlValues.timestamp(at));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          (row.getBoolean("personal") ? ofPerson : ofOrganisation).add(row.getString("code"));
        }
      }
    }
    return new Held(ofOrganisation, ofPerson);
  }

  /** Codes of what a booker's organisation and the person themselves hold. */
  public record Held(Set<String> organisation, Set<String> person) {

    /** Nothing. */
    public static final Held NOTHING = new Held(Set.of(), Set.of());

    /** Takes copies. */
    public Held {
      organisation = Set.copyOf(organisation);
      person = Set.copyOf(person);
    }
  }
}
