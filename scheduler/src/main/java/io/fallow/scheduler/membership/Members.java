package io.fallow.scheduler.membership;

import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.Parameters;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps who is a member of which organisation. Blocks; safe for any number of threads; failures are
 * {@link io.fallow.telemetry.store.StoreException}s.
 */
public final class Members {

  private final Database database;

  public Members(Database database) {
    this.database = database;
  }

  private static final String MEMBERSHIPS =
      """
      SELECT o.id, o.code, o.name, m.roles
      FROM member m JOIN organisation o ON o.id = m.organisation_id
      WHERE m.person = ?
      ORDER BY o.code
      """;

  /** For which organisations a person may act, ordered by their codes; whoever asks. */
  public List<Membership> of(String person) {
    return database.asPlatform(() -> memberships(person));
  }

  private List<Membership> memberships(String person) {
    return database.reading(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(MEMBERSHIPS)) {
            query.setString(1, person);
            List<Membership> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                found.add(
                    new Membership(
                        row.getInt("id"),
                        row.getString("code"),
                        row.getString("name"),
                        roles(row)));
              }
            }
            return found;
          }
        });
  }

  private static final String MEMBERS =
      """
      SELECT person, roles, added_at, added_by FROM member
      WHERE organisation_id = ?
      ORDER BY person
      """;

  /** An organisation's members, ordered by person. */
  public List<Member> in(int organisationId) {
    return database.reading(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(MEMBERS)) {
            query.setInt(1, organisationId);
            List<Member> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                found.add(member(row));
              }
            }
            return found;
          }
        });
  }

  private static Member member(ResultSet row) throws SQLException {
    return new Member(
        row.getString("person"),
        roles(row),
        SqlValues.instant(row, "added_at"),
        row.getString("added_by"));
  }

  private static Set<Role> roles(ResultSet row) throws SQLException {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    Arrays.stream((String[]) row.getArray("roles").getArray())
        .forEach(code -> Role.of(code).ifPresent(roles::add));
    return roles;
  }

  private static final String PUT =
      """
      INSERT INTO member (organisation_id, person, roles, added_at, added_by)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (organisation_id, person) DO UPDATE SET roles = excluded.roles
      RETURNING person, roles, added_at, added_by
      """;

  /**
   * Makes a person a member, or gives a member other roles. The keys end that they made as an admin
   * and are one no more.
   *
   * @param roles at least one
   */
  public MemberChange put(
      int organisationId, String person, Collection<Role> roles, String by, Instant now) {
    return database.inTransaction(
        connection -> {
          if (!roles.contains(Role.ADMIN) && isLastAdmin(connection, organisationId, person)) {
            return new MemberChange.LastAdmin();
          }
          if (!roles.contains(Role.ADMIN)) {
            endKeys(connection, organisationId, person, now);
          }
          boolean isNew = find(connection, organisationId, person).isEmpty();
          try (PreparedStatement put = connection.prepareStatement(PUT)) {
            new Parameters(put)
                .add(organisationId)
                .add(person)
                .addTexts(roles.stream().map(Role::code).sorted().distinct().toList())
                .add(now)
                .add(by);
            try (ResultSet row = put.executeQuery()) {
              row.next();
              return new MemberChange.Done(member(row), isNew);
            }
          }
        });
  }

  private static final String END_KEYS =
      """
      UPDATE api_key SET revoked_at = ?
      WHERE organisation_id = ? AND created_by = ? AND revoked_at IS NULL
      """;

  /** Whoever is an admin no more knows the secrets of the keys that they made: those end. */
  private static void endKeys(Connection connection, int organisationId, String person, Instant now)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(END_KEYS)) {
      new Parameters(update).add(now).add(organisationId).add(person);
      update.executeUpdate();
    }
  }

  private static final String REMOVE =
      """
      DELETE FROM member WHERE organisation_id = ? AND person = ?
      RETURNING person, roles, added_at, added_by
      """;

  /** Makes a person a member no more; the keys that they made end. */
  public MemberChange remove(int organisationId, String person, Instant now) {
    return database.inTransaction(
        connection -> {
          if (isLastAdmin(connection, organisationId, person)) {
            return new MemberChange.LastAdmin();
          }
          endKeys(connection, organisationId, person, now);
          return one(connection, REMOVE, organisationId, person)
              .<MemberChange>map(removed -> new MemberChange.Done(removed, false))
              .orElseGet(MemberChange.Unknown::new);
        });
  }

  private static final String FIND =
      """
      SELECT person, roles, added_at, added_by FROM member
      WHERE organisation_id = ? AND person = ?
      """;

  /** What a person is in an organisation, as the caller's transaction sees it; maybe nothing. */
  public static Set<Role> roles(Connection connection, int organisationId, String person)
      throws SQLException {
    return find(connection, organisationId, person).map(Member::roles).orElse(Set.of());
  }

  private static Optional<Member> find(Connection connection, int organisationId, String person)
      throws SQLException {
    return one(connection, FIND, organisationId, person);
  }

  private static Optional<Member> one(
      Connection connection, String sql, int organisationId, String person) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setInt(1, organisationId);
      query.setString(2, person);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(member(row)) : Optional.empty();
      }
    }
  }

  private static final String ADMINS =
      """
      SELECT person FROM member
      WHERE organisation_id = ? AND 'admin' = ANY (roles)
      ORDER BY person
      FOR UPDATE
      """;

  /** Holds all admins fast until the transaction ends: of two who remove each other one stays. */
  private static boolean isLastAdmin(Connection connection, int organisationId, String person)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(ADMINS)) {
      query.setInt(1, organisationId);
      List<String> admins = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          admins.add(row.getString("person"));
        }
      }
      return admins.equals(List.of(person));
    }
  }
}
