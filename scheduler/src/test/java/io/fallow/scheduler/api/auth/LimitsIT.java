package io.fallow.scheduler.api.auth;

import static io.fallow.scheduler.api.ApiWorld.HANNA;
import static io.fallow.scheduler.api.ApiWorld.LENA;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.api.ApiConfig;
import io.fallow.scheduler.api.ApiServer;
import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.api.Reply;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitsIT {

  private static final int BURST = 3;
  private static final int FAILURES = 2;

  @TempDir Path folder;
  private ApiWorld world;
  private ApiServer server;
  private int port;

  @BeforeEach
  void open() {
    world = new ApiWorld(folder);
    server =
        world.server(
            new ApiConfig("127.0.0.1", 0, world.issuer.trust(), 4, 64, true)
                .within(new Limits(1, 0, BURST, 0, FAILURES)));
    port = ApiWorld.settled(server.start());
  }

  @AfterEach
  void close() {
    ApiWorld.settled(server.close());
    world.close();
  }

  private Reply enrol(String operation, String body) throws Exception {
    return world.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/" + operation))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private Reply assets(String token) throws Exception {
    return world.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/assets"))
            .header("Authorization", "Bearer " + token));
  }

  /** A request a second comes back, however slow the machine is: so it asks until it is refused. */
  @Test
  void whoAsksTooOftenIsToldWhenToComeBackAndOthersAreNot() throws Exception {
    String token = world.token(LENA);
    List<Integer> answers = new ArrayList<>();
    Reply last;
    do {
      last = assets(token);
      answers.add(last.status());
    } while (last.status() == 200 && answers.size() < 200);
    assertThat(answers).hasSizeGreaterThan(BURST).endsWith(429);
    assertThat(last.code()).isEqualTo("too-many-requests");
    assertThat(last.header("Retry-After")).isEqualTo("1");
    assertThat(assets(world.token(HANNA)).status()).isEqualTo(200);
  }

  @Test
  void anAddressWhoseTokensAreWorthNothingIsNotLookedAtUnlessItsTokenIsKnown() throws Exception {
    String known = world.token(LENA);
    assertThat(assets(known).status()).isEqualTo(200);
    for (int i = 0; i < FAILURES; i++) {
      assertThat(assets("worth.nothing." + i).status()).isEqualTo(401);
    }
    Reply refused = assets("worth.nothing.more");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(assets(known).status()).isEqualTo(200);
  }

  @Test
  void anAddressThatGuessesTheSecretsOfGatewaysIsNotLookedAt() throws Exception {
    String known = world.token(LENA);
    assertThat(assets(known).status()).isEqualTo(200);
    String created =
        world
            .post(
                LENA, "/api/v1/gateways", "{\"code\":\"hall-gw\",\"facility\":\"lakeside.north\"}")
            .json()
            .getString("token");
    String login = "{\"user\":\"lakeside.hall-gw\",\"password\":\"guessed\"}";
    assertThat(enrol("enrolments", "{\"token\":\"guessed\"}").code())
        .isEqualTo("enrolment-refused");
    assertThat(enrol("enrolments/rotation", login).code()).isEqualTo("enrolment-refused");
    Reply right = enrol("enrolments", "{\"token\":\"" + created + "\"}");
    assertThat(right.status()).as("even a right one is not looked at").isEqualTo(429);
    assertThat(right.header("Retry-After")).isEqualTo("1");
    assertThat(enrol("enrolments/rotation", login).status()).isEqualTo(429);
    assertThat(assets("worth.nothing.more").status()).isEqualTo(429);
    assertThat(assets(known).status()).isEqualTo(200);
  }
}
