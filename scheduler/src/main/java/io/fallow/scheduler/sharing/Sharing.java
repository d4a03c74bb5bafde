package io.fallow.scheduler.sharing;

import io.fallow.scheduler.sharing.Terms.Scope;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Facility;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.Parameters;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Which assets an organisation may see and book. Blocks; safe for any number of threads; failures
 * are {@link io.fallow.telemetry.store.StoreException}s.
 */
public final class Sharing {

  private static final Pattern PUBLIC_ID = Pattern.compile("[a-z0-9-]+\\.[a-z0-9-]+");

  private final Database database;
  private final Registry registry;
  private final KnownAssets known;

  public Sharing(Database database, Registry registry) {
    this.database = database;
    this.registry = registry;
    this.known = new KnownAssets(registry);
  }

  // All that is shared with whoever asks: found once, however many assets are looked at.
  private static final String SHARES =
      """
      WITH shares AS MATERIALIZED (SELECT * FROM shared_with(?))
      """;

  // The agreement that counts is that with the partner itself before one with a circle before one
  // with everybody; of those the one that is most closely about the asset, then the newest. Whoever
  // is shared with by another one when it ends goes on having the asset.
  private static final String AGREEMENT =
      """
      LEFT JOIN LATERAL (
        SELECT g.id, CASE WHEN upper(g.valid) IS NOT NULL THEN (
          SELECT upper(span) FROM unnest((
            SELECT range_agg(n.valid) FROM shares n
            WHERE n.owner_id = g.owner_id
              AND (n.facility_id IS NULL OR n.facility_id = a.facility_id)
              AND (n.asset_type IS NULL OR n.asset_type = a.type)
              AND (n.asset_id IS NULL OR n.asset_id = a.id))) span
          WHERE span && g.valid) END AS until
        FROM shares g
        WHERE a.organisation_id <> asker.id AND g.owner_id = a.organisation_id
          AND g.valid @> ?::timestamptz
          AND (g.facility_id IS NULL OR g.facility_id = a.facility_id)
          AND (g.asset_type IS NULL OR g.asset_type = a.type)
          AND (g.asset_id IS NULL OR g.asset_id = a.id)
        ORDER BY g.nearness, g.asset_id NULLS LAST, g.asset_type NULLS LAST,
                 g.facility_id NULLS LAST, g.id DESC
        LIMIT 1) g ON true
      """;

  /** The organisation's own assets and those shared with it at this moment, by public id. */
  public List<VisibleAsset> visibleTo(int organisationId, Instant now) {
    return visibleTo(organisationId, registry.assets(), now);
  }

  /** Those of some assets that the organisation sees at this moment, in the order given. */
  public List<VisibleAsset> visibleTo(int organisationId, List<Asset> assets, Instant now) {
    Map<Integer, Share> shares = sharedWith(organisationId, now);
    return assets.stream()
        .filter(asset -> shares.containsKey(asset.id()))
        .map(asset -> shares.get(asset.id()).of(asset))
        .toList();
  }

  /** The asset of a public id, if the organisation may see it at this moment. */
  public Optional<VisibleAsset> visible(int organisationId, String publicId, Instant now) {
    return sight(organisationId, publicId, now, now, now).map(Sight::asset);
  }

  /** The same for one who wants it in the time {@code [from, to)}. Costs one statement. */
  public Optional<Sight> sight(
      int organisationId, String publicId, Instant from, Instant to, Instant now) {
    if (!PUBLIC_ID.matcher(publicId).matches()) {
      return Optional.empty();
    }
    // An asset that isn't shared is asked for just like one that doesn't exist.
    return database
        .reading(connection -> seen(connection, organisationId, publicId, from, to, now))
        .flatMap(seen -> known.get(publicId, seen.edition()).map(seen::of));
  }

  /**
   * All assets, by public id. They are remembered, so that none is read by itself when somebody
   * first asks for it.
   */
  public List<Asset> learn() {
    return known.learn(database.asPlatform(() -> database.reading(Sharing::editions)));
  }

  /** What is seen of an asset, and in which edition of the registry. */
  private record Seen(Share share, String edition, long policies, boolean taken) {

    Sight of(Asset asset) {
      return new Sight(share.of(asset), policies, taken);
    }
  }

  // Another for each change of what the registry says of an asset: every new version of a row has
  // the number of the transaction that wrote it.
  private static final String EDITION =
      "concat_ws('.', a.xmin, f.xmin, o.xmin, rules_edition()) AS edition";

  private static final String SEEN =
      "SELECT own, agreement, until, edition, policies, taken FROM sight(?, ?, ?, ?, ?, ?)";

  private static Optional<Seen> seen(
      Connection connection,
      int organisationId,
      String publicId,
      Instant from,
      Instant to,
      Instant now)
      throws SQLException {
    int dot = publicId.indexOf('.');
    try (PreparedStatement statement = connection.prepareStatement(SEEN)) {
      new Parameters(statement)
          .add(organisationId)
          .add(publicId.substring(0, dot))
          .add(publicId.substring(dot + 1))
          .add(from)
          .add(to)
          .add(now);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(seen(row)) : Optional.empty();
      }
    }
  }

  private static Seen seen(ResultSet row) throws SQLException {
    return new Seen(
        Share.read(row),
        row.getString("edition"),
        row.getLong("policies"),
        row.getBoolean("taken"));
  }

  private static final String EDITIONS =
      "SELECT o.code || '.' || a.code AS asset, "
          + EDITION
          + """

          FROM organisation o
          JOIN asset a ON a.organisation_id = o.id
          JOIN facility f ON f.id = a.facility_id
          """;

  private static Map<String, String> editions(Connection connection) throws SQLException {
    Map<String, String> editions = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(EDITIONS);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        editions.put(row.getString("asset"), row.getString("edition"));
      }
    }
    return editions;
  }

  /** How an organisation comes to see an asset. */
  private record Share(OptionalInt agreement, Optional<Instant> until) {

    private static final Share OWN = new Share(OptionalInt.empty(), Optional.empty());

    static Share read(ResultSet row) throws SQLException {
      return row.getBoolean("own")
          ? OWN
          : new Share(
              OptionalInt.of(row.getInt("agreement")), SqlValues.optionalInstant(row, "until"));
    }

    VisibleAsset of(Asset asset) {
      Relation relation = agreement.isEmpty() ? Relation.OWN : Relation.SHARED;
      return new VisibleAsset(asset, relation, agreement, until);
    }
  }

  private static final String SHARED =
      SHARES
          + """
      SELECT a.id, a.organisation_id = asker.id AS own, g.id AS agreement, g.until
      FROM asset a
      CROSS JOIN (SELECT ?::int AS id) asker
      """
          + AGREEMENT
          + """
      WHERE a.organisation_id = asker.id OR g.id IS NOT NULL
      """;

  /** By asset id. */
  private Map<Integer, Share> sharedWith(int organisationId, Instant now) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(SHARED)) {
            new Parameters(statement).add(organisationId).add(organisationId).add(now);
            Map<Integer, Share> shares = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                shares.put(row.getInt("id"), Share.read(row));
              }
            }
            return shares;
          }
        });
  }

  private static final String AGREE =
      """
      WITH made AS (
        INSERT INTO agreement (owner_id, partner_id, addressee, facility_id, asset_type, asset_id,
                               valid, status)
        VALUES (?, ?, ?, ?, ?, ?, tstzrange(?, ?), 'ACCEPTED')
        ON CONFLICT DO NOTHING
        RETURNING id, owner_id, partner_id, facility_id, asset_type, asset_id, valid)
      INSERT INTO agreement_version (agreement_id, number, facility_id, asset_type, asset_id,
        from_at, until_at, end_notice_s, terms, status, proposed_by_id, proposed_by, proposed_at,
        decided_by_id, decided_by, decided_at)
      SELECT id, 1, facility_id, asset_type, asset_id, lower(valid), upper(valid), 0, '{}',
        'ACCEPTED', owner_id, 'the platform', lower(valid), partner_id, 'the platform', lower(valid)
      FROM made
      """;

  /**
   * Makes an agreement as the platform, for both of its sides. Where one of the same scope holds
   * for any part of the time, that one stands and nothing is changed.
   *
   * @return whether there is a new agreement
   */
  public boolean agree(Terms terms) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(AGREE)) {
            Scope scope = terms.scope();
            new Parameters(statement)
                .add(terms.owner().id())
                .add(terms.partner().id())
                .add(terms.partner().code())
                .add(id(scope.facility()), Types.INTEGER)
                .add(scope.assetType().orElse(null))
                .add(scope.asset().map(Asset::id).orElse(null), Types.INTEGER)
                .add(terms.from())
                .add(terms.until());
            return statement.executeUpdate() == 1;
          }
        });
  }

  private static Integer id(Optional<Facility> facility) {
    return facility.map(Facility::id).orElse(null);
  }
}
