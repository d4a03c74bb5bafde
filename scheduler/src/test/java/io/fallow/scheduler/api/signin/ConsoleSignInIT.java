package io.fallow.scheduler.api.signin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.fallow.scheduler.api.ApiConfig;
import io.fallow.scheduler.api.ApiServer;
import io.fallow.scheduler.api.ApiWorld;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleSignInIT {

  private static final String TOKENS = "https://tokens.example:8443";

  /** An issuer that is away until it is told to answer. */
  private static HttpServer issuer(AtomicBoolean there) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String name = "http://127.0.0.1:" + server.getAddress().getPort();
    byte[] said =
        new JsonObject()
            .put("issuer", name + "/realm")
            .put("token_endpoint", TOKENS + "/token?x=1")
            .encode()
            .getBytes(UTF_8);
    server.createContext(
        "/realm/.well-known/openid-configuration",
        exchange -> {
          exchange.sendResponseHeaders(there.get() ? 200 : 503, said.length);
          exchange.getResponseBody().write(said);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + port + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  private static String reached(int port) throws Exception {
    String policy = get(port, "/").headers().firstValue("Content-Security-Policy").orElseThrow();
    return policy.replaceFirst(".*connect-src ([^;]*);.*", "$1");
  }

  @Test
  void theConsoleIsToldWhereToSignInAndMayReachTheIssuerAndWhereItGivesTokensAndNobodyElse(
      @TempDir Path folder) throws Exception {
    AtomicBoolean there = new AtomicBoolean();
    HttpServer issuer = issuer(there);
    try (ApiWorld world = new ApiWorld(folder)) {
      String origin = "http://127.0.0.1:" + issuer.getAddress().getPort();
      ConsoleClient client =
          new ConsoleClient(origin + "/realm", "fallow", "openid", Map.of("audience", "fallow"));
      ApiServer server =
          world.production(
              new ApiConfig("127.0.0.1", 0, world.issuer.trust(), 2, 8).signingIn(client));
      int port = ApiWorld.settled(server.start());
      JsonObject mode = new JsonObject(get(port, "/console/mode.json").body());
      assertThat(mode)
          .isEqualTo(
              new JsonObject()
                  .put("local", false)
                  .put(
                      "signIn",
                      new JsonObject()
                          .put("issuer", origin + "/realm")
                          .put("clientId", "fallow")
                          .put("scopes", "openid")
                          .put("parameters", new JsonObject().put("audience", "fallow"))));
      assertThat(reached(port)).isEqualTo("'self' " + origin);
      there.set(true);
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> assertThat(reached(port)).isEqualTo("'self' " + origin + " " + TOKENS));
      assertThat(get(port, "/local/authorize").statusCode()).isEqualTo(404);
      assertThat(get(port, "/local/people").statusCode()).isEqualTo(404);
      assertThat(reached(world.port)).isEqualTo("'self'");
      ApiWorld.settled(server.close());
    } finally {
      issuer.stop(0);
    }
  }
}
