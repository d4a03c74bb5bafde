package io.fallow.scheduler.api.membership;

import static io.fallow.scheduler.api.ApiWorld.HANNA;
import static io.fallow.scheduler.api.ApiWorld.LENA;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.api.Reply;
import io.fallow.scheduler.api.auth.Caller;
import io.fallow.scheduler.membership.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysIT {

  private static final String WISH =
      """
      {"asset": "lakeside.mri-1", "start": "2026-11-18T18:00:00Z", "end": "2026-11-18T20:00:00Z"}
      """;

  @TempDir Path folder;
  private ApiWorld world;

  @BeforeEach
  void open() {
    world = new ApiWorld(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private Reply make(Duration validity, String... scopes) throws Exception {
    JsonObject key =
        new JsonObject()
            .put("name", "the robot")
            .put("scopes", new JsonArray(List.of(scopes)))
            .put("expiresAt", world.clock.instant().plus(validity).toString());
    return world.post(LENA, "/api/v1/keys", key.encode());
  }

  private String secret(String... scopes) throws Exception {
    return make(Duration.ofDays(30), scopes).json().getString("secret");
  }

  private HttpRequest.Builder with(String secret, String path) {
    return world.request(path).header("Authorization", "Bearer " + secret);
  }

  @Test
  void aKeyMayDoWhatItsScopesSayInItsOwnName() throws Exception {
    Reply made = make(Duration.ofDays(30), "reservations:write", "windows:read");
    assertThat(made.status()).isEqualTo(201);
    String secret = made.json().getString("secret");
    assertThat(secret).startsWith("fallow_").hasSize(50);
    assertThat(world.send(with(secret, "/api/v1/windows")).status()).isEqualTo(200);
    Reply refused = world.send(with(secret, "/api/v1/reservations"));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.code()).isEqualTo("scope-needed");
    assertThat(refused.json().getString("scope")).isEqualTo("reservations:read");
    Reply booked =
        world.send(
            with(secret, "/api/v1/reservations")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(WISH)));
    assertThat(booked.status()).isEqualTo(201);
    assertThat(booked.json().getString("bookedBy")).isEqualTo("key:" + made.json().getString("id"));
    Reply me = world.send(with(secret, "/api/v1/me"));
    assertThat(me.json().getJsonObject("organisation").getString("code")).isEqualTo("lakeside");
  }

  @Test
  void noKeyOpensMembersOrKeys() throws Exception {
    assertThat(make(Duration.ofDays(1), "keys:write").errors())
        .containsExactly("body/scopes/choice");
    assertThat(make(Duration.ofDays(1), "members:read").status()).isEqualTo(400);
    String secret = secret("assets:read");
    assertThat(world.send(with(secret, "/api/v1/keys")).code()).isEqualTo("not-by-key");
    assertThat(world.send(with(secret, "/api/v1/members")).code()).isEqualTo("not-by-key");
  }

  @Test
  void aSecretIsShownOnceAndStoredNowhere() throws Exception {
    String secret = secret("assets:read");
    Reply list = world.get(LENA, "/api/v1/keys");
    assertThat(list.list("keys")).hasSize(1);
    assertThat(list.text()).doesNotContain(secret).doesNotContain("secret");
    assertThat(world.count("SELECT count(*) FROM api_key k WHERE k::text LIKE ?", "%" + secret))
        .isZero();
  }

  @Test
  void aKeyExpiresAndMustDoSoWithinAYear() throws Exception {
    String secret = secret("assets:read");
    assertThat(world.send(with(secret, "/api/v1/assets")).status()).isEqualTo(200);
    world.clock.forward(Duration.ofDays(30));
    assertThat(world.send(with(secret, "/api/v1/assets")).status()).isEqualTo(401);
    assertThat(make(Duration.ofDays(367), "assets:read").errors())
        .containsExactly("body/expiresAt/range");
    assertThat(make(Duration.ZERO, "assets:read").errors()).containsExactly("body/expiresAt/range");
  }

  @Test
  void aRevokedKeyOpensNothingAtOnceAndLooksLikeOneThatNeverWas() throws Exception {
    Reply made = make(Duration.ofDays(30), "assets:read");
    String secret = made.json().getString("secret");
    assertThat(world.send(with(secret, "/api/v1/assets")).status()).isEqualTo(200);
    String key = "/api/v1/keys/" + made.json().getString("id");
    assertThat(world.send(world.as(HANNA, key).DELETE()).code()).isEqualTo("key-not-found");
    assertThat(world.send(world.as(LENA, key).DELETE()).status()).isEqualTo(204);
    Reply revoked = world.send(with(secret, "/api/v1/assets"));
    Reply never = world.send(with("fallow_" + "x".repeat(43), "/api/v1/assets"));
    assertThat(revoked.status()).isEqualTo(401);
    assertThat(revoked.text()).isEqualTo(never.text());
  }

  @Test
  void itsLastUseIsOnRecord() throws Exception {
    String secret = secret("assets:read");
    world.send(with(secret, "/api/v1/assets"));
    assertThat(world.get(LENA, "/api/v1/keys").list("keys").get(0).getString("lastUsedAt"))
        .isEqualTo(ApiWorld.START.toString());
  }

  @Test
  void aKeyActsForItsOrganisationAlone() throws Exception {
    String secret = secret("assets:read");
    Reply other = world.send(with(secret, "/api/v1/assets").header("Fallow-Organisation", "forge"));
    assertThat(other.code()).isEqualTo("not-a-member");
    assertThat(world.send(with(secret, "/api/v1/assets/forge.mill-1")).status()).isEqualTo(404);
  }

  private Reply post(String secret, String path, String body) throws Exception {
    return world.send(
        with(secret, path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  @Test
  void toBookIsOneThingAndToApproveAndOverrideAnother() throws Exception {
    String books = secret("reservations:write");
    String approves = secret("reservations:approve");
    String override = WISH.replace("}", ", \"override\": {\"reason\": \"because\"}}");
    Reply overriding = post(books, "/api/v1/reservations", override);
    assertThat(overriding.code()).isEqualTo("scope-needed");
    assertThat(overriding.json().getString("scope")).isEqualTo("reservations:approve");
    assertThat(post(approves, "/api/v1/reservations", WISH).code()).isEqualTo("scope-needed");
    Reply booked = post(books, "/api/v1/reservations", WISH);
    assertThat(booked.status()).isEqualTo(201);
    String path = "/api/v1/reservations/" + booked.json().getString("id");
    for (String step : new String[] {"/approve", "/decline"}) {
      Reply refused = post(books, path + step, "{\"reason\": \"no\"}");
      assertThat(refused.code()).isEqualTo("scope-needed");
      Reply asked = post(approves, path + step, "{\"reason\": \"no\"}");
      assertThat(asked.status()).as(step + ": may ask").isIn(200, 409);
    }
    String both = secret("reservations:write", "reservations:approve");
    assertThat(post(both, "/api/v1/reservations", override).code()).isNotEqualTo("scope-needed");
  }

  @Test
  void theKeysOfAnAdminWhoIsOneNoMoreEndWithTheRole() throws Exception {
    for (String then : new String[] {"removed", "booker"}) {
      Caller bo = new Caller("bo-" + then, "Bo", "lakeside");
      world.member(bo, Role.ADMIN);
      JsonObject wish =
          new JsonObject()
              .put("name", "the robot")
              .put("scopes", JsonArray.of("assets:read"))
              .put("expiresAt", world.clock.instant().plus(Duration.ofDays(30)).toString());
      String made = world.post(bo, "/api/v1/keys", wish.encode()).json().getString("secret");
      String others = secret("assets:read");
      assertThat(world.send(with(made, "/api/v1/assets")).status()).isEqualTo(200);
      String path = "/api/v1/members/" + bo.person();
      HttpRequest.Builder change =
          then.equals("removed")
              ? world.as(LENA, path).DELETE()
              : world
                  .as(LENA, path)
                  .header("Content-Type", "application/json")
                  .PUT(BodyPublishers.ofString("{\"roles\": [\"booker\"]}"));
      assertThat(world.send(change).status()).isIn(200, 204);
      assertThat(world.send(with(made, "/api/v1/assets")).status()).as(then).isEqualTo(401);
      assertThat(world.send(with(others, "/api/v1/assets")).status()).isEqualTo(200);
      assertThat(world.get(LENA, "/api/v1/keys").list("keys"))
          .filteredOn(key -> key.getString("createdBy").equals(bo.person()))
          .allMatch(key -> key.getString("revokedAt") != null);
    }
  }
}
