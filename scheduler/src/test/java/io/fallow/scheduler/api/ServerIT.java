package io.fallow.scheduler.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fallow.scheduler.api.auth.Caller;
import io.fallow.scheduler.api.auth.LocalIssuer;
import io.fallow.telemetry.ops.PortTaken;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerIT {

  @TempDir static Path folder;
  @TempDir static Path otherFolder;
  private static ApiWorld world;

  @BeforeAll
  static void start() {
    world = new ApiWorld(folder);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void withoutATokenNothingIsTold() throws Exception {
    Reply reply = world.send(world.request("/api/v1/assets"));
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.code()).isEqualTo("token-missing");
    assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"fallow\"");
  }

  @Test
  void aForeignTokenIsRefused() throws Exception {
    LocalIssuer other = LocalIssuer.open(otherFolder);
    String token = other.token(ApiWorld.LENA, ApiWorld.START, Duration.ofHours(1));
    Reply reply =
        world.send(world.request("/api/v1/me").header("Authorization", "Bearer " + token));
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.code()).isEqualTo("token-invalid");
    assertThat(reply.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
  }

  @Test
  void anExpiredTokenIsRefused() throws Exception {
    String token =
        world.issuer.token(
            ApiWorld.LENA, ApiWorld.START.minus(Duration.ofHours(2)), Duration.ofHours(1));
    Reply reply =
        world.send(world.request("/api/v1/me").header("Authorization", "Bearer " + token));
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.code()).isEqualTo("token-expired");
  }

  @Test
  void anOrganisationThatIsNotRegisteredIsTurnedAway() throws Exception {
    Caller stranger = ApiWorld.STRANGER;
    Reply reply = world.get(stranger, "/api/v1/assets");
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.code()).isEqualTo("not-a-member");
  }

  @Test
  void anUnknownAddressAndAWrongMethodAreNamed() throws Exception {
    Reply unknown = world.get(ApiWorld.LENA, "/api/v1/nothing");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.code()).isEqualTo("not-found");
    Reply method = world.send(world.as(ApiWorld.LENA, "/api/v1/assets").DELETE());
    assertThat(method.status()).isEqualTo(405);
    assertThat(method.code()).isEqualTo("method-not-allowed");
    assertThat(method.header("Allow")).contains("GET");
    assertThat(world.send(world.request("/nothing")).code()).isEqualTo("not-found");
  }

  @Test
  void aBrokenEscapeInTheAddressIsABadRequest() throws Exception {
    String reply =
        RawHttp.get(
            world.port, "/api/v1/windows?type=%zz", "localhost", world.token(ApiWorld.HANNA));
    assertThat(reply).startsWith("HTTP/1.1 400").contains("application/problem+json");
  }

  @Test
  void whatIsTooLongForHttpIsAProblemToo() throws Exception {
    String path = "/api/v1/me?" + "x".repeat(5_000);
    assertThat(RawHttp.get(world.port, path, "localhost", ""))
        .startsWith("HTTP/1.0 414")
        .contains("application/problem+json", "\"code\":\"uri-too-long\"");
    assertThat(RawHttp.get(world.port, "/api/v1/me", "localhost", "x".repeat(9_000)))
        .startsWith("HTTP/1.1 431")
        .contains("\"code\":\"headers-too-large\"");
    assertThat(RawHttp.get(world.port, "/a b", "localhost", ""))
        .startsWith("HTTP/1.0 400")
        .contains("\"code\":\"invalid-request\"");
  }

  @Test
  void anOperationWithoutABodyRefusesOne() throws Exception {
    Reply reply =
        world.send(
            world
                .as(ApiWorld.LENA, "/api/v1/me")
                .method("GET", BodyPublishers.ofString("{\"a\":1}")));
    assertThat(reply.errors()).containsExactly("body//unknown");
  }

  @Test
  void aFormIsNoJsonWhateverItsMethod() throws Exception {
    String form = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--\r\n";
    for (String path : List.of("/api/v1/me", "/api/v1/reservations")) {
      for (String method : List.of("GET", "POST")) {
        Reply reply =
            world.send(
                world
                    .as(ApiWorld.LENA, path)
                    .setHeader("Content-Type", "multipart/form-data; boundary=x")
                    .method(method, BodyPublishers.ofString(form)));
        assertThat(reply.status()).as(method + " " + path).isIn(405, 415);
      }
    }
  }

  @Test
  void servesTheContractAndItsDocumentation() throws Exception {
    JsonObject document = world.send(world.request("/openapi.json")).json();
    assertThat(document.getString("openapi")).isEqualTo("3.1.0");
    assertThat(world.send(world.request("/docs")).text()).contains("swagger-ui-bundle.js");
    Reply problems = world.send(world.request("/problems"));
    assertThat(problems.text()).contains("id=\"overlap\"");
  }

  @Test
  void everyFileThatAPageAsksForIsThere() throws Exception {
    for (String page : List.of("/", "/docs", "/problems")) {
      Matcher link =
          Pattern.compile("(?:href|src)=\"(/[^\"]*)\"")
              .matcher(world.send(world.request(page)).text());
      while (link.find()) {
        Reply reply = world.send(world.request(link.group(1)));
        assertThat(reply.status()).as(link.group(1)).isEqualTo(200);
      }
    }
  }

  @Test
  void pagesRunOurOwnFilesOnlyAndAreKeptByTheBrowser() throws Exception {
    Reply page = world.send(world.request("/"));
    assertThat(page.header("Content-Security-Policy"))
        .containsPattern("script-src 'self' 'sha256-[A-Za-z0-9+/]{43}=';");
    assertThat(page.text()).doesNotContain("http://", "https://", "<style", "onclick");
    Reply again = world.send(world.request("/").header("If-None-Match", page.header("ETag")));
    assertThat(again.status()).isEqualTo(304);
  }

  @Test
  void localPeopleAreSignedInUnderALoopbackNameOnly() throws Exception {
    Reply reply = world.send(world.request("/local/people"));
    JsonArray people = reply.json().getJsonArray("people");
    assertThat(people).hasSize(2);
    String token = people.getJsonObject(0).getString("token");
    Reply me = world.send(world.request("/api/v1/me").header("Authorization", "Bearer " + token));
    assertThat(me.json().getString("person")).isEqualTo("lena");
    String rebound = RawHttp.get(world.port, "/local/people", "evil.example:" + world.port, "");
    assertThat(rebound).startsWith("HTTP/1.1 403").doesNotContain("token\"");
  }

  @Test
  void tellsItsHealthAndItsMetrics() throws Exception {
    assertThat(world.send(world.request("/health/live")).status()).isEqualTo(200);
    Reply ready = world.send(world.request("/health/ready"));
    assertThat(ready.status()).isEqualTo(200);
    assertThat(ready.list("checks").get(0).getString("status")).isEqualTo("UP");
    Reply unused = world.get(ApiWorld.LENA, "/api/v1/me");
    assertThat(unused.status()).isEqualTo(200);
    await()
        .atMost(10, TimeUnit.SECONDS)
        .untilAsserted(
            () ->
                assertThat(world.send(world.request("/metrics")).text())
                    .contains("fallow_http_requests_seconds_count{operation=\"me\",status=\"200\"}")
                    .contains("fallow_http_inside{pool=\"requests\"}"));
  }

  @Test
  void aTakenPortIsAClearError() {
    ApiServer second = world.server(world.port, 256);
    assertThatThrownBy(() -> ApiWorld.settled(second.start()))
        .hasCauseInstanceOf(PortTaken.class)
        .hasMessageContaining("FALLOW_HTTP_PORT");
  }
}
