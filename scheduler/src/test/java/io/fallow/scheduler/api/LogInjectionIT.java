package io.fallow.scheduler.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Whoever sends lines to the API writes none into its log. */
class LogInjectionIT {

  private static final String FORGED = "12:00:00 ERROR forged";
  private static final List<String> HOSTILE =
      List.of(
          "a\r\n" + FORGED,
          "a\n" + FORGED,
          "a\u0085" + FORGED,
          "a\u2028" + FORGED,
          "\u001b[2J\u001b[31m" + FORGED,
          "a\u0000\u0007\b" + FORGED);

  @TempDir Path folder;
  private ApiWorld world;
  private ShippedLog log;

  @BeforeEach
  void open() throws IOException {
    world = new ApiWorld(folder);
    log = new ShippedLog("/io/fallow/scheduler/logback.xml");
  }

  @AfterEach
  void close() {
    log.close();
    world.close();
  }

  @Test
  void whateverARequestBringsTheLogHasOurLinesAlone() throws Exception {
    String token = "Bearer " + world.token(ApiWorld.LENA);
    for (String each : HOSTILE) {
      String encoded = URLEncoder.encode(each, StandardCharsets.UTF_8);
      for (String path : List.of("assets/", "gateways/", "windows?type=", "reservations?cursor=")) {
        world.send(world.request("/api/v1/" + path + encoded).header("Authorization", token));
      }
      raw("GET /api/v1/assets HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + each);
      raw("GET /api/v1/assets HTTP/1.1\r\nHost: x\r\nAuthorization: " + token + each);
      raw("GET /api/v1/assets HTTP/1.1\r\nHost: " + each + "\r\nAuthorization: " + token);
      raw("GET /" + each + " HTTP/1.1\r\nHost: x");
      String body = new JsonObject().put("token", each).put(each, each).encode();
      world.send(posted("/api/v1/enrolments", body));
      String login = new JsonObject().put("user", each).put("password", each).encode();
      world.send(posted("/api/v1/enrolments/rotation", login));
      world.send(posted("/api/v1/keys", body).header("Authorization", token));
      JsonObject hook =
          new JsonObject().put("url", "http://127.0.0.1:9/" + encoded).put("description", each);
      world.send(posted("/api/v1/webhooks", hook.encode()).header("Authorization", token));
    }
    assertThat(log.forged()).isEmpty();
  }

  @Test
  void whatIsToldAllTheSameIsOneLine() {
    for (String each : HOSTILE) {
      LoggerFactory.getLogger("io.fallow.scheduler.Test").warn("{} was refused", each);
    }
    assertThat(log.lines()).filteredOn(line -> line.contains(FORGED)).hasSize(HOSTILE.size());
    assertThat(log.forged()).isEmpty();
  }

  private HttpRequest.Builder posted(String path, String body) {
    return world
        .request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private void raw(String head) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), world.port)) {
      String whole = head + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(whole.getBytes(StandardCharsets.UTF_8));
      assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
    }
  }
}
