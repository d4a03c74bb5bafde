package io.fallow.telemetry;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The environment variables of all of Fallow's processes, so that they can share one environment:
 * each uses its own, overlooks the others', and refuses what is nobody's, which is a misspelling.
 */
public final class KnownVariables {

  private static final String OURS = "FALLOW_";

  private static final Set<String> NAMES =
      Set.of(
          // where things are: several processes
          "FALLOW_DB_URL",
          "FALLOW_DB_USER",
          "FALLOW_DB_API_PASSWORD",
          "FALLOW_DB_API_USER",
          "FALLOW_DB_INGEST_PASSWORD",
          "FALLOW_DB_INGEST_USER",
          "FALLOW_DB_MIGRATION_PASSWORD",
          "FALLOW_DB_MIGRATION_USER",
          "FALLOW_DB_PASSWORD",
          "FALLOW_BIND",
          "FALLOW_HTTP_PORT",
          // gateway
          "FALLOW_GATEWAY_PASSWORD",
          "FALLOW_GATEWAY_USER",
          // telemetry
          "FALLOW_MQTT_URL",
          "FALLOW_MQTT_USER",
          "FALLOW_MQTT_PASSWORD",
          "FALLOW_MQTT_CLIENT",
          "FALLOW_TELEMETRY_INSTANCE",
          "FALLOW_INGEST_WINDOW",
          "FALLOW_INGEST_WRITERS",
          "FALLOW_RETENTION_READINGS",
          "FALLOW_RETENTION_LEDGER",
          "FALLOW_RETENTION_REJECTS",
          "FALLOW_SPARKPLUG_HOST",
          "FALLOW_BROKER_HTTP_BIND",
          "FALLOW_BROKER_HTTP_PORT",
          "FALLOW_BROKER_HTTP_SECRET",
          "FALLOW_OPS_BIND",
          "FALLOW_OPS_PORT",
          // scheduler
          "FALLOW_AUDIT_KEY_FILE",
          "FALLOW_GATEWAY_BROKERS",
          "FALLOW_BROKER_LIST_URL",
          "FALLOW_BROKER_LIST_USER",
          "FALLOW_BROKER_LIST_PASSWORD",
          "FALLOW_EMQX_URL",
          "FALLOW_EMQX_KEY",
          "FALLOW_EMQX_SECRET",
          "FALLOW_DB_POOL",
          "FALLOW_HTTP_WAITING",
          "FALLOW_WEBHOOK_KEY_FILE",
          "FALLOW_WEBHOOK_PRIVATE",
          "FALLOW_CONSOLE_CLIENT_ID",
          "FALLOW_CONSOLE_PARAMETERS",
          "FALLOW_CONSOLE_SCOPES",
          "FALLOW_TOKEN_ISSUER",
          "FALLOW_TOKEN_AUDIENCE",
          "FALLOW_TOKEN_KEY_FILE",
          "FALLOW_TOKEN_JWKS_FILE",
          "FALLOW_TOKEN_JWKS_URL",
          "FALLOW_TOKEN_ALGORITHMS",
          "FALLOW_LIMIT_TOKEN",
          "FALLOW_LIMIT_ORGANISATION",
          "FALLOW_LIMIT_BURST",
          "FALLOW_LIMIT_CONCURRENT",
          "FALLOW_LIMIT_FAILURES",
          "FALLOW_LOCAL_ISSUER",
          // local stack
          "FALLOW_HOME",
          "FALLOW_MQTT_PORT",
          "FALLOW_SPEED",
          "FALLOW_HISTORY_DAYS",
          // tests
          "FALLOW_TEST_DATABASE_IMAGE");

  private KnownVariables() {}

  /** Their names, sorted. */
  public static Set<String> names() {
    return new TreeSet<>(NAMES);
  }

  static boolean contains(String name) {
    return NAMES.contains(name);
  }

  /** What is wrong with a name: that it looks like one of ours and is none. */
  static Optional<String> fault(String name) {
    if (!name.startsWith(OURS) || contains(name)) {
      return Optional.empty();
    }
    String hint =
        Misspelling.of(name, OURS.length(), names())
            .map(meant -> "did you mean " + meant + "?")
            .orElseGet(() -> "there are " + String.join(", ", names()));
    return Optional.of(name + " is unknown; " + hint);
  }
}
