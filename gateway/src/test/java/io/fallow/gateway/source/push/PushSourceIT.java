package io.fallow.gateway.source.push;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fallow.gateway.source.SourceHealth.Standing;
import io.fallow.gateway.source.Taken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the port at which readings are handed in promises to machines and programs. */
class PushSourceIT {

  private static final String TOKEN = "0123456789abcdef";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String GOOD = reading("mri-1", "\"powerW\":1200");

  private final Taken taken = new Taken();
  private final HttpClient client = HttpClient.newHttpClient();
  private PushSource source;

  @BeforeEach
  void start() {
    source =
        new PushSource("push", "127.0.0.1", 0, TOKEN, Set.of("mri-1", "mri-2"), Clock.systemUTC());
    source.start(taken);
    await().atMost(PATIENCE).until(() -> source.port() > 0);
  }

  @AfterEach
  void stop() {
    source.close();
  }

  @Test
  void answersWhenAllIsKept() throws Exception {
    HttpResponse<String> answer =
        post(body(GOOD, reading("mri-2", "\"activity\":\"IN_USE\",\"counter\":7")));

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(taken.readings()).hasSize(2);
    assertThat(source.health().readings()).isEqualTo(2);
    assertThat(source.health().standing()).isEqualTo(Standing.OK);
  }

  @Test
  void tellsEveryFaultAndKeepsNothing() throws Exception {
    HttpResponse<String> answer =
        post(
            body(
                GOOD,
                reading("mri-1", "\"powerW\":-1"),
                reading("mri-1", "\"powerW\":\"much\""),
                reading("scanner-9", "\"powerW\":5")));

    assertThat(answer.statusCode()).isEqualTo(400);
    JsonNode problem = problem(answer);
    assertThat(problem.get("faults")).hasSize(3);
    assertThat(problem.get("faults").get(2).asText()).contains("scanner-9");
    assertThat(taken.readings()).isEmpty();
    assertThat(source.health().refused()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"readings\":[]}",
        "{\"readings\":7}",
        "{\"readings\":[{\"asset\":\"mri-1\",\"time\":\"2026-11-28T09:00:00Z\",\"powerW\":NaN}]}",
        "{\"readings\":[{\"asset\":\"mri-1\",\"time\":\"2026-11-28T09:00:00Z\",\"powerW\":1e999}]}",
        "{\"readings\":[{\"asset\":\"mri-1\",\"time\":\"soon\",\"powerW\":1}]}"
      })
  void refusesWhatAreNoReadings(String body) throws Exception {
    HttpResponse<String> answer = post(body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(problem(answer).get("faults")).isNotEmpty();
    assertThat(taken.readings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer 0123456789abcdeg",
        "Bearer 0123456789abcde",
        "Bearer 0123456789abcdef0",
        "bearer",
        "Basic 0123456789abcdef"
      })
  void refusesAWrongToken(String authorization) throws Exception {
    HttpResponse<String> answer =
        send(request("/readings").header("Authorization", authorization).POST(text(body(GOOD))));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(taken.readings()).isEmpty();
  }

  @Test
  void refusesAHeaderOfOtherLetters() throws Exception {
    String answer =
        raw(
            String.join(
                "\r\n",
                "POST /readings HTTP/1.1",
                "Host: x",
                "Authorization: Bearer \u00fc\u00e9",
                "Content-Length: 0",
                "Connection: close",
                "",
                ""));

    assertThat(answer).startsWith("HTTP/1.1 401");
  }

  @Test
  void knowsOneAddressAndOneMethod() throws Exception {
    assertThat(send(authorized("/").GET()).statusCode()).isEqualTo(404);
    assertThat(send(authorized("/readings/1").POST(text(GOOD))).statusCode()).isEqualTo(404);
    HttpResponse<String> get = send(authorized("/readings").GET());
    assertThat(get.statusCode()).isEqualTo(405);
    assertThat(get.headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void refusesMoreThanAMegabyte() throws Exception {
    assertThat(post(" ".repeat(1 << 20) + body(GOOD)).statusCode()).isEqualTo(413);
    assertThat(post(body(GOOD) + " ".repeat(1_000_000)).statusCode()).isEqualTo(204);
  }

  @Test
  void asksToComeAgainWhenNothingCanBeKept() throws Exception {
    taken.full(true);
    HttpResponse<String> answer = post(body(GOOD));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("10");
    assertThat(problem(answer).get("title").asText()).contains("the queue is full");

    taken.full(false);
    assertThat(post(body(GOOD)).statusCode()).isEqualTo(204);
    assertThat(taken.readings()).hasSize(1);
  }

  @Test
  void takesManyAtOnce() {
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      answers.add(
          client
              .sendAsync(
                  authorized("/readings").POST(text(body(GOOD))).build(), BodyHandlers.ofString())
              .thenApply(HttpResponse::statusCode));
    }
    assertThat(answers).extracting(CompletableFuture::join).containsOnly(204);
    assertThat(taken.readings()).hasSize(60);
  }

  @Test
  void answersOthersWhileSomeAreSlow() throws Exception {
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), source.port());
      socket
          .getOutputStream()
          .write(
              ("POST /readings HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                      + TOKEN
                      + "\r\nContent-Length: 100\r\n\r\n{")
                  .getBytes(US_ASCII));
      slow.add(socket);
    }
    assertThat(post(body(GOOD)).statusCode()).isEqualTo(204);
    for (Socket each : slow) {
      each.close();
    }
  }

  @Test
  void saysThatItsPortIsTaken() {
    try (PushSource second =
        new PushSource("other", "127.0.0.1", source.port(), TOKEN, Set.of(), Clock.systemUTC())) {
      second.start(taken);
      await().atMost(PATIENCE).until(() -> second.health().trouble().isPresent());
      assertThat(second.health().trouble().orElseThrow()).contains("cannot be listened at");
    }
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), source.port())) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private HttpResponse<String> post(String body) throws Exception {
    return send(authorized("/readings").POST(text(body)));
  }

  private HttpRequest.Builder authorized(String path) {
    return request(path).header("Authorization", "Bearer " + TOKEN);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + source.port() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpRequest.BodyPublisher text(String body) {
    return BodyPublishers.ofString(body);
  }

  private static JsonNode problem(HttpResponse<String> answer) throws IOException {
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    return new ObjectMapper().readTree(answer.body());
  }

  private static String body(String... readings) {
    return "{\"readings\":[" + String.join(",", readings) + "]}";
  }

  private static String reading(String asset, String values) {
    return "{\"asset\":\"%s\",\"time\":\"2026-11-28T09:00:00Z\",%s}".formatted(asset, values);
  }
}
