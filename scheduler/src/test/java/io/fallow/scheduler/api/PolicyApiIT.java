package io.fallow.scheduler.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.api.auth.Caller;
import io.fallow.scheduler.api.contract.ContractAnswers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an owner says on what terms others book, and what they learn of it. */
class PolicyApiIT {

  private static final String MRI = "/api/v1/assets/lakeside.mri-1/policy";
  private static final String TYPE = "/api/v1/asset-types/mri/policy";

  @TempDir Path folder;
  private ApiWorld world;
  private ContractAnswers contract;

  @BeforeEach
  void start() throws Exception {
    world = new ApiWorld(folder);
    contract = new ContractAnswers(world.send(world.request("/openapi.json")).json());
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private Reply put(Caller caller, String path, String terms) throws Exception {
    return world.send(
        world
            .as(caller, path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString("{\"terms\":" + terms + "}")));
  }

  private Reply delete(Caller caller, String path) throws Exception {
    return world.send(world.as(caller, path).DELETE());
  }

  private JsonObject forHanna() throws Exception {
    Reply reply = world.get(ApiWorld.HANNA, MRI);
    assertThat(contract.faults("AssetPolicy", reply.json())).isEmpty();
    return reply.json().getJsonObject("terms");
  }

  private String agreement() throws Exception {
    Reply reply = world.get(ApiWorld.LENA, "/api/v1/agreements");
    assertThat(contract.faults("Agreements", reply.json())).isEmpty();
    return "/api/v1/agreements/" + reply.list("agreements").get(0).getInteger("id") + "/policy";
  }

  /** Changes what the agreement of both says, as both want it. */
  private void agree(String terms) throws Exception {
    String path = agreement().replace("/policy", "");
    Reply proposed =
        world.send(
            world
                .posted(ApiWorld.LENA, path + "/versions", "{\"terms\":" + terms + "}")
                .header("If-Match", world.get(ApiWorld.LENA, path).header("ETag")));
    assertThat(proposed.status()).as(proposed.text()).isEqualTo(200);
    Reply accepted =
        world.send(
            world
                .posted(ApiWorld.HANNA, path + "/accept", "{}")
                .header("If-Match", proposed.header("ETag")));
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(200);
    assertThat(contract.faults("Agreement", accepted.json())).isEmpty();
  }

  @Test
  void anAgreementsTermsCountBeforeAnAssetsAndThoseBeforeATypes() throws Exception {
    assertThat(forHanna().getString("longest")).isEqualTo("P14D");
    put(ApiWorld.LENA, TYPE, "{\"longest\":\"P1D\",\"notice\":\"PT1H\",\"simultaneous\":2}");
    put(ApiWorld.LENA, MRI, "{\"longest\":\"PT8H\"}");
    agree("{\"longest\":\"PT2H\",\"simultaneous\":\"none\"}");
    assertThat(contract.faults("SaidPolicy", world.get(ApiWorld.HANNA, agreement()).json()))
        .isEmpty();
    assertThat(forHanna().getString("longest")).isEqualTo("PT2H");
    assertThat(forHanna().getString("notice")).isEqualTo("PT1H");
    assertThat(forHanna().getString("simultaneous")).isEqualTo("none");
    agree("{}");
    assertThat(forHanna().getString("longest")).isEqualTo("PT8H");
    assertThat(forHanna().getInteger("simultaneous")).isEqualTo(2);
    assertThat(delete(ApiWorld.LENA, MRI).status()).isEqualTo(204);
    assertThat(delete(ApiWorld.LENA, TYPE).status()).isEqualTo(204);
    assertThat(forHanna().getString("longest")).isEqualTo("P14D");
  }

  @Test
  void anOwnerSeesWhatItHasSaidAndWhatCountsForIt() throws Exception {
    put(ApiWorld.LENA, TYPE, "{\"after\":\"PT20M\"}");
    put(
        ApiWorld.LENA,
        MRI,
        "{\"price\":{\"perHour\":120,\"currency\":\"EUR\",\"per\":\"used\"},\"grace\":\"PT15M\"}");
    Reply own = world.get(ApiWorld.LENA, MRI);
    assertThat(contract.faults("AssetPolicy", own.json())).isEmpty();
    assertThat(own.json().getJsonObject("terms").getString("after")).isEqualTo("PT20M");
    assertThat(own.json().getJsonObject("saidOfType").encode()).isEqualTo("{\"after\":\"PT20M\"}");
    assertThat(own.json().getJsonObject("saidOfAsset").getString("grace")).isEqualTo("PT15M");
    assertThat(world.get(ApiWorld.LENA, TYPE).json().getJsonObject("terms").encode())
        .isEqualTo("{\"after\":\"PT20M\"}");
    assertThat(world.get(ApiWorld.LENA, agreement()).json().getJsonObject("terms")).isEmpty();
  }

  @Test
  void aPartnerLearnsTheTermsThatBindItAndNothingOfTheOwnersWork() throws Exception {
    put(
        ApiWorld.LENA,
        MRI,
        "{\"leastProbability\":0.9,\"probabilityStep\":0.1,\"grace\":\"PT5M\"}");
    assertThat(forHanna().getString("grace")).isEqualTo("PT5M");
    assertThat(forHanna().fieldNames())
        .doesNotContain("leastProbability", "probabilityStep", "faultAfter", "withheld");
    assertThat(world.get(ApiWorld.HANNA, MRI).json().fieldNames())
        .doesNotContain("saidOfAsset", "saidOfType");
  }

  @Test
  void everyFaultOfAPolicyIsToldAtOnce() throws Exception {
    Reply wrong =
        put(
            ApiWorld.LENA,
            MRI,
            "{\"shortest\":\"soon\",\"simultaneous\":0,\"colour\":1,\"horizon\":null,"
                + "\"price\":{\"perHour\":-3,\"currency\":\"EUR\"}}");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.errors())
        .containsExactlyInAnyOrder(
            "body/terms.shortest/format",
            "body/terms.simultaneous/range",
            "body/terms.colour/unknown",
            "body/terms.horizon/type",
            "body/terms.price.perHour/range",
            "body/terms.price.per/missing");
    assertThat(put(ApiWorld.LENA, TYPE, "7").errors()).containsExactly("body/terms/type");
  }

  @Test
  void onlyTheOwnerSaysAnything() throws Exception {
    assertThat(put(ApiWorld.HANNA, MRI, "{}").code()).isEqualTo("not-yours");
    assertThat(delete(ApiWorld.HANNA, MRI).code()).isEqualTo("not-yours");
    assertThat(world.get(ApiWorld.LENA, "/api/v1/agreements/99999/policy").code())
        .isEqualTo("agreement-not-found");
    assertThat(world.get(ApiWorld.HANNA, "/api/v1/assets/lakeside.ct-1/policy").code())
        .isEqualTo("asset-not-found");
    put(ApiWorld.HANNA, TYPE, "{\"longest\":\"PT1H\"}");
    assertThat(forHanna().getString("longest")).isEqualTo("P14D");
  }

  @Test
  void nobodyChangesAnAgreementsTermsBehindTheOthersBack() throws Exception {
    for (Caller caller : new Caller[] {ApiWorld.LENA, ApiWorld.HANNA}) {
      assertThat(put(caller, agreement(), "{}").code()).isEqualTo("method-not-allowed");
      assertThat(delete(caller, agreement()).code()).isEqualTo("method-not-allowed");
      assertThat(world.get(caller, agreement()).status()).isEqualTo(200);
    }
  }

  @Test
  void bothSidesSeeAnAgreementWithItsId() throws Exception {
    for (Caller caller : new Caller[] {ApiWorld.LENA, ApiWorld.HANNA}) {
      Reply reply = world.get(caller, "/api/v1/agreements");
      JsonObject one = reply.list("agreements").get(0);
      assertThat(reply.list("agreements")).hasSize(1);
      assertThat(one.getString("asset")).isEqualTo("lakeside.mri-1");
      assertThat(one.getString("role"))
          .isEqualTo(caller.equals(ApiWorld.LENA) ? "owner" : "partner");
    }
  }

  private static final String LEVEL_2 =
      "{\"code\":\"mri-level-2\",\"organisation\":\"harbor-clinic\",\"person\":\"hanna\","
          + "\"until\":\"2027-11-18T10:00:00Z\"}";

  @Test
  void anOwnerGrantsAndTakesBackQualifications() throws Exception {
    Reply granted = world.post(ApiWorld.LENA, "/api/v1/qualifications", LEVEL_2);
    assertThat(granted.status()).as(granted.text()).isEqualTo(201);
    assertThat(contract.faults("Qualification", granted.json())).isEmpty();
    String location = granted.header("Location");
    for (Caller caller : new Caller[] {ApiWorld.LENA, ApiWorld.HANNA}) {
      Reply listed = world.get(caller, "/api/v1/qualifications");
      assertThat(contract.faults("Qualifications", listed.json())).isEmpty();
      assertThat(listed.json().getJsonArray("qualifications"))
          .isEqualTo(new JsonArray().add(granted.json()));
    }
    assertThat(delete(ApiWorld.HANNA, location).code()).isEqualTo("qualification-not-found");
    assertThat(delete(ApiWorld.LENA, location).status()).isEqualTo(204);
    assertThat(delete(ApiWorld.LENA, location).status()).isEqualTo(204);
    assertThat(
            world
                .get(ApiWorld.HANNA, "/api/v1/qualifications")
                .list("qualifications")
                .get(0)
                .getString("revokedAt"))
        .isEqualTo("2026-11-18T10:00:00Z");
  }

  @Test
  void whoSharesNothingWithAnOrganisationDoesNotLearnThatItExists() throws Exception {
    List<String> answers = new ArrayList<>();
    for (String organisation : List.of("forge", "nobody-at-all")) {
      String wish = "{\"code\":\"mri-level-2\",\"organisation\":\"" + organisation + "\"}";
      answers.add(world.post(ApiWorld.LENA, "/api/v1/qualifications", wish).text());
    }
    assertThat(answers.get(0)).isEqualTo(answers.get(1)).contains("none that you share with");
  }

  @Test
  void aQualificationThatIsWrongIsRefusedWithEveryFault() throws Exception {
    Reply wrong =
        world.post(
            ApiWorld.LENA,
            "/api/v1/qualifications",
            "{\"code\":\"MRI!\",\"organisation\":\"nobody\",\"until\":\"2020-01-01T00:00:00Z\"}");
    assertThat(wrong.errors())
        .containsExactlyInAnyOrder(
            "body/code/format", "body/organisation/unknown", "body/until/order");
  }
}
