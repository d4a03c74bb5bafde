package io.fallow.telemetry.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fallow.telemetry.enrolment.Gate;
import io.fallow.telemetry.enrolment.GateClosedException;
import io.fallow.telemetry.enrolment.Login;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The gate of an EMQX cluster. It asks about each login ({@link BrokerRoutes}) and has no list of
 * its own; whose connections are to end it is told by its REST API, version 5: the clients of a
 * user name are looked up, and each is put out. The result of a question about a topic may stay in
 * a session's cache, but not longer than the session: so it ends with it.
 *
 * <p>{@code GET /clients?username=} answers 200 with those of exactly that name, {@code DELETE
 * /clients/{clientid}} 204, and 404 for one that has gone.
 *
 * @see <a href="https://docs.emqx.com/en/emqx/latest/admin/api.html">the REST API</a>
 * @see <a
 *     href="https://github.com/emqx/emqx/blob/master/apps/emqx_management/src/emqx_mgmt_api_clients.erl">its
 *     part on clients</a>
 * @see <a href=
 *     "https://docs.emqx.com/en/emqx/latest/access-control/authz/authz.html#client-authorization-cache">the
 *     cache</a>
 */
public final class EmqxGate implements Gate {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int MOST_CLIENTS = 1_000;

  private final EmqxApi api;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  /** Of this cluster. */
  public EmqxGate(EmqxApi api) {
    this.api = api;
  }

  @Override
  public void admit(Login login, Optional<String> password) {}

  @Override
  public void dismiss(Set<Login> logins) {
    for (Login each : logins) {
      clients(each.user()).forEach(this::putOut);
    }
  }

  @Override
  public Optional<Set<Login>> listed() {
    return Optional.empty();
  }

  private List<String> clients(String user) {
    String query = "/clients?limit=" + MOST_CLIENTS + "&username=" + encoded(user);
    HttpResponse<String> response = send(request(query).GET());
    if (response.statusCode() != 200) {
      throw new GateClosedException("EMQX answers " + response.statusCode() + " to " + query);
    }
    try {
      List<String> found = new ArrayList<>();
      for (JsonNode each : JSON.readTree(response.body()).path("data")) {
        if (user.equals(each.path("username").asText())) {
          found.add(each.path("clientid").asText());
        }
      }
      return found;
    } catch (IOException malformed) {
      throw new GateClosedException("EMQX answers what is no JSON", malformed);
    }
  }

  private void putOut(String client) {
    int status = send(request("/clients/" + encoded(client)).DELETE()).statusCode();
    if (status != 204 && status != 404) {
      throw new GateClosedException("EMQX answers " + status + " when a client is to be put out");
    }
  }

  private HttpRequest.Builder request(String path) {
    String login = api.key() + ":" + api.secret();
    return HttpRequest.newBuilder(URI.create(api.url() + "/api/v5" + path))
        .timeout(PATIENCE)
        .header(
            "Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException away) {
      throw new GateClosedException("EMQX can't be reached: " + away.getMessage(), away);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      throw new GateClosedException("interrupted while EMQX was asked", closing);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
