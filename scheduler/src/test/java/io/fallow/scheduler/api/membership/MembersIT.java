package io.fallow.scheduler.api.membership;

import static io.fallow.scheduler.api.ApiWorld.HANNA;
import static io.fallow.scheduler.api.ApiWorld.LENA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.api.Reply;
import io.fallow.scheduler.api.auth.Caller;
import io.fallow.scheduler.membership.Member;
import io.fallow.scheduler.membership.MemberChange;
import io.fallow.scheduler.membership.Members;
import io.fallow.scheduler.membership.Memberships;
import io.fallow.scheduler.membership.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MembersIT {

  private static final Caller BO = new Caller("bo", "Bo Booker", "lakeside");

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

  private Reply put(Caller by, String person, String... roles) throws Exception {
    String body = new JsonObject().put("roles", new JsonArray(List.of(roles))).encode();
    return world.send(
        world
            .as(by, "/api/v1/members/" + person)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body)));
  }

  private Reply remove(Caller by, String person) throws Exception {
    return world.send(world.as(by, "/api/v1/members/" + person).DELETE());
  }

  private Reply withoutOrganisation(String person, String... headers) throws Exception {
    String token =
        world.issuer.token(
            person, person, Optional.empty(), world.clock.instant(), Duration.ofHours(1));
    HttpRequest.Builder request =
        world.request("/api/v1/me").header("Authorization", "Bearer " + token);
    for (String header : headers) {
      request.header("Fallow-Organisation", header);
    }
    return world.send(request);
  }

  @Test
  void aMemberMayDoWhatTheirRolesMay() throws Exception {
    world.member(BO, Role.BOOKER);
    assertThat(world.get(BO, "/api/v1/assets").status()).isEqualTo(200);
    Reply refused = world.send(world.as(BO, "/api/v1/assets/lakeside.mri-1/policy").DELETE());
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.code()).isEqualTo("role-needed");
    assertThat(refused.json().getJsonArray("roles")).containsExactly("admin", "operator");
  }

  @Test
  void overridingARuleNeedsARoleOfItsOwn() throws Exception {
    world.member(BO, Role.BOOKER);
    String wish =
        """
        {"asset": "lakeside.mri-1", "start": "2026-11-18T18:00:00Z", "end": "2026-11-18T20:00:00Z",
         "override": {"reason": "an emergency"}}
        """;
    Reply refused = world.post(BO, "/api/v1/reservations", wish);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().getJsonArray("roles")).containsExactly("admin", "approver");
    assertThat(world.post(LENA, "/api/v1/reservations", wish).status()).isEqualTo(201);
  }

  @Test
  void anAdminAddsChangesAndRemovesMembers() throws Exception {
    assertThat(put(LENA, "bo", "booker").status()).isEqualTo(201);
    assertThat(put(LENA, "bo", "operator", "approver").status()).isEqualTo(200);
    Reply list = world.get(LENA, "/api/v1/members");
    assertThat(list.list("members").stream().map(each -> each.getString("person")))
        .containsExactly("bo", "lena");
    assertThat(list.list("members").get(0).getJsonArray("roles"))
        .containsExactly("operator", "approver");
    assertThat(remove(LENA, "bo").status()).isEqualTo(204);
    assertThat(remove(LENA, "bo").code()).isEqualTo("member-not-found");
    assertThat(put(LENA, "bo").errors()).containsExactly("body/roles/length");
    assertThat(put(LENA, "bo", "king").errors()).containsExactly("body/roles/choice");
  }

  @Test
  void whoIsRemovedIsOutAtOnce() throws Exception {
    world.member(BO, Role.BOOKER);
    assertThat(world.get(BO, "/api/v1/me").status()).isEqualTo(200);
    assertThat(remove(LENA, "bo").status()).isEqualTo(204);
    assertThat(world.get(BO, "/api/v1/me").code()).isEqualTo("not-a-member");
  }

  @Test
  void whoIsRemovedByOneProcessIsSoonOutInTheOthers() {
    Memberships one = new Memberships(new Members(world.database));
    Memberships other = new Memberships(new Members(world.database));
    world.member(BO, Role.BOOKER);
    int lakeside = world.services.registry().organisation("lakeside").orElseThrow().id();
    assertThat(other.of("bo")).hasSize(1);
    one.remove(lakeside, "bo", ApiWorld.START);
    assertThat(one.of("bo")).isEmpty();
    await().atMost(Memberships.LONGEST.plusSeconds(1)).until(() -> other.of("bo").isEmpty());
  }

  @Test
  void theLastAdminCanNeitherBeRemovedNorBecomeLess() throws Exception {
    assertThat(remove(LENA, "lena").code()).isEqualTo("last-admin");
    assertThat(put(LENA, "lena", "booker").code()).isEqualTo("last-admin");
    put(LENA, "bo", "admin");
    assertThat(remove(BO, "lena").status()).isEqualTo(204);
  }

  @Test
  void ofTwoAdminsWhoRemoveEachOtherOneStays() {
    int lakeside = world.services.registry().organisation("lakeside").orElseThrow().id();
    Memberships members = world.services.memberships();
    for (int round = 0; round < 20; round++) {
      world.member(LENA, Role.ADMIN);
      world.member(BO, Role.ADMIN);
      List<CompletableFuture<MemberChange>> both =
          List.of(
              CompletableFuture.supplyAsync(() -> members.remove(lakeside, "bo", ApiWorld.START)),
              CompletableFuture.supplyAsync(
                  () -> members.remove(lakeside, "lena", ApiWorld.START)));
      assertThat(both.stream().map(CompletableFuture::join))
          .filteredOn(MemberChange.LastAdmin.class::isInstance)
          .hasSize(1);
      assertThat(members.in(lakeside)).extracting(Member::roles).hasSize(1);
    }
  }

  @Test
  void anotherOrganisationsMemberMayNotActForItWhetherItExistsOrNot() throws Exception {
    world.token(LENA);
    Reply real = withoutOrganisation("lena", "forge");
    Reply none = withoutOrganisation("lena", "nowhere");
    assertThat(real.status()).isEqualTo(403);
    assertThat(real.text()).isEqualTo(none.text());
    assertThat(withoutOrganisation("nobody").text()).isEqualTo(real.text());
  }

  @Test
  void whoIsAMemberOfSeveralSaysForWhichTheyAct() throws Exception {
    world.member(BO, Role.BOOKER);
    assertThat(withoutOrganisation("bo").json().getJsonObject("organisation").getString("code"))
        .isEqualTo("lakeside");
    world.member(new Caller("bo", "Bo", "forge"), Role.AUDITOR);
    Reply which = withoutOrganisation("bo");
    assertThat(which.status()).isEqualTo(400);
    assertThat(which.code()).isEqualTo("organisation-needed");
    assertThat(which.json().getJsonArray("organisations")).containsExactly("forge", "lakeside");
    Reply forge = withoutOrganisation("bo", "forge");
    assertThat(forge.json().getJsonArray("roles")).containsExactly("auditor");
    assertThat(forge.list("organisations")).hasSize(2);
    assertThat(withoutOrganisation("bo", "forge", "lakeside").errors())
        .containsExactly("header/Fallow-Organisation/repeated");
  }

  @Test
  void aHeaderDoesNotContradictTheToken() throws Exception {
    world.member(BO, Role.BOOKER);
    world.member(new Caller("bo", "Bo", "forge"), Role.AUDITOR);
    Reply same = world.send(world.as(BO, "/api/v1/me").header("Fallow-Organisation", "lakeside"));
    assertThat(same.status()).isEqualTo(200);
    Reply other = world.send(world.as(BO, "/api/v1/me").header("Fallow-Organisation", "forge"));
    assertThat(other.code()).isEqualTo("not-a-member");
  }

  @Test
  void membersOfOthersAreNobodysBusiness() throws Exception {
    assertThat(world.get(HANNA, "/api/v1/members").text()).doesNotContain("lena");
    assertThat(remove(HANNA, "lena").code()).isEqualTo("member-not-found");
  }
}
