package io.fallow.gateway.credentials;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fallow.gateway.wire.GatewayAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Turns a one-time token into credentials, at the platform's {@code POST /api/v1/enrolments}. */
public final class Enrolment {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI platform;

  /**
   * At a platform.
   *
   * @param platform its address, such as {@code https://fallow.example}
   * @throws CredentialsException if a token would go over the network for all to read
   */
  public Enrolment(URI platform) throws CredentialsException {
    boolean secure = "https".equals(platform.getScheme());
    if (platform.getHost() == null || !(secure || "http".equals(platform.getScheme()))) {
      throw new CredentialsException("a platform's address is https://host, not " + platform);
    }
    if (!secure && !isThisMachine(platform.getHost())) {
      throw new CredentialsException(
          "a token is not sent to " + platform.getHost() + " without encryption: use https");
    }
    this.platform = platform;
  }

  private static boolean isThisMachine(String host) throws CredentialsException {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new CredentialsException("there is no host " + host, e);
    }
  }

  /**
   * Asks for credentials; blocks for a quarter of a minute at most.
   *
   * @throws CredentialsException if there are none; the token may be used up only when the platform
   *     has answered
   */
  public Credentials with(String token) throws CredentialsException, InterruptedException {
    String body = JSON.createObjectNode().put("token", token).toString();
    HttpRequest request =
        HttpRequest.newBuilder(platform.resolve("/api/v1/enrolments"))
            .header("Content-Type", "application/json")
            .timeout(PATIENCE)
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
      return credentials(client.send(request, BodyHandlers.ofString()));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new CredentialsException(platform + " answers, but not as Fallow does", e);
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new CredentialsException(platform + " cannot be reached: " + why, e);
    }
  }

  private Credentials credentials(HttpResponse<String> answer)
      throws CredentialsException, JsonProcessingException {
    JsonNode json = JSON.readTree(answer.body());
    if (answer.statusCode() / 100 != 2) {
      String detail = json.path("detail").asText(json.path("title").asText());
      throw new CredentialsException(
          "%s refuses the token (%d): %s".formatted(platform, answer.statusCode(), detail));
    }
    List<URI> brokers = new ArrayList<>();
    json.path("brokers").forEach(each -> brokers.add(URI.create(each.asText())));
    return new Credentials(
        GatewayAddress.parse(required(json, "gateway")),
        required(json, "user"),
        required(json, "password"),
        brokers,
        platform);
  }

  private static String required(JsonNode json, String key) {
    String text = json.path(key).asText();
    if (text.isBlank()) {
      throw new IllegalArgumentException("no " + key);
    }
    return text;
  }
}
