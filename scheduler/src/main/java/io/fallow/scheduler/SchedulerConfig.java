package io.fallow.scheduler;

import io.fallow.scheduler.api.ApiConfig;
import io.fallow.scheduler.api.auth.LocalIssuer;
import io.fallow.scheduler.api.auth.TokenTrust;
import io.fallow.scheduler.audit.AuditKeys;
import io.fallow.scheduler.telling.webhook.SecretBox;
import io.fallow.telemetry.ConfigException;
import io.fallow.telemetry.DatabaseVariables;
import io.fallow.telemetry.Environment;
import io.fallow.telemetry.GateVariables;
import io.fallow.telemetry.access.GateConfig;
import io.fallow.telemetry.store.DatabaseConfig;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
 *   <li>the database: {@link DatabaseVariables}, and {@code FALLOW_DB_POOL} (12): connections, and
 *       workers
 *   <li>{@code FALLOW_TOKEN_ISSUER}, {@code FALLOW_TOKEN_AUDIENCE} (fallow), and the issuer's
 *       public keys: {@code FALLOW_TOKEN_KEY_FILE} (PEM) or {@code FALLOW_TOKEN_JWKS_FILE}
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

  private static final List<String> OTHER_ISSUER =
      List.of(
          "FALLOW_TOKEN_AUDIENCE",
          "FALLOW_TOKEN_ISSUER",
          "FALLOW_TOKEN_JWKS_FILE",
          "FALLOW_TOKEN_KEY_FILE");

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
                            secrets.orElse(SecretBox.NONE))));
    GateConfig gate = GateVariables.read(vars);
    vars.orThrow();
    return new SchedulerConfig(
        api.orElseThrow(),
        database,
        requests,
        migrations,
        local,
        auditKeys.orElseThrow(),
        gate);
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
    if (!vars.isSet("FALLOW_TOKEN_KEY_FILE") && !vars.isSet("FALLOW_TOKEN_JWKS_FILE")) {
      vars.fault(
          "FALLOW_TOKEN_KEY_FILE or FALLOW_TOKEN_JWKS_FILE is needed: the issuer's public keys");
      return Optional.empty();
    }
    Optional<List<String>> pems = vars.parsed("FALLOW_TOKEN_KEY_FILE", file -> List.of(read(file)));
    Optional<List<JsonObject>> jwks = vars.parsed("FALLOW_TOKEN_JWKS_FILE", SchedulerConfig::jwks);
    if (pems.isEmpty() && jwks.isEmpty()) {
      return Optional.empty();
    }
    return vars.checked(
        () -> new TokenTrust(issuer, audience, pems.orElse(List.of()), jwks.orElse(List.of())));
  }

  private static List<JsonObject> jwks(String file) {
    try {
      return new JsonObject(read(file))
          .getJsonArray("keys").stream().map(JsonObject.class::cast).toList();
    } catch (DecodeException | ClassCastException | NullPointerException fault) {
      throw new IllegalArgumentException("holds no JWK set", fault);
    }
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException failure) {
      throw new IllegalArgumentException("can't be read", failure);
    }
  }
}
