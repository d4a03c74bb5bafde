package io.fallow.telemetry;

import io.fallow.telemetry.access.BrokerAdmin;
import io.fallow.telemetry.access.EmqxApi;
import io.fallow.telemetry.access.GateConfig;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How gateways are let in at the broker, from environment variables:
 *
 * <ul>
 *   <li>{@code FALLOW_GATEWAY_BROKERS}: addresses that a gateway is told when it enrols, with
 *       commas between them
 *   <li>a Mosquitto with dynamic security: {@code FALLOW_BROKER_LIST_URL} ({@code tcp://host:port}
 *       or {@code ssl://host:port}), {@code FALLOW_BROKER_LIST_USER} (fallow-admin), {@code
 *       FALLOW_BROKER_LIST_PASSWORD}
 *   <li>or an EMQX, whose REST API ends connections: {@code FALLOW_EMQX_URL}, {@code
 *       FALLOW_EMQX_KEY}, {@code FALLOW_EMQX_SECRET}
 * </ul>
 */
public final class GateVariables {

  private GateVariables() {}

  /** Reads them. Of use only when {@link Environment#orThrow} finds nothing wrong. */
  public static GateConfig read(Environment env) {
    Optional<BrokerAdmin> mosquitto = Optional.empty();
    if (env.isSet("FALLOW_BROKER_LIST_URL")) {
      String user = env.text("FALLOW_BROKER_LIST_USER").orElse("fallow-admin");
      String password = env.required("FALLOW_BROKER_LIST_PASSWORD");
      mosquitto =
          env.parsed("FALLOW_BROKER_LIST_URL", GateVariables::broker)
              .map(uri -> new BrokerAdmin(uri, user, password));
    }
    Optional<EmqxApi> emqx = Optional.empty();
    if (env.isSet("FALLOW_EMQX_URL")) {
      String key = env.required("FALLOW_EMQX_KEY");
      String secret = env.required("FALLOW_EMQX_SECRET");
      emqx =
          env.parsed(
                  "FALLOW_EMQX_URL", text -> uri(text, Set.of("http", "https"), "http://host:port"))
              .map(uri -> new EmqxApi(uri, key, secret));
    }
    if (mosquitto.isPresent() && emqx.isPresent()) {
      env.fault("FALLOW_BROKER_LIST_URL and FALLOW_EMQX_URL exclude each other");
    }
    List<URI> brokers =
        env.parsed("FALLOW_GATEWAY_BROKERS", GateVariables::brokers).orElse(List.of());
    return new GateConfig(mosquitto, emqx, brokers);
  }

  private static List<URI> brokers(String text) {
    return Arrays.stream(text.split(",", -1)).map(GateVariables::broker).toList();
  }

  private static URI broker(String text) {
    return uri(text, Set.of("tcp", "ssl"), "tcp://host:port or ssl://host:port");
  }

  private static URI uri(String text, Set<String> schemes, String form) {
    URI uri;
    try {
      uri = URI.create(text.strip());
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException("must be " + form, malformed);
    }
    boolean fine =
        schemes.contains(String.valueOf(uri.getScheme()))
            && uri.getHost() != null
            && uri.getUserInfo() == null
            && String.valueOf(uri.getPath()).isEmpty();
    if (!fine) {
      throw new IllegalArgumentException("must be " + form);
    }
    return uri;
  }
}
