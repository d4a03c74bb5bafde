package io.fallow.scheduler.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.scheduler.api.contract.ContractAnswers;
import io.fallow.telemetry.enrolment.GatewayAccess;
import io.fallow.telemetry.enrolment.Logins;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How an operator creates gateways, and their programs come by their credentials. */
class GatewayAccessApiIT {

  private static final String GATEWAYS = "/api/v1/gateways";
  private static final String HALL = GATEWAYS + "/lakeside.hall-gw";
  private static final String NEW = "{\"code\":\"hall-gw\",\"facility\":\"lakeside.north\"}";

  @TempDir Path folder;
  private ApiWorld world;
  private Logins logins;

  @BeforeEach
  void start() {
    world = new ApiWorld(folder);
    logins = new Logins(world.database);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void aTokenIsShownOnceAndTradedWithoutAnotherOne() throws Exception {
    Reply created = world.post(ApiWorld.LENA, GATEWAYS, NEW);
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    assertThat(created.header("Location")).contains(HALL);
    String token = created.json().getString("token");
    assertThat(created.json().getString("expiresAt")).isEqualTo("2026-11-19T10:00:00Z");

    Reply enrolled = enrol(token);
    assertThat(enrolled.status()).as(enrolled.text()).isEqualTo(201);
    assertThat(enrolled.json().getString("user")).isEqualTo("lakeside.hall-gw");
    assertThat(enrolled.json().getJsonArray("publish")).contains("fallow/v1/lakeside/hall-gw/#");
    assertThat(enrolled.json().getJsonArray("subscribe"))
        .contains("fallow/v1/lakeside/hall-gw/commands");
    assertThat(mayConnect(enrolled)).isTrue();

    String shown =
        world.get(ApiWorld.LENA, HALL + "/access").text()
            + world.get(ApiWorld.LENA, HALL).text()
            + world.get(ApiWorld.LENA, GATEWAYS).text();
    assertThat(shown)
        .contains("\"createdBy\":\"enrolment\"")
        .doesNotContain(token)
        .doesNotContain(enrolled.json().getString("password"));
  }

  @Test
  void everyTokenThatIsWorthNothingIsRefusedAlike() throws Exception {
    String used = token();
    enrol(used);
    String renewed = renewed();
    String expired = renewed();
    Reply first = enrol("fge_unknown");
    assertThat(first.status()).isEqualTo(403);
    assertThat(first.code()).isEqualTo("enrolment-refused");
    world.clock.forward(GatewayAccess.TOKEN_LIFE);
    for (String each : new String[] {used, renewed, expired, "", "x".repeat(500)}) {
      assertThat(enrol(each).text()).as(each).isEqualTo(first.text());
    }
  }

  @Test
  void ofManyWhoSendATokenAtOnceOneIsLetIn() throws Exception {
    String token = token();
    List<CompletableFuture<Reply>> rivals = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      rivals.add(world.sendSoon(posted("/api/v1/enrolments", token(token))));
    }
    List<Integer> statuses = rivals.stream().map(each -> each.join().status()).toList();
    assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
    assertThat(statuses).filteredOn(status -> status == 403).hasSize(23);
  }

  @Test
  void anOperatorReplacesACredentialWithAnOverlap() throws Exception {
    Reply old = enrol(token());
    Reply next = world.post(ApiWorld.LENA, HALL + "/credentials", "{\"overlap\":\"PT2H\"}");
    assertThat(next.status()).as(next.text()).isEqualTo(201);
    assertThat(next.json().getString("user")).isEqualTo("lakeside.hall-gw.2");
    world.clock.forward(Duration.ofMinutes(119));
    assertThat(mayConnect(old)).isTrue();
    assertThat(mayConnect(next)).isTrue();
    world.clock.forward(Duration.ofMinutes(1));
    assertThat(mayConnect(old)).isFalse();
    assertThat(mayConnect(next)).isTrue();
  }

  @Test
  void aGatewayReplacesItsCredentialItself() throws Exception {
    Reply old = enrol(token());
    JsonObject own =
        new JsonObject()
            .put("user", old.json().getString("user"))
            .put("password", old.json().getString("password"));
    Reply next = world.send(posted("/api/v1/enrolments/rotation", own.encode()));
    assertThat(next.status()).as(next.text()).isEqualTo(201);
    assertThat(mayConnect(next)).isTrue();
    Reply wrong =
        world.send(posted("/api/v1/enrolments/rotation", own.put("password", "no").encode()));
    assertThat(wrong.code()).isEqualTo("enrolment-refused");
  }

  @Test
  void whatIsRevokedConnectsNoMore() throws Exception {
    Reply old = enrol(token());
    Reply next = world.post(ApiWorld.LENA, HALL + "/credentials", "{}");
    String one = HALL + "/credentials/" + next.json().getString("credential");
    assertThat(delete(one).status()).isEqualTo(204);
    assertThat(delete(one).code()).isEqualTo("credential-not-found");
    assertThat(mayConnect(next)).isFalse();
    assertThat(mayConnect(old)).isTrue();
    Reply all = delete(HALL + "/credentials");
    assertThat(all.list("credentials")).noneMatch(each -> each.getBoolean("valid"));
    assertThat(mayConnect(old)).isFalse();
  }

  @Test
  void aRemovedGatewayIsGoneAndMayBeCreatedAnew() throws Exception {
    Reply old = enrol(token());
    assertThat(world.post(ApiWorld.LENA, GATEWAYS, NEW).code()).isEqualTo("gateway-exists");
    assertThat(delete(HALL).status()).isEqualTo(204);
    assertThat(delete(HALL).code()).isEqualTo("gateway-not-found");
    assertThat(world.get(ApiWorld.LENA, HALL).code()).isEqualTo("gateway-not-found");
    assertThat(world.get(ApiWorld.LENA, GATEWAYS).list("gateways")).isEmpty();
    assertThat(mayConnect(old)).isFalse();
    assertThat(mayConnect(enrol(token()))).isTrue();
    assertThat(mayConnect(old)).isFalse();
  }

  @Test
  void whatIsOthersDoesNotExistAndMalformedRequestsAreTold() throws Exception {
    token();
    for (String foreign : new String[] {"lakeside.hall-gw", "harbor-clinic.none"}) {
      String path = GATEWAYS + "/" + foreign;
      assertThat(world.get(ApiWorld.HANNA, path + "/access").code()).isEqualTo("gateway-not-found");
      assertThat(world.post(ApiWorld.HANNA, path + "/enrolment", "").code())
          .isEqualTo("gateway-not-found");
      assertThat(world.post(ApiWorld.HANNA, path + "/credentials", "{}").code())
          .isEqualTo("gateway-not-found");
    }
    assertThat(world.post(ApiWorld.HANNA, GATEWAYS, NEW).code()).isEqualTo("facility-not-found");
    assertThat(
            world
                .post(ApiWorld.LENA, GATEWAYS, "{\"code\":\"Hall\",\"facility\":\"north\",\"x\":1}")
                .errors())
        .containsExactlyInAnyOrder("body/code/format", "body/facility/format", "body/x/unknown");
    assertThat(
            world
                .post(ApiWorld.LENA, HALL + "/credentials", "{\"kind\":\"k\",\"overlap\":\"P31D\"}")
                .errors())
        .containsExactlyInAnyOrder("body/kind/choice", "body/overlap/range");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "7",
        "null",
        "{}",
        "{\"token\":7}",
        "{\"token\":null}",
        "{\"token\":\"a\",\"user\":\"b\"}",
        "{\"token\":[\"a\"]}",
        "{\"token\":\"a\"",
      })
  void anEnrolmentThatIsNoneIsRefusedAsSuch(String body) throws Exception {
    Reply reply = world.send(posted("/api/v1/enrolments", body));
    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("invalid-request");
  }

  @Test
  void everyAnswerIsWhatTheContractSays() throws Exception {
    ContractAnswers contract =
        new ContractAnswers(world.send(world.request("/openapi.json")).json());
    Reply created = world.post(ApiWorld.LENA, GATEWAYS, NEW);
    assertThat(contract.faults("EnrolmentToken", created.json())).isEmpty();
    Reply open = world.get(ApiWorld.LENA, HALL + "/access");
    assertThat(contract.faults("GatewayAccess", open.json())).isEmpty();
    Reply enrolled = enrol(created.json().getString("token"));
    assertThat(contract.faults("IssuedCredential", enrolled.json())).isEmpty();
    Reply certificate =
        world.post(ApiWorld.LENA, HALL + "/credentials", "{\"kind\":\"certificate\"}");
    assertThat(contract.faults("IssuedCredential", certificate.json())).isEmpty();
    Reply standing = world.get(ApiWorld.LENA, HALL + "/access");
    assertThat(contract.faults("GatewayAccess", standing.json())).isEmpty();
  }

  private String token() throws Exception {
    return world.post(ApiWorld.LENA, GATEWAYS, NEW).json().getString("token");
  }

  private String renewed() throws Exception {
    return world.post(ApiWorld.LENA, HALL + "/enrolment", "").json().getString("token");
  }

  private static String token(String token) {
    return new JsonObject().put("token", token).encode();
  }

  private Reply enrol(String token) throws Exception {
    return world.send(posted("/api/v1/enrolments", token(token)));
  }

  private java.net.http.HttpRequest.Builder posted(String path, String body) {
    return world
        .request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private Reply delete(String path) throws Exception {
    return world.send(world.as(ApiWorld.LENA, path).DELETE());
  }

  private boolean mayConnect(Reply issued) {
    return logins.mayConnect(
        issued.json().getString("user"),
        issued.json().getString("password"),
        world.clock.instant());
  }

  @Test
  void aRefusalTakesTheSameTimeWhateverThereWasToFind() throws Exception {
    Reply old = enrol(token());
    world
        .services
        .registry()
        .registerGateway(new GatewayAddress("lakeside", "slow-gw"), "north", "chosen by somebody");
    for (String user : new String[] {"lakeside.none", "lakeside.hall-gw", "lakeside.slow-gw"}) {
      long begun = System.nanoTime();
      JsonObject guess = new JsonObject().put("user", user).put("password", "guessed");
      Reply refused = world.send(posted("/api/v1/enrolments/rotation", guess.encode()));
      assertThat(refused.text()).isEqualTo(enrol("guessed").text());
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isGreaterThanOrEqualTo(Duration.ofMillis(499));
    }
    assertThat(mayConnect(old)).isTrue();
  }

  @Test
  void moreThanAnEnrolmentNeedsIsNotRead() throws Exception {
    Reply reply = enrol("x".repeat(3_000));
    assertThat(reply.status()).isEqualTo(413);
  }
}
