package io.fallow.telemetry.enrolment;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.telemetry.enrolment.Credential.Kind;
import io.fallow.telemetry.registry.PasswordHash;
import io.fallow.telemetry.secret.Secret;
import io.fallow.telemetry.store.Database;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/**
 * By what gateways come in, from their creation to their removal. A gateway is created with a
 * one-time token; its program trades that for its first credential; that is replaced now and then,
 * the old one staying valid for a while; and at the end all of them are revoked.
 *
 * <p>A credential is made in a transaction that commits only when the brokers have taken it: what
 * an answer shows works at once, and where a broker does not answer nothing has happened. A
 * credential that is revoked is revoked first, and brokers are told then, by {@link Departures}
 * again and again until they have heard.
 *
 * <p>Safe for any number of threads; every call blocks, and throws {@link
 * io.fallow.telemetry.store.StoreException} when the database fails.
 */
public final class GatewayAccess {

  /** For how long a token can be used. */
  public static final Duration TOKEN_LIFE = Duration.ofHours(24);

  /** For how long a replaced credential stays valid where nobody says otherwise. */
  public static final Duration USUAL_OVERLAP = Duration.ofHours(24);

  /** For how long a replaced credential stays valid at most. */
  public static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

  private final Database database;
  private final Gate gate;
  private final List<URI> brokers;
  private final Logins logins;
  private final Departures departures;
  private final Comparison comparison;

  /**
   * Over a database and the gate of its brokers.
   *
   * @param brokers where gateways find them
   */
  public GatewayAccess(Database database, Gate gate, List<URI> brokers) {
    this.database = database;
    this.gate = gate;
    this.brokers = List.copyOf(brokers);
    this.logins = new Logins(database);
    this.departures = new Departures(database, gate);
    this.comparison = new Comparison(database, gate);
  }

  /** Where gateways find their brokers. */
  public List<URI> brokers() {
    return brokers;
  }

  /** What tells brokers who has to go. */
  public Departures departures() {
    return departures;
  }

  /** What holds a broker's list against the database. */
  public Comparison comparison() {
    return comparison;
  }

  /**
   * Creates a gateway at a facility of its organisation, or brings back a removed one without its
   * old credentials.
   *
   * @param by who does it
   * @return its token; empty if there is such a gateway, or no such facility
   */
  public Optional<EnrolmentToken> create(
      GatewayAddress address, String facility, String by, Instant now) {
    EnrolmentToken token = token(now);
    return database.inTransaction(
        connection -> {
          Optional<GatewayRow> gateway = GatewayRow.create(connection, address, facility, now);
          if (gateway.isEmpty()) {
            return Optional.empty();
          }
          new EnrolmentRows(connection).open(gateway.get(), token, now, by);
          return Optional.of(token);
        });
  }

  /** A new token of a gateway in the place of the one before; empty if there is no such gateway. */
  public Optional<EnrolmentToken> renewToken(GatewayAddress address, String by, Instant now) {
    EnrolmentToken token = token(now);
    return database.inTransaction(
        connection -> {
          Optional<GatewayRow> gateway = GatewayRow.lock(connection, address);
          if (gateway.isEmpty()) {
            return Optional.empty();
          }
          new EnrolmentRows(connection).open(gateway.get(), token, now, by);
          return Optional.of(token);
        });
  }

  private static EnrolmentToken token(Instant now) {
    return EnrolmentToken.until(now.plus(TOKEN_LIFE));
  }

  /** Makes a gateway's token worth nothing. Whether there was one. */
  public boolean withdrawToken(GatewayAddress address) {
    return database.inTransaction(
        connection -> {
          Optional<GatewayRow> gateway = GatewayRow.lock(connection, address);
          return gateway.isPresent() && new EnrolmentRows(connection).withdraw(gateway.get());
        });
  }

  /**
   * Trades a token for a credential: once, however many try at the same time. What the gateway had
   * before stays valid for the {@linkplain #USUAL_OVERLAP usual while}.
   *
   * @return empty for a token that is unknown, used, withdrawn or expired
   * @throws GateClosedException when a broker does not answer; the token can still be used then
   */
  public Optional<Issued> enrol(String token, Instant now) {
    String password = Secret.random();
    return database.inTransaction(
        connection -> {
          OptionalInt id = new EnrolmentRows(connection).use(token, now);
          Optional<GatewayRow> gateway =
              id.isEmpty() ? Optional.empty() : GatewayRow.lock(connection, id.getAsInt());
          return gateway.isEmpty()
              ? Optional.empty()
              : Optional.of(byItself(connection, gateway.get(), password, "enrolment", now));
        });
  }

  /**
   * Makes another credential; the one before stays valid for a while.
   *
   * @param overlap for how long; at most {@link #LONGEST_OVERLAP}
   * @param by who does it
   * @return empty if there is no such gateway
   * @throws GateClosedException when a broker does not answer; nothing has changed then
   */
  public Optional<Issued> rotate(
      GatewayAddress address, Kind kind, Duration overlap, String by, Instant now) {
    Optional<String> password =
        kind == Kind.PASSWORD ? Optional.of(Secret.random()) : Optional.empty();
    return database.inTransaction(
        connection -> {
          Optional<GatewayRow> gateway = GatewayRow.lock(connection, address);
          return gateway.isEmpty()
              ? Optional.empty()
              : Optional.of(issue(connection, gateway.get(), password, overlap, by, now));
        });
  }

  /**
   * Makes another credential for whoever has a valid one with a password, as {@link #rotate} does.
   *
   * @return empty for any other user name or password
   * @throws GateClosedException when a broker does not answer; nothing has changed then
   */
  public Optional<Issued> rotateOwn(String user, String password, Instant now) {
    if (!logins.mayConnect(user, password, now)) {
      return Optional.empty();
    }
    Login own = Login.of(user).orElseThrow();
    String next = Secret.random();
    return database.inTransaction(
        connection -> {
          Optional<GatewayRow> gateway = GatewayRow.lock(connection, own.gateway());
          return gateway.isPresent() && Logins.isValid(connection, own, now)
              ? Optional.of(byItself(connection, gateway.get(), next, "gateway", now))
              : Optional.empty();
        });
  }

  private static final String ACTOR = "SELECT set_config('fallow.actor', ?, true)";

  /** Issues to the gateway itself, as it is not a request of an organisation's that asks. */
  private Issued byItself(
      Connection connection, GatewayRow gateway, String password, String by, Instant now)
      throws SQLException {
    try (PreparedStatement set = connection.prepareStatement(ACTOR)) {
      set.setString(1, "gateway:" + gateway.address());
      set.execute();
    }
    return issue(connection, gateway, Optional.of(password), USUAL_OVERLAP, by, now);
  }

  private Issued issue(
      Connection connection,
      GatewayRow gateway,
      Optional<String> password,
      Duration overlap,
      String by,
      Instant now)
      throws SQLException {
    Kind kind = password.isPresent() ? Kind.PASSWORD : Kind.CERTIFICATE;
    String hash = password.map(secret -> PasswordHash.ofGenerated(secret).text()).orElse(null);
    CredentialRows rows = new CredentialRows(connection);
    rows.overlap(gateway, now, overlap);
    Credential made = rows.add(gateway, kind, hash, now, by);
    admitting(connection);
    gate.admit(made.login(), password);
    return new Issued(made, password);
  }

  private static final String ADMITTING =
      "SELECT pg_advisory_xact_lock_shared(" + Comparison.TURN + ")";

  /** Nobody takes a login for a stranger that is let in before the database says so. */
  private static void admitting(Connection connection) throws SQLException {
    try (Statement lock = connection.createStatement()) {
      lock.execute(ADMITTING);
    }
  }

  /**
   * Revokes one credential of a gateway.
   *
   * @return whether it was valid; its connection ends within moments
   */
  public boolean revoke(GatewayAddress address, UUID credential, Instant now) {
    return !ended(address, Optional.of(credential), now).isEmpty();
  }

  /**
   * Revokes all credentials of a gateway, and its token; its connections end within moments.
   *
   * @return whether there is such a gateway
   */
  public boolean revokeAll(GatewayAddress address, Instant now) {
    withdrawToken(address);
    ended(address, Optional.empty(), now);
    return standing(address, now).isPresent();
  }

  private Set<Login> ended(GatewayAddress address, Optional<UUID> one, Instant now) {
    Set<Login> ended =
        database.inTransaction(
            connection -> {
              Optional<GatewayRow> gateway = GatewayRow.lock(connection, address);
              return gateway.isEmpty()
                  ? Set.<Login>of()
                  : new CredentialRows(connection).end(gateway.get(), one, now);
            });
    departures.tell(ended, now);
    return ended;
  }

  /**
   * Removes a gateway: all its credentials end, and what it sends is rejected. What it sent stays.
   *
   * @return whether there was such a gateway
   */
  public boolean remove(GatewayAddress address, Instant now) {
    Optional<Set<Login>> ended =
        database.inTransaction(
            connection -> {
              Optional<GatewayRow> gateway = GatewayRow.lock(connection, address);
              if (gateway.isEmpty()) {
                return Optional.empty();
              }
              new EnrolmentRows(connection).withdraw(gateway.get());
              gateway.get().remove(connection, now);
              return Optional.of(
                  new CredentialRows(connection).end(gateway.get(), Optional.empty(), now));
            });
    ended.ifPresent(logins -> departures.tell(logins, now));
    return ended.isPresent();
  }

  /** How it stands with a gateway's credentials; empty if there is no such gateway. */
  public Optional<Standing> standing(GatewayAddress address, Instant now) {
    return database.inTransaction(
        connection -> {
          Optional<GatewayRow> gateway = GatewayRow.find(connection, address);
          return gateway.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new Standing(
                      new CredentialRows(connection).all(gateway.get()),
                      new EnrolmentRows(connection).of(gateway.get(), now)));
        });
  }
}
