package io.fallow.scheduler;

import com.nimbusds.jose.JWSAlgorithm;
import io.fallow.scheduler.api.ApiConfig;
import io.fallow.scheduler.api.auth.IssuerDocument;
import io.fallow.scheduler.api.auth.IssuerKeys;
import io.fallow.scheduler.api.auth.Limits;
import io.fallow.scheduler.api.auth.LocalIssuer;
import io.fallow.scheduler.api.auth.TokenTrust;
import io.fallow.scheduler.api.signin.ConsoleClient;
import io.fallow.scheduler.audit.AuditKeys;
import io.fallow.scheduler.telling.webhook.SecretBox;
import io.fallow.telemetry.ConfigException;
import io.fallow.telemetry.DatabaseVariables;
import io.fallow.telemetry.Environment;
import io.fallow.telemetry.GateVariables;
import io.fallow.telemetry.access.GateConfig;
import io.fallow.telemetry.store.DatabaseConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the scheduler runs, from environment variables:
 *
 * <ul>
 *   <li>{@code FALLOW_BIND} (127.0.0.1) and {@code FALLOW_HTTP_PORT} (8080; 0 takes a free one)
 *   <li>{@code FALLOW_HTTP_WAITING} (256): requests that may wait for a worker
 *   <li>{@code FALLOW_WEBHOOK_PRIVATE} (false): whether webhooks may lead to private addresses, and
 *       without TLS
 *   <li>{@code FALLOW_WEBHOOK_KEY_FILE}: a file of keys by which webhooks' secrets are sealed in
 *       the database, each a line of 32 bytes in base64; the first seals, all of them open
 *   <li>{@code FALLOW_AUDIT_KEY_FILE}: a file of keys under which the audit trail is sealed, each a
 *       line of 32 bytes in base64; the first seals, all of them are believed. Needed, but beside a
 *       local issuer: there one is made in its folder
 *   <li>how gateways are let in at the broker: {@link GateVariables}
 *   <li>{@code FALLOW_LIMIT_TOKEN} (50) and {@code FALLOW_LIMIT_ORGANISATION} (200): requests a
 *       second; {@code FALLOW_LIMIT_BURST} (4): seconds' worth of them at once; {@code
 *       FALLOW_LIMIT_CONCURRENT} (128): of one organisation at once; {@code FALLOW_LIMIT_FAILURES}
 *       (120): refused tokens a minute from one address; 0 is without limit
 *   <li>the database: {@link DatabaseVariables}, and {@code FALLOW_DB_POOL} (12): connections, and
 *       workers
 *   <li>{@code FALLOW_TOKEN_ISSUER}, {@code FALLOW_TOKEN_AUDIENCE} (fallow), {@code
 *       FALLOW_TOKEN_ALGORITHMS} (RS256,ES256), and the issuer's public keys: {@code
 *       FALLOW_TOKEN_JWKS_URL}, {@code FALLOW_TOKEN_JWKS_FILE} or {@code FALLOW_TOKEN_KEY_FILE}
 *       (PEM); without one of those the issuer's own configuration is asked where they are
 *   <li>{@code FALLOW_CONSOLE_CLIENT_ID}: as whom the console signs people in at that issuer, a
 *       public client; {@code FALLOW_CONSOLE_SCOPES} (openid profile offline_access) and {@code
 *       FALLOW_CONSOLE_PARAMETERS}, such as {@code audience=fallow}, go with its request. Without,
 *       a token is pasted into the console
 *   <li>instead of those, {@code FALLOW_LOCAL_ISSUER}: the folder of a local issuer's keys; on
 *       loopback only
 * </ul>
 *
 * @param requests another login for what is done for organisations
 * @param migrations another login for the schema
 * @param localIssuer present in local mode
 */
public record SchedulerConfig(
    ApiConfig api,
    DatabaseConfig database,
    Optional<DatabaseConfig> requests,
    Optional<DatabaseConfig> migrations,
    Optional<LocalIssuer> localIssuer,
    AuditKeys auditKeys,
    GateConfig gate) {

  private static final String AUDIT_KEY_FILE = "FALLOW_AUDIT_KEY_FILE";

  private static final String CLIENT = "FALLOW_CONSOLE_CLIENT_ID";
  private static final String SCOPES = "FALLOW_CONSOLE_SCOPES";
  private static final String PARAMETERS = "FALLOW_CONSOLE_PARAMETERS";

  private static final List<String> OTHER_ISSUER =
      List.of(
          CLIENT,
          PARAMETERS,
          SCOPES,
          "FALLOW_TOKEN_ALGORITHMS",
          "FALLOW_TOKEN_AUDIENCE",
          "FALLOW_TOKEN_ISSUER",
          "FALLOW_TOKEN_JWKS_FILE",
          "FALLOW_TOKEN_JWKS_URL",
          "FALLOW_TOKEN_KEY_FILE");

  private static final List<String> KEYS =
      List.of("FALLOW_TOKEN_JWKS_URL", "FALLOW_TOKEN_JWKS_FILE", "FALLOW_TOKEN_KEY_FILE");

  /**
   * Reads the environment and the key files that it names.
   *
   * @throws ConfigException naming every fault at once, and no secret
   */
  public static SchedulerConfig of(Map<String, String> env) {
    Environment vars = new Environment(env);
    String bind = vars.text("FALLOW_BIND").orElse("127.0.0.1");
    int port = vars.number("FALLOW_HTTP_PORT", 8080, 0, 65_535);
    int waiting = vars.number("FALLOW_HTTP_WAITING", 256, 0, 100_000);
    boolean privateWebhooks =
        vars.parsed("FALLOW_WEBHOOK_PRIVATE", SchedulerConfig::flag).orElse(false);
    Optional<SecretBox> secrets =
        vars.parsed("FALLOW_WEBHOOK_KEY_FILE", file -> SecretBox.of(read(file)));
    int pool = vars.number("FALLOW_DB_POOL", 12, 1, 500);
    DatabaseConfig database = DatabaseVariables.read(vars, "scheduler", pool);
    Optional<DatabaseConfig> requests = DatabaseVariables.requests(vars, database);
    Optional<DatabaseConfig> migrations = DatabaseVariables.migrations(vars, database);
    Optional<LocalIssuer> local = vars.parsed("FALLOW_LOCAL_ISSUER", SchedulerConfig::issuer);
    Optional<TokenTrust> trust =
        vars.isSet("FALLOW_LOCAL_ISSUER") ? local.map(LocalIssuer::trust) : trust(vars);
    refuseBoth(vars);
    Optional<AuditKeys> auditKeys = auditKeys(vars);
    Limits limits = limits(vars);
    Optional<ConsoleClient> console = console(vars);
    Optional<ApiConfig> api =
        trust.flatMap(
            t ->
                vars.checked(
                    () ->
                        new ApiConfig(
                            bind,
                            port,
                            t,
                            pool,
                            waiting,
                            privateWebhooks,
                            secrets.orElse(SecretBox.NONE),
                            limits,
                            console)));
    GateConfig gate = GateVariables.read(vars);
    vars.orThrow();
    return new SchedulerConfig(
        api.orElseThrow(), database, requests, migrations, local, auditKeys.orElseThrow(), gate);
  }

  /** The keys that the environment names. */
  static Optional<AuditKeys> auditKeys(Environment vars) {
    if (vars.isSet(AUDIT_KEY_FILE)) {
      return vars.parsed(AUDIT_KEY_FILE, file -> AuditKeys.read(Path.of(file)));
    }
    if (!vars.isSet("FALLOW_LOCAL_ISSUER")) {
      vars.fault(AUDIT_KEY_FILE + " is needed: keys under which the audit trail is sealed");
    }
    return vars.parsed("FALLOW_LOCAL_ISSUER", SchedulerConfig::localAuditKeys);
  }

  private static AuditKeys localAuditKeys(String folder) {
    try {
      return AuditKeys.open(localKeys(Path.of(folder)));
    } catch (UncheckedIOException failure) {
      throw new IllegalArgumentException("can't be used: " + failure.getCause(), failure);
    }
  }

  /** Where the audit's keys are beside those of a local issuer. */
  public static Path localKeys(Path issuer) {
    return issuer.resolve("audit.key");
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false");
    };
  }

  private static void refuseBoth(Environment vars) {
    for (String name : OTHER_ISSUER) {
      if (vars.isSet(name) && vars.isSet("FALLOW_LOCAL_ISSUER")) {
        vars.fault(name + " and FALLOW_LOCAL_ISSUER exclude each other");
      }
    }
  }

  private static LocalIssuer issuer(String folder) {
    try {
      return LocalIssuer.open(Path.of(folder));
    } catch (UncheckedIOException failure) {
      throw new IllegalArgumentException("can't be used: " + failure.getCause(), failure);
    }
  }

  private static Optional<TokenTrust> trust(Environment vars) {
    String issuer = vars.required("FALLOW_TOKEN_ISSUER");
    String audience = vars.text("FALLOW_TOKEN_AUDIENCE").orElse("fallow");
    Set<JWSAlgorithm> algorithms =
        vars.parsed("FALLOW_TOKEN_ALGORITHMS", TokenTrust::algorithms).orElse(TokenTrust.USUAL);
    Optional<IssuerKeys> keys = keys(vars, issuer);
    return keys.map(found -> new TokenTrust(issuer, audience, algorithms, found));
  }

  private static Optional<IssuerKeys> keys(Environment vars, String issuer) {
    List<String> given = KEYS.stream().filter(vars::isSet).toList();
    if (given.size() > 1) {
      vars.fault(String.join(" and ", given) + " exclude each other");
      return Optional.empty();
    }
    if (given.isEmpty()) {
      return issuer.isEmpty() ? Optional.empty() : discovered(vars, issuer);
    }
    return vars.parsed("FALLOW_TOKEN_KEY_FILE", file -> IssuerKeys.ofPem(read(file)))
        .or(() -> vars.parsed("FALLOW_TOKEN_JWKS_FILE", file -> IssuerKeys.ofJwks(read(file))))
        .or(() -> vars.parsed("FALLOW_TOKEN_JWKS_URL", url -> IssuerKeys.at(URI.create(url))));
  }

  private static Optional<IssuerKeys> discovered(Environment vars, String issuer) {
    try {
      return Optional.of(IssuerKeys.discoveredFrom(issuer));
    } catch (IllegalArgumentException noAddress) {
      vars.fault(
          "FALLOW_TOKEN_JWKS_URL, FALLOW_TOKEN_JWKS_FILE or FALLOW_TOKEN_KEY_FILE is needed: the"
              + " issuer's public keys, as FALLOW_TOKEN_ISSUER is no https:// address to ask for"
              + " them");
      return Optional.empty();
    }
  }

  private static Optional<ConsoleClient> console(Environment vars) {
    Optional<String> scopes = vars.text(SCOPES);
    Optional<Map<String, String>> parameters = vars.parsed(PARAMETERS, ConsoleClient::parameters);
    Optional<String> client = vars.text(CLIENT);
    if (client.isEmpty() && (scopes.isPresent() || vars.isSet(PARAMETERS))) {
      vars.fault(CLIENT + " is needed: as whom the console signs people in");
    }
    return client.flatMap(
        id ->
            vars.checked(
                () ->
                    new ConsoleClient(
                        signingIn(vars.text("FALLOW_TOKEN_ISSUER").orElse("")),
                        id,
                        scopes.orElse(ConsoleClient.USUAL_SCOPES),
                        parameters.orElse(Map.of()))));
  }

  private static String signingIn(String issuer) {
    try {
      IssuerDocument.requireSafe(issuer);
      return issuer;
    } catch (IllegalArgumentException fault) {
      throw new IllegalArgumentException(
          CLIENT + " needs a FALLOW_TOKEN_ISSUER that begins with https://", fault);
    }
  }

  private static Limits limits(Environment vars) {
    Limits usual = Limits.USUAL;
    return new Limits(
        vars.number("FALLOW_LIMIT_TOKEN", usual.tokenRate(), 0, 100_000),
        vars.number("FALLOW_LIMIT_ORGANISATION", usual.organisationRate(), 0, 100_000),
        vars.number("FALLOW_LIMIT_BURST", usual.burst(), 1, 600),
        vars.number("FALLOW_LIMIT_CONCURRENT", usual.concurrent(), 0, 100_000),
        vars.number("FALLOW_LIMIT_FAILURES", usual.failures(), 0, 100_000));
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException failure) {
      throw new IllegalArgumentException("can't be read", failure);
    }
  }
}
