package io.fallow.scheduler.telling.feed;

import io.fallow.scheduler.telling.feed.Feed.Scope;
import io.fallow.scheduler.telling.feed.Feed.WithSecret;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.secret.Secret;
import io.fallow.telemetry.store.Acting;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import java.sql.PreparedStatement;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Calendar feeds. Blocks; safe for any number of threads; failures are {@link
 * io.fallow.telemetry.store.StoreException}s.
 */
public final class Feeds {

  /** How many an organisation may have. */
  public static final int MOST = 500;

  private final Database database;

  public Feeds(Database database) {
    this.database = database;
  }

  /** The feeds of an organisation, oldest first. */
  public List<Feed> all(int organisationId) {
    return database.inTransaction(c -> new FeedRows(c).ofOrganisation(organisationId));
  }

  private static final String CREATE =
      """
      INSERT INTO feed (id, secret_hash, organisation_id, scope, asset_id, person, name, created_at)
      SELECT ?, ?, o.id, ?, ?, ?, ?, ? FROM organisation o
      WHERE o.id = ? AND (SELECT count(*) FROM feed WHERE organisation_id = o.id) < ?
      """;

  /**
   * A new feed of a person's organisation; empty when that has as many as it may.
   *
   * @param asset for a feed of one, which the organisation may see
   */
  public Optional<WithSecret> create(
      int organisationId,
      String person,
      Scope scope,
      Optional<Asset> asset,
      String name,
      Instant now) {
    UUID id = UUID.randomUUID();
    String secret = Secret.random();
    byte[] hash = Secret.hash(secret);
    return database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(CREATE)) {
            statement.setObject(1, id);
            statement.setBytes(2, hash);
            statement.setString(3, scope.name().toLowerCase(Locale.ROOT));
            statement.setObject(4, asset.map(Asset::id).orElse(null), Types.INTEGER);
            statement.setString(5, person);
            statement.setString(6, name);
            statement.setObject(7, SqlValues.timestamp(now));
            statement.setInt(8, organisationId);
            statement.setInt(9, MOST);
            statement.executeUpdate();
          }
          return new FeedRows(connection).byHash(hash).map(feed -> new WithSecret(feed, secret));
        });
  }

  private static final String REVOKE = "DELETE FROM feed WHERE id = ? AND organisation_id = ?";

  /** Ends a feed of an organisation: its link leads nowhere from now on. Whether there was one. */
  public boolean revoke(int organisationId, UUID id) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(REVOKE)) {
            statement.setObject(1, id);
            statement.setInt(2, organisationId);
            return statement.executeUpdate() == 1;
          }
        });
  }

  /** The calendar behind a link; empty for a revoked one as for one that never was. */
  public Optional<String> read(String secret, Instant now) {
    byte[] hash = Secret.hash(secret);
    return database
        .inTransaction(connection -> new FeedRows(connection).byHash(hash))
        .map(feed -> FeedCalendar.of(feed, entries(feed, now)));
  }

  /** Read for the organisation that has the feed, as nobody else has said who asks. */
  private List<Entry> entries(Feed feed, Instant now) {
    Acting acting = new Acting(feed.organisationId(), "feed:" + feed.id());
    return database.actingFor(
        acting,
        () -> database.inTransaction(connection -> new FeedRows(connection).entries(feed, now)));
  }
}
