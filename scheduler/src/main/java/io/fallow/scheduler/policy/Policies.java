package io.fallow.scheduler.policy;

import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps what owners say about terms, and the book of it at hand: that is read anew only when its
 * edition has changed, so that asking costs one row. Blocks; safe for any number of threads;
 * failures are {@link io.fallow.telemetry.store.StoreException}s.
 */
public final class Policies {

  private final Database database;
  private final AtomicReference<PolicyBook> latest = new AtomicReference<>();

  public Policies(Database database) {
    this.database = database;
  }

  /** The book as it is now. */
  public PolicyBook book() {
    return database.reading(this::book);
  }

  /** The book of an edition that was just read, or of a later one: mostly without a question. */
  public PolicyBook book(long edition) {
    PolicyBook known = latest.get();
    return known != null && known.edition() == edition ? known : book();
  }

  /** The book as the caller's transaction sees it at this moment. */
  public PolicyBook book(Connection connection) throws SQLException {
    PolicyRows rows = new PolicyRows(connection);
    long edition = rows.edition();
    PolicyBook known = latest.get();
    if (known != null && known.edition() == edition) {
      return known;
    }
    PolicyBook book = database.isActing() ? ofAll() : rows.book(edition);
    latest.set(book);
    return book;
  }

  /** The book is everybody's: whoever asks for it, it is read as a whole. */
  private PolicyBook ofAll() {
    return database.asPlatform(
        () ->
            database.reading(
                connection -> {
                  PolicyRows rows = new PolicyRows(connection);
                  return rows.book(rows.edition());
                }));
  }

  private static final String SAID =
      """
      SELECT terms::text AS terms FROM policy
      WHERE owner_id = ? AND asset_type IS NOT DISTINCT FROM ?
        AND asset_id IS NOT DISTINCT FROM ?::int AND agreement_id IS NOT DISTINCT FROM ?::int
      """;

  /** What an owner has said for a scope of its own, if anything. */
  public Optional<Statement> said(int ownerId, Scope scope) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(SAID)) {
            bind(query, ownerId, scope);
            try (ResultSet row = query.executeQuery()) {
              return row.next()
                  ? Optional.of(Statement.read(row.getString("terms")))
                  : Optional.<Statement>empty();
            }
          }
        });
  }

  private static final String SAY =
      """
      INSERT INTO policy (owner_id, asset_type, asset_id, agreement_id, terms, said_by, said_at)
      VALUES (?, ?, ?, ?, ?::jsonb, ?, ?)
      ON CONFLICT (owner_id, asset_type, asset_id, agreement_id)
      DO UPDATE SET terms = EXCLUDED.terms, said_by = EXCLUDED.said_by, said_at = EXCLUDED.said_at
      """;

  /**
   * Says something, in the place of all that was said for the same scope. Reservations that exist
   * keep what they block; changes of them are judged by what counts then.
   *
   * @param by the person who says it
   */
  public void say(int ownerId, Scope scope, Statement statement, String by, Instant now) {
    write(
        SAY,
        insert -> {
          bind(insert, ownerId, scope);
          insert.setString(5, statement.json());
          insert.setString(6, by);
          insert.setObject(7, SqlValues.timestamp(now));
        });
  }

  private static final String WITHDRAW =
      """
      DELETE FROM policy
      WHERE owner_id = ? AND asset_type IS NOT DISTINCT FROM ?
        AND asset_id IS NOT DISTINCT FROM ?::int AND agreement_id IS NOT DISTINCT FROM ?::int
      """;

  /** Takes back all that was said for a scope, so that the less specific counts again. */
  public void withdraw(int ownerId, Scope scope) {
    write(WITHDRAW, delete -> bind(delete, ownerId, scope));
  }

  private interface Parameters {
    void on(PreparedStatement statement) throws SQLException;
  }

  private void write(String sql, Parameters parameters) {
    database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.on(statement);
            return statement.executeUpdate();
          }
        });
  }

  private static void bind(PreparedStatement statement, int ownerId, Scope scope)
      throws SQLException {
    statement.setInt(1, ownerId);
    statement.setString(2, scope instanceof Scope.OfType of ? of.type() : null);
    statement.setObject(3, scope instanceof Scope.OfAsset of ? of.id() : null, Types.INTEGER);
    statement.setObject(4, scope instanceof Scope.OfAgreement of ? of.id() : null, Types.INTEGER);
  }
}
