package io.fallow.scheduler.api.signin;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * As whom the console signs people in at an OpenID provider: a public client, which has no secret.
 *
 * @param issuer the provider's; of one's own machine a path, which holds under each of its names
 * @param clientId by which the provider knows the console
 * @param scopes to ask for, separated by spaces
 * @param parameters of the authorization request besides, such as an {@code audience}
 */
public record ConsoleClient(
    String issuer, String clientId, String scopes, Map<String, String> parameters) {

  /** What is asked for where nothing is said: who somebody is, and to stay signed in. */
  public static final String USUAL_SCOPES = "openid profile offline_access";

  /** At the provider of one's own machine. */
  public static final ConsoleClient LOCAL =
      new ConsoleClient("/local", "fallow-console", USUAL_SCOPES, Map.of());

  /** What the flow itself says. */
  private static final Set<String> OF_THE_FLOW =
      Set.of(
          "client_id",
          "redirect_uri",
          "response_type",
          "response_mode",
          "scope",
          "state",
          "nonce",
          "code_challenge",
          "code_challenge_method");

  /** Takes a copy. */
  public ConsoleClient {
    if (!Set.of(scopes.split(" ", -1)).contains("openid")) {
      throw new IllegalArgumentException("the console's scopes must have openid among them");
    }
    parameters = Map.copyOf(parameters);
  }

  /**
   * Parameters of a query, such as {@code audience=fallow&prompt=login}.
   *
   * @throws IllegalArgumentException if it is none, or says what the flow itself says
   */
  public static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 1 ? "" : decoded(pair.substring(0, equals));
      if (name.isEmpty() || OF_THE_FLOW.contains(name)) {
        throw new IllegalArgumentException(
            "must be name=value pairs joined by &, and none of "
                + OF_THE_FLOW.stream().sorted().toList());
      }
      parameters.put(name, decoded(pair.substring(equals + 1)));
    }
    return parameters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** As the console is told of it. */
  public JsonObject json() {
    return new JsonObject()
        .put("issuer", issuer)
        .put("clientId", clientId)
        .put("scopes", scopes)
        .put("parameters", new JsonObject(Map.copyOf(parameters)));
  }

  /**
   * The origin of an address, as a content security policy names it.
   *
   * @throws IllegalArgumentException if the address has none
   */
  static String origin(String address) {
    try {
      URI uri = new URI(address);
      if (uri.getScheme() == null || uri.getHost() == null) {
        throw new IllegalArgumentException(address + " is no address");
      }
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      return uri.getScheme() + "://" + uri.getHost() + port;
    } catch (URISyntaxException fault) {
      throw new IllegalArgumentException(address + " is no address", fault);
    }
  }
}
