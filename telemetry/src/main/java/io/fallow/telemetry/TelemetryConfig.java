package io.fallow.telemetry;

import io.fallow.telemetry.ingest.IngestConfig;
import io.fallow.telemetry.retention.RetentionConfig;
import io.fallow.telemetry.sparkplug.SparkplugConfig;
import io.fallow.telemetry.store.DatabaseConfig;
import io.fallow.telemetry.store.OtherLogins;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;

/**
 * How the pipeline runs, from environment variables:
 *
 * <ul>
 *   <li>the database: {@link DatabaseVariables}
 *   <li>{@code FALLOW_MQTT_URL} ({@code tcp://host:port} or {@code ssl://host:port}), {@code
 *       FALLOW_MQTT_USER}, {@code FALLOW_MQTT_PASSWORD}
 *   <li>{@code FALLOW_TELEMETRY_INSTANCE} (none): another for each instance, and the same at each
 *       start of one; its session at the broker is {@code fallow-telemetry-{instance}}
 *   <li>{@code FALLOW_MQTT_CLIENT}: the session's whole name instead
 *   <li>{@code FALLOW_INGEST_WINDOW} (1000): messages ahead of their acknowledgement
 *   <li>{@code FALLOW_INGEST_WRITERS} (2): threads that decode and write
 *   <li>{@code FALLOW_RETENTION_READINGS} (400), {@code FALLOW_RETENTION_LEDGER} (45), {@code
 *       FALLOW_RETENTION_REJECTS} (90): days for which each is kept
 *   <li>{@code FALLOW_SPARKPLUG_HOST} (none): under which name this is the host application of edge
 *       nodes that speak Sparkplug B
 *   <li>where operators ask how it is: {@link OpsConfig}
 *   <li>where a broker asks whom to let in: {@link BrokerPortConfig}
 * </ul>
 *
 * @param database its pools have room for the writers, for usage, for retention and for look-ups
 * @param logins of their own for some of the work
 * @param migrations another login for the schema
 */
public record TelemetryConfig(
    DatabaseConfig database,
    OtherLogins logins,
    Optional<DatabaseConfig> migrations,
    IngestConfig ingest,
    Optional<SparkplugConfig> sparkplug,
    RetentionConfig retention,
    OpsConfig ops,
    Optional<BrokerPortConfig> brokerPort) {

  private static final int OTHER_CONNECTIONS = 6;
  private static final int BROKERS_CONNECTIONS = 2;
  private static final int MOST_DAYS = 36_500;
  private static final String SESSION = "fallow-telemetry";
  private static final String BROKER_FORM = "must be tcp://host:port or ssl://host:port";

  /**
   * Reads the environment.
   *
   * @throws ConfigException naming every fault at once, and no secret
   */
  public static TelemetryConfig of(Map<String, String> variables) {
    Environment env = new Environment(variables);
    env.required("FALLOW_MQTT_URL");
    Optional<URI> broker = env.parsed("FALLOW_MQTT_URL", TelemetryConfig::broker);
    String mqttUser = env.required("FALLOW_MQTT_USER");
    String mqttPassword = env.required("FALLOW_MQTT_PASSWORD");
    String client = session(env);
    int window = env.number("FALLOW_INGEST_WINDOW", 1_000, 1, 65_535);
    int writers = env.number("FALLOW_INGEST_WRITERS", 2, 1, 64);
    Optional<BrokerPortConfig> brokerPort = BrokerPortConfig.read(env);
    int others = OTHER_CONNECTIONS + (brokerPort.isPresent() ? BROKERS_CONNECTIONS : 0);
    DatabaseConfig database = DatabaseVariables.read(env, "telemetry", writers + others);
    OtherLogins logins = OtherLogins.ofIngest(DatabaseVariables.ingest(env, database));
    Optional<DatabaseConfig> migrations = DatabaseVariables.migrations(env, database);
    RetentionConfig retention = retention(env);
    Optional<SparkplugConfig> sparkplug =
        broker.flatMap(
            uri ->
                env.parsed(
                    "FALLOW_SPARKPLUG_HOST",
                    host -> new SparkplugConfig(uri, mqttUser, mqttPassword, host)));
    OpsConfig ops = OpsConfig.read(env);
    env.orThrow();
    IngestConfig usual = IngestConfig.of(broker.orElseThrow(), mqttUser, mqttPassword, client);
    return new TelemetryConfig(
        database,
        logins,
        migrations,
        usual.with(window, writers),
        sparkplug,
        retention,
        ops,
        brokerPort);
  }

  private static RetentionConfig retention(Environment env) {
    return RetentionConfig.ofDays(
        env.number("FALLOW_RETENTION_READINGS", 400, 7, MOST_DAYS),
        env.number("FALLOW_RETENTION_LEDGER", 45, 1, MOST_DAYS),
        env.number("FALLOW_RETENTION_REJECTS", 90, 1, MOST_DAYS));
  }

  /** The client id, which names the session at the broker. */
  private static String session(Environment env) {
    Optional<String> instance = env.parsed("FALLOW_TELEMETRY_INSTANCE", TelemetryConfig::instance);
    Optional<String> whole = env.text("FALLOW_MQTT_CLIENT");
    if (instance.isPresent() && whole.isPresent()) {
      env.fault(
          "FALLOW_MQTT_CLIENT names the session that FALLOW_TELEMETRY_INSTANCE names too: set one");
    }
    return whole.orElseGet(() -> instance.map(name -> SESSION + "-" + name).orElse(SESSION));
  }

  private static String instance(String name) {
    if (!name.matches("[A-Za-z0-9_.-]{1,60}")) {
      throw new IllegalArgumentException("must be letters, digits, dots and dashes");
    }
    return name;
  }

  private static URI broker(String text) {
    try {
      URI uri = new URI(text);
      boolean known = "tcp".equals(uri.getScheme()) || "ssl".equals(uri.getScheme());
      if (known && uri.getHost() != null && uri.getPort() > 0 && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException wrong) {
      throw new IllegalArgumentException(BROKER_FORM, wrong);
    }
    throw new IllegalArgumentException(BROKER_FORM);
  }
}
