package io.fallow.scheduler.telling.feed;

import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** Reads feeds and what is in them. */
record FeedRows(Connection connection) {

  /** More than a calendar program shows. */
  private static final int MOST_ENTRIES = 5_000;

  private static final String FEED =
      """
      SELECT f.id, f.organisation_id, f.scope, f.person, f.asset_id,
             owner.code || '.' || a.code AS asset, f.name, f.created_at
      FROM feed f
      LEFT JOIN asset a ON a.id = f.asset_id
      LEFT JOIN organisation owner ON owner.id = a.organisation_id
      """;

  private static final String OF_ORGANISATION =
      FEED + "WHERE f.organisation_id = ? ORDER BY f.created_at, f.id";

  List<Feed> ofOrganisation(int organisationId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OF_ORGANISATION)) {
      statement.setInt(1, organisationId);
      return feeds(statement);
    }
  }

  private static final String BY_HASH = FEED + "WHERE f.secret_hash = ?";

  Optional<Feed> byHash(byte[] hash) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(BY_HASH)) {
      statement.setBytes(1, hash);
      return feeds(statement).stream().findFirst();
    }
  }

  private static List<Feed> feeds(PreparedStatement statement) throws SQLException {
    List<Feed> found = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found.add(feed(row));
      }
    }
    return found;
  }

  private static Feed feed(ResultSet row) throws SQLException {
    Integer asset = row.getObject("asset_id", Integer.class);
    return new Feed(
        row.getObject("id", UUID.class),
        row.getInt("organisation_id"),
        Feed.Scope.valueOf(row.getString("scope").toUpperCase(Locale.ROOT)),
        row.getString("person"),
        asset == null ? OptionalInt.empty() : OptionalInt.of(asset),
        Optional.ofNullable(row.getString("asset")),
        row.getString("name"),
        SqlValues.instant(row, "created_at"));
  }

  // What was called off stays for a while, so that calendars see that it was. A hold is over before
  // a calendar looks again.
  private static final String ENTRIES =
      """
      SELECT r.id, r.version, r.status, owner.code || '.' || a.code AS asset,
             a.name AS asset_name, f.name AS facility, booker.name AS organisation, r.booked_by,
             r.purpose, lower(r.during) AS starts, upper(r.during) AS ends, r.created_at,
             r.changed_at
      FROM reservation r
      JOIN asset a ON a.id = r.asset_id
      JOIN facility f ON f.id = a.facility_id
      JOIN organisation owner ON owner.id = a.organisation_id
      JOIN organisation booker ON booker.id = r.organisation_id
      WHERE ? IN (booker.id, owner.id)
        AND (?::int IS NULL OR r.asset_id = ?)
        AND (?::text IS NULL OR r.booked_by = ? AND booker.id = ?)
        AND upper(r.during) > ?::timestamptz - interval '90 days'
        AND (r.status IN ('CONFIRMED', 'IN_USE', 'COMPLETED')
          OR r.status = 'REQUESTED' AND r.expires_at > ?
          OR r.status IN ('CANCELLED', 'DECLINED', 'BUMPED', 'NO_SHOW')
            AND r.changed_at > ?::timestamptz - interval '30 days')
      ORDER BY lower(r.during) DESC, r.id
      LIMIT ?
      """;

  List<Entry> entries(Feed feed, Instant now) throws SQLException {
    Integer asset = feed.assetId().isPresent() ? feed.assetId().getAsInt() : null;
    String person = feed.scope() == Feed.Scope.PERSON ? feed.person() : null;
    List<Entry> entries = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(ENTRIES)) {
      statement.setInt(1, feed.organisationId());
      statement.setObject(2, asset, Types.INTEGER);
      statement.setObject(3, asset, Types.INTEGER);
      statement.setString(4, person);
      statement.setString(5, person);
      statement.setInt(6, feed.organisationId());
      statement.setObject(7, SqlValues.timestamp(now));
      statement.setObject(8, SqlValues.timestamp(now));
      statement.setObject(9, SqlValues.timestamp(now));
      statement.setInt(10, MOST_ENTRIES);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          entries.add(entry(row));
        }
      }
    }
    return entries;
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getObject("id", UUID.class),
        row.getInt("version"),
        row.getString("status"),
        row.getString("asset"),
        row.getString("asset_name"),
        row.getString("facility"),
        row.getString("organisation"),
        row.getString("booked_by"),
        row.getString("purpose"),
        SqlValues.instant(row, "starts"),
        SqlValues.instant(row, "ends"),
        SqlValues.instant(row, "created_at"),
        SqlValues.instant(row, "changed_at"));
  }
}
