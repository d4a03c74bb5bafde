package io.fallow.telemetry;

import static io.fallow.telemetry.enrolment.AccessWorld.AMARA;
import static io.fallow.telemetry.enrolment.AccessWorld.HALL;
import static io.fallow.telemetry.enrolment.AccessWorld.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.telemetry.enrolment.AccessWorld;
import io.fallow.telemetry.enrolment.Credential.Kind;
import io.fallow.telemetry.enrolment.Gate;
import io.fallow.telemetry.enrolment.GatewayAccess;
import io.fallow.telemetry.enrolment.Issued;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a broker such as EMQX is answered, in the documented form of its requests. */
class BrokerPortIT {

  private static final String SECRET = "0123456789abcdef";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static AccessWorld world;
  private static GatewayAccess access;
  private static Vertx vertx;
  private static BrokerVerticle port;
  private String password;

  @BeforeAll
  static void open() throws Exception {
    world = new AccessWorld();
    access = new GatewayAccess(world.database, Gate.NONE, List.of());
    vertx = Vertx.vertx();
    port =
        new BrokerVerticle(
            new BrokerPortConfig("127.0.0.1", 0, SECRET),
            world.logins,
            new SimpleMeterRegistry(),
            Clock.fixed(NOW, ZoneOffset.UTC));
    vertx.deployVerticle(port).await(30, TimeUnit.SECONDS);
  }

  @AfterAll
  static void close() throws Exception {
    vertx.close().await(30, TimeUnit.SECONDS);
    world.close();
  }

  @BeforeEach
  void enrol() {
    world.empty();
    String token = access.create(HALL, "hall", AMARA, NOW).orElseThrow().token();
    password = access.enrol(token, NOW).orElseThrow().password().orElseThrow();
  }

  @Test
  void aGatewayConnectsWithItsPasswordAndWithAClientIdThatIsNobodyElses() throws Exception {
    assertThat(connect("forge.hall-gw", password, "forge.hall-gw.17")).isEqualTo("allow");
    assertThat(connect("forge.hall-gw", password, "anything")).isEqualTo("allow");
    assertThat(connect("forge.hall-gw", password + "x", "anything")).isEqualTo("deny");
    assertThat(connect("forge.no-gw", password, "anything")).isEqualTo("deny");
    assertThat(connect("forge.hall-gw", password, "fallow-telemetry")).isEqualTo("deny");
    assertThat(connect("forge.hall-gw", password, "forge.other-gw.17")).isEqualTo("deny");
    assertThat(connect("telemetry", password, "fallow-telemetry")).isEqualTo("ignore");
  }

  @Test
  void whatIsRevokedIsDeniedInBoth() throws Exception {
    String own = "fallow/v1/forge/hall-gw/readings";
    assertThat(act("forge.hall-gw", "publish", own)).isEqualTo("allow");
    access.revokeAll(HALL, NOW);
    assertThat(connect("forge.hall-gw", password, "x")).isEqualTo("deny");
    assertThat(act("forge.hall-gw", "publish", own)).isEqualTo("deny");
  }

  @Test
  void aCertificateIsKnownByItsCommonName() throws Exception {
    Issued issued =
        access.rotate(HALL, Kind.CERTIFICATE, Duration.ofHours(1), AMARA, NOW).orElseThrow();
    String user = issued.credential().login().user();
    JsonObject asked =
        new JsonObject().put("username", user).put("password", "").put("clientid", "x");
    assertThat(ask("authentication", asked.copy().put("cert_common_name", user)))
        .isEqualTo("allow");
    assertThat(ask("authentication", asked.copy().put("cert_common_name", "forge.hall-gw")))
        .isEqualTo("deny");
    assertThat(ask("authentication", asked.copy().put("cert_common_name", "undefined")))
        .isEqualTo("deny");
  }

  @ParameterizedTest
  @CsvSource({
    "publish, fallow/v1/forge/hall-gw/readings, allow",
    "publish, fallow/v1/forge/hall-gw/status, allow",
    "publish, spBv1.0/forge/NBIRTH/hall-gw, allow",
    "subscribe, fallow/v1/forge/hall-gw/commands, allow",
    "publish, fallow/v1/forge/hall-gw/commands, deny",
    "publish, fallow/v1/forge/other-gw/readings, deny",
    "publish, fallow/v1/lakeside/hall-gw/readings, deny",
    "publish, $SYS/brokers, deny",
    "publish, fallow/v1/forge/hall-gw/+, deny",
    "subscribe, fallow/v1/forge/hall-gw/readings, deny",
    "subscribe, fallow/v1/forge/+/commands, deny",
    "subscribe, $share/telemetry/fallow/#, deny",
    "subscribe, '#', deny",
    "all, fallow/v1/forge/hall-gw/readings, deny",
    "'', fallow/v1/forge/hall-gw/readings, deny",
  })
  void aGatewayMayWhatItsTopicsAllow(String action, String topic, String result) throws Exception {
    assertThat(act("forge.hall-gw", action, topic)).isEqualTo(result);
    assertThat(act("telemetry", action, topic)).isEqualTo("ignore");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer wrong-secret-000", "Basic 0123456789abcdef"})
  void whoDoesNotKnowTheSecretIsNotAnswered(String authorization) throws Exception {
    HttpRequest.Builder request =
        request("authentication", new JsonObject().put("username", "forge.hall-gw").encode());
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "7"})
  void whatIsNoQuestionIsNotAnswered(String body) throws Exception {
    HttpRequest request =
        request("authorisation", body).header("Authorization", "Bearer " + SECRET).build();
    assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
  }

  private String connect(String user, String secret, String client) throws Exception {
    return ask(
        "authentication",
        new JsonObject().put("username", user).put("password", secret).put("clientid", client));
  }

  private String act(String user, String action, String topic) throws Exception {
    return ask(
        "authorisation",
        new JsonObject()
            .put("username", user)
            .put("clientid", "x")
            .put("action", action)
            .put("topic", topic));
  }

  private static String ask(String what, JsonObject question) throws Exception {
    HttpRequest request =
        request(what, question.encode()).header("Authorization", "Bearer " + SECRET).build();
    HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    JsonObject answer = new JsonObject(response.body());
    assertThat(answer.getBoolean("is_superuser")).isFalse();
    return answer.getString("result");
  }

  private static HttpRequest.Builder request(String what, String body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.port() + "/broker/" + what))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }
}
