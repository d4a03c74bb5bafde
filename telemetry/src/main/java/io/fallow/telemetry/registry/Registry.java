package io.fallow.telemetry.registry;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.telemetry.store.Database;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The organisations, facilities, gateways and assets that the platform knows. Safe for any number
 * of threads; every call asks the database and blocks. Nothing is cached here. It knows all of
 * them, whoever asks: it is for its callers to tell nobody what is not theirs to know.
 *
 * <p>All methods throw {@link io.fallow.telemetry.store.StoreException} when the database fails.
 */
public final class Registry {

  private final Database database;
  private final Registrations registrations;
  private final RuleBook ruleBook;

  /** A registry in this database. */
  public Registry(Database database) {
    this.database = database;
    this.registrations = new Registrations(database);
    this.ruleBook = new RuleBook(database);
  }

  /** Registers an organisation, or gives the one of this code a new name. */
  public Organisation registerOrganisation(String code, String name) {
    return registrations.organisation(code, name);
  }

  /**
   * Registers a facility, or changes the one of this code.
   *
   * @param organisation code of a registered organisation
   * @param latitude degrees north, -90 to 90
   * @param longitude degrees east, -180 to 180
   * @throws IllegalArgumentException when there is no such organisation
   */
  public Facility registerFacility(
      String organisation,
      String code,
      String name,
      ZoneId zone,
      double latitude,
      double longitude) {
    return registrations.facility(organisation, code, name, zone, latitude, longitude);
  }

  /**
   * Registers a gateway, or moves the one of this address and gives its first credential another
   * password, unless that was revoked. For gateways whose password is agreed on beforehand; others
   * enrol by a token.
   *
   * @param facility code of a facility of the gateway's organisation
   * @throws IllegalArgumentException when there is no such facility
   */
  public Gateway registerGateway(GatewayAddress address, String facility, String password) {
    return registrations.gateway(address, facility, password);
  }

  /**
   * Registers an asset, or changes the one of this code.
   *
   * @throws IllegalArgumentException when there is no such facility
   */
  public Asset registerAsset(NewAsset asset) {
    registrations.asset(asset);
    return asset(asset.organisation() + "." + asset.code()).orElseThrow();
  }

  /** Registers an asset at a facility that is there; empty when there is one of this code. */
  public Optional<Asset> createAsset(NewAsset asset) {
    return registrations.create(asset)
        ? asset(asset.organisation() + "." + asset.code())
        : Optional.empty();
  }

  private static final String ORGANISATIONS =
      """
      SELECT id, code, name FROM organisation
      WHERE ?::text IS NULL OR code = ?
      ORDER BY code
      """;

  /** All organisations, by code. */
  public List<Organisation> organisations() {
    return query(ORGANISATIONS, Registry::organisation, null, null);
  }

  /** The organisation of a code. */
  public Optional<Organisation> organisation(String code) {
    return first(query(ORGANISATIONS, Registry::organisation, code, code));
  }

  private static final String FACILITIES =
      """
      SELECT f.id, f.organisation_id, f.code, f.name, f.zone, f.latitude, f.longitude
      FROM facility f JOIN organisation o ON o.id = f.organisation_id
      WHERE ?::text IS NULL OR (o.code = ? AND f.code = ?)
      ORDER BY o.code, f.code
      """;

  /** All facilities, by organisation and code. */
  public List<Facility> facilities() {
    return query(FACILITIES, Registry::facility, null, null, null);
  }

  /** The facility of {@code organisation.facility}; empty for any other text too. */
  public Optional<Facility> facility(String publicId) {
    String[] parts = publicId.split("\\.", -1);
    return parts.length == 2
        ? first(query(FACILITIES, Registry::facility, publicId, parts[0], parts[1]))
        : Optional.empty();
  }

  private static final String GATEWAYS =
      """
      SELECT g.id, g.organisation_id, g.facility_id, o.code AS organisation, g.code
      FROM gateway g JOIN organisation o ON o.id = g.organisation_id
      WHERE g.removed_at IS NULL AND (?::text IS NULL OR (o.code = ? AND g.code = ?))
      ORDER BY o.code, g.code
      """;

  /** All gateways, by address. */
  public List<Gateway> gateways() {
    return query(GATEWAYS, Registry::gateway, null, null, null);
  }

  /** The gateway of an address. */
  public Optional<Gateway> gateway(GatewayAddress address) {
    String organisation = address.organisation();
    return first(query(GATEWAYS, Registry::gateway, organisation, organisation, address.gateway()));
  }

  private static final String ASSETS =
      """
      SELECT a.id, a.organisation_id, o.code AS organisation, o.name AS organisation_name,
             a.code, a.name, a.type, a.capabilities, a.activity_rule::text AS rule,
             f.id AS facility_id, f.code AS facility_code, f.name AS facility_name,
             f.zone, f.latitude, f.longitude
      FROM asset a
      JOIN organisation o ON o.id = a.organisation_id
      JOIN facility f ON f.id = a.facility_id
      WHERE ?::text IS NULL OR (o.code = ? AND a.code = ?)
      ORDER BY o.code, a.code
      """;

  /** All assets, by public id. */
  public List<Asset> assets() {
    return assets(null, null, null);
  }

  /** The asset of a public id, {@code organisation.asset}; empty for any other text too. */
  public Optional<Asset> asset(String publicId) {
    String[] parts = publicId.split("\\.", -1);
    return parts.length == 2 ? first(assets(publicId, parts[0], parts[1])) : Optional.empty();
  }

  // Rules are read first: an asset that is registered meanwhile is new to all.
  private List<Asset> assets(String... parameters) {
    return database.asPlatform(
        () ->
            database.reading(
                connection -> {
                  RuleBook.All said = RuleBook.all(connection);
                  return query(connection, ASSETS, row -> asset(row, said), parameters);
                }));
  }

  /**
   * Says by which rule the readings of an organisation's assets of a type are judged from an
   * instant on, which may lie in the past: then usage is derived anew from there. Assets that have
   * a rule of their own keep it. What was said to count from a later instant on still does.
   *
   * @throws IllegalArgumentException when there is no such organisation
   */
  public void setTypeRule(String organisation, String type, ActivityRule rule, Instant from) {
    ruleBook.say(new RuleBook.Scope(organisation, type, null), Optional.of(rule), from);
  }

  /**
   * Says by which rule an asset's readings are judged from an instant on, in the manner of {@link
   * #setTypeRule}.
   *
   * @param publicId {@code organisation.asset}
   * @param rule empty to follow the type's again
   * @throws IllegalArgumentException when there is no such asset
   */
  public void setAssetRule(String publicId, Optional<ActivityRule> rule, Instant from) {
    String[] parts = publicId.split("\\.", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("there is no asset " + publicId);
    }
    ruleBook.say(new RuleBook.Scope(parts[0], null, parts[1]), rule, from);
  }

  /** What was said of a type's rule, by the instant from which it counts. */
  public List<RuleEdit> typeRules(String organisation, String type) {
    return ruleBook.said(new RuleBook.Scope(organisation, type, null));
  }

  /** What was said of an asset's own rule, by the instant from which it counts. */
  public List<RuleEdit> assetRules(String publicId) {
    String[] parts = publicId.split("\\.", -1);
    return parts.length == 2
        ? ruleBook.said(new RuleBook.Scope(parts[0], null, parts[1]))
        : List.of();
  }

  /** Grows whenever something is said about rules; cheap to ask. */
  public long rulesEdition() {
    return ruleBook.edition();
  }

  @FunctionalInterface
  private interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  private <T> List<T> query(String sql, Row<T> mapping, String... parameters) {
    return database.asPlatform(
        () -> database.inTransaction(connection -> query(connection, sql, mapping, parameters)));
  }

  private static <T> List<T> query(
      Connection connection, String sql, Row<T> mapping, String... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      List<T> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(mapping.of(rows));
        }
      }
      return found;
    }
  }

  private static <T> Optional<T> first(List<T> found) {
    return found.stream().findFirst();
  }

  private static Organisation organisation(ResultSet row) throws SQLException {
    return new Organisation(row.getInt("id"), row.getString("code"), row.getString("name"));
  }

  private static Gateway gateway(ResultSet row) throws SQLException {
    return new Gateway(
        row.getInt("id"),
        row.getInt("organisation_id"),
        row.getInt("facility_id"),
        new GatewayAddress(row.getString("organisation"), row.getString("code")));
  }

  static Facility facility(ResultSet row) throws SQLException {
    return new Facility(
        row.getInt("id"),
        row.getInt("organisation_id"),
        row.getString("code"),
        row.getString("name"),
        ZoneId.of(row.getString("zone")),
        row.getDouble("latitude"),
        row.getDouble("longitude"));
  }

  private static Asset asset(ResultSet row, RuleBook.All said) throws SQLException {
    Facility facility =
        new Facility(
            row.getInt("facility_id"),
            row.getInt("organisation_id"),
            row.getString("facility_code"),
            row.getString("facility_name"),
            ZoneId.of(row.getString("zone")),
            row.getDouble("latitude"),
            row.getDouble("longitude"));
    int id = row.getInt("id");
    int organisationId = row.getInt("organisation_id");
    String type = row.getString("type");
    ActivityRule registered = ActivityRuleJson.stored(row.getString("rule"));
    return new Asset(
        id,
        organisationId,
        row.getString("organisation"),
        row.getString("organisation_name"),
        facility,
        row.getString("code"),
        row.getString("name"),
        type,
        words(row.getArray("capabilities")),
        said.history(id, organisationId, type, registered));
  }

  private static Set<String> words(Array array) throws SQLException {
    return Set.copyOf(Arrays.asList((String[]) array.getArray()));
  }
}
