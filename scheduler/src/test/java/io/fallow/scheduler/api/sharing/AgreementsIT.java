package io.fallow.scheduler.api.sharing;

import static io.fallow.scheduler.api.ApiWorld.HANNA;
import static io.fallow.scheduler.api.ApiWorld.LENA;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.api.Reply;
import io.fallow.scheduler.api.auth.Caller;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How agreements are proposed, answered, changed and ended, and what is refused. */
class AgreementsIT {

  private static final Caller FRED = new Caller("fred", "Fred Forge", "forge");
  private static final String AGREEMENTS = "/api/v1/agreements";

  @TempDir Path folder;
  private ApiWorld world;
  private Ladder ladder;

  @BeforeEach
  void start() {
    world = new ApiWorld(folder);
    ladder = new Ladder(world);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private String ctToForge() throws Exception {
    return ladder.propose(LENA, "{\"partner\":\"forge\",\"asset\":\"lakeside.ct-1\"}");
  }

  private static List<String> why(Reply refused) {
    assertThat(refused.code()).as(refused.text()).isEqualTo("step-not-possible");
    return refused.list("violations").stream().map(each -> each.getString("code")).toList();
  }

  @Test
  void nobodyLearnsFromAProposalWhetherThereIsSuchAnOrganisation() throws Exception {
    List<String> answers = new ArrayList<>();
    for (String code : List.of("forge", "nobody")) {
      Reply made = world.post(LENA, AGREEMENTS, "{\"partner\":\"" + code + "\",\"type\":\"ct\"}");
      String place = made.header("Location");
      assertThat(world.get(LENA, place).json()).isEqualTo(made.json());
      JsonObject told = made.json();
      told.remove("id");
      answers.add(made.status() + made.header("ETag") + told.encode().replace(code, "…"));
    }
    assertThat(answers.get(0)).isEqualTo(answers.get(1)).doesNotContain("Forge");
  }

  @Test
  void theOwnerReadsThePartnersNameOnceItHasAccepted() throws Exception {
    String agreement = ctToForge();
    assertThat(world.get(FRED, agreement).json().getJsonObject("owner").getString("name"))
        .isEqualTo("Lakeside Hospitals");
    ladder.step(FRED, agreement + "/accept");
    assertThat(world.get(LENA, agreement).json().getJsonObject("partner").getString("name"))
        .isEqualTo("Forge & Sons");
  }

  @Test
  void eachStateNamesTheStepsThatItDoesNotAllow() throws Exception {
    String agreement = ctToForge();
    assertThat(why(ladder.tried(LENA, agreement + "/accept", "{}")))
        .containsExactly("own-proposal");
    assertThat(why(ladder.tried(FRED, agreement + "/withdraw", "{}")))
        .containsExactly("others-proposal");
    assertThat(why(ladder.tried(FRED, agreement + "/end", "{}"))).containsExactly("not-accepted");
    assertThat(why(ladder.tried(LENA, agreement + "/versions", "{}"))).containsExactly("one-waits");
    ladder.step(FRED, agreement + "/decline");
    for (String step : List.of("/accept", "/decline", "/end", "/versions")) {
      assertThat(why(ladder.tried(FRED, agreement + step, "{}"))).containsExactly("over");
    }
    assertThat(world.get(LENA, agreement).json().getString("status")).isEqualTo("declined");
  }

  @Test
  void aStepIsForWhatWasSeenAndNeedsToSaySo() throws Exception {
    String agreement = ctToForge();
    assertThat(world.post(FRED, agreement + "/accept", "{}").code()).isEqualTo("version-needed");
    Reply stale =
        world.send(world.posted(FRED, agreement + "/accept", "{}").header("If-Match", "\"7\""));
    assertThat(stale.code()).isEqualTo("version-changed");
    assertThat(stale.header("ETag")).isEqualTo(world.get(FRED, agreement).header("ETag"));
    assertThat(world.post(HANNA, agreement + "/accept", "{}").code()).isEqualTo("version-needed");
    assertThat(
            world
                .send(world.posted(HANNA, agreement + "/accept", "{}").header("If-Match", "\"1\""))
                .code())
        .isEqualTo("agreement-not-found");
  }

  @Test
  void eitherSideProposesAChangeAndTheOtherDecides() throws Exception {
    String agreement = ctToForge();
    ladder.step(FRED, agreement + "/accept");
    ladder.change(FRED, agreement, "{\"terms\":{\"longest\":\"PT8H\"}}");
    assertThat(world.get(LENA, agreement + "/policy").json().getJsonObject("terms")).isEmpty();
    assertThat(why(ladder.tried(FRED, agreement + "/accept", "{}")))
        .containsExactly("own-proposal");
    ladder.step(LENA, agreement + "/accept");
    Reply changed = world.get(FRED, agreement);
    assertThat(changed.json().getString("asset")).isEqualTo("lakeside.ct-1");
    assertThat(changed.json().getJsonObject("terms").getString("longest")).isEqualTo("PT8H");
    assertThat(changed.list("versions"))
        .extracting(each -> each.getJsonObject("decided").getString("person"))
        .containsExactly("fred", "lena");
    ladder.change(LENA, agreement, "{\"asset\":\"lakeside.ct-1\"}");
    ladder.step(FRED, agreement + "/decline");
    assertThat(world.get(LENA, agreement).json().getInteger("version")).isEqualTo(2);
    assertThat(world.get(LENA, agreement).list("versions"))
        .extracting(each -> each.getString("status"))
        .containsExactly("accepted", "accepted", "declined");
  }

  @Test
  void aPartnerDoesNotSayWhichAssetsItIsAbout() throws Exception {
    String agreement = ctToForge();
    ladder.step(FRED, agreement + "/accept");
    Reply greedy =
        ladder.tried(
            FRED, agreement + "/versions", "{\"asset\":\"lakeside.mri-1\",\"type\":\"mri\"}");
    assertThat(greedy.errors()).containsExactly("body/type/owners", "body/asset/owners");
  }

  @Test
  void theSameIsSharedWithTheSameOthersOnceAtATime() throws Exception {
    String first = ctToForge();
    String second = ctToForge();
    ladder.step(FRED, first + "/accept");
    assertThat(ladder.tried(FRED, second + "/accept", "{}").code()).isEqualTo("shared-already");
    assertThat(world.get(FRED, second).json().getString("status")).isEqualTo("proposed");
  }

  @Test
  void endingWithdrawsAChangeThatWaitsAndNothingFollowsANotice() throws Exception {
    String agreement =
        ladder.propose(
            LENA, "{\"partner\":\"forge\",\"asset\":\"lakeside.ct-1\",\"endNotice\":\"P7D\"}");
    ladder.step(FRED, agreement + "/accept");
    ladder.change(LENA, agreement, "{\"asset\":\"lakeside.ct-1\"}");
    ladder.step(FRED, agreement + "/end");
    Reply ending = world.get(LENA, agreement);
    assertThat(ending.json().getString("until")).isEqualTo("2026-11-25T10:00:00Z");
    assertThat(ending.json().getJsonObject("ended").getString("organisation")).isEqualTo("forge");
    assertThat(ending.list("versions").get(1).getString("status")).isEqualTo("withdrawn");
    assertThat(why(ladder.tried(LENA, agreement + "/end", "{}"))).containsExactly("notice-given");
    assertThat(why(ladder.tried(LENA, agreement + "/versions", "{}")))
        .containsExactly("notice-given");
  }

  @Test
  void aRepeatedProposalWithItsKeyProposesOnce() throws Exception {
    List<String> places = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      places.add(
          world
              .send(
                  world
                      .posted(LENA, AGREEMENTS, "{\"partner\":\"forge\"}")
                      .header("Idempotency-Key", "once"))
              .header("Location"));
    }
    assertThat(places.get(0)).isNotEmpty().isEqualTo(places.get(1));
  }

  @Test
  void everyFaultOfAProposalIsNamed() throws Exception {
    Reply wrong =
        world.post(
            LENA,
            AGREEMENTS,
            "{\"partner\":\"lakeside\",\"everybody\":true,\"facility\":\"hall\","
                + "\"asset\":\"forge.mill-1\",\"until\":\"2026-01-01T00:00:00Z\","
                + "\"terms\":{\"longest\":\"soon\"}}");
    assertThat(wrong.errors())
        .containsExactlyInAnyOrder(
            "body/partner/choice",
            "body/partner/self",
            "body/facility/unknown",
            "body/asset/unknown",
            "body/until/order",
            "body/terms.longest/format");
    assertThat(world.post(LENA, AGREEMENTS, "{\"circle\":7}").errors())
        .containsExactly("body/circle/unknown");
  }

  @Test
  void anAgreementFromBeforeVersionsIsAnAcceptedOneWithItsFirst() throws Exception {
    String agreement =
        AGREEMENTS + "/" + world.get(HANNA, AGREEMENTS).list("agreements").get(0).getInteger("id");
    Reply whole = world.get(HANNA, agreement);
    assertThat(whole.json().getString("status")).isEqualTo("in-force");
    assertThat(whole.list("versions"))
        .extracting(each -> each.getString("status"))
        .containsExactly("accepted");
    ladder.step(HANNA, agreement + "/end");
    assertThat(world.get(HANNA, "/api/v1/assets/lakeside.mri-1").code())
        .isEqualTo("asset-not-found");
  }

  @Test
  void anOwnerIsShownWindowsBeforeItProposesAndAPartnerTheAssetsBeforeItAccepts() throws Exception {
    String offer = "{\"partner\":\"forge\",\"type\":\"mri\",\"terms\":{\"longest\":\"PT2H\"}}";
    Reply before = world.post(LENA, AGREEMENTS + "/preview", offer);
    assertThat(ladder.faults("Preview", before)).isEmpty();
    List<String> promised = windows(before);
    assertThat(promised).hasSizeGreaterThan(10);
    assertThat(world.get(FRED, AGREEMENTS).list("agreements")).isEmpty();

    String agreement = ladder.propose(LENA, offer);
    Reply partners = world.get(FRED, agreement + "/preview");
    assertThat(ladder.faults("Preview", partners)).isEmpty();
    assertThat(partners.list("assets").get(0).getString("id")).isEqualTo("lakeside.mri-1");
    assertThat(partners.text()).doesNotContain("windows");
    assertThat(world.get(HANNA, agreement + "/preview").code()).isEqualTo("agreement-not-found");

    ladder.step(FRED, agreement + "/accept");
    String range = "?asset=lakeside.mri-1&minDuration=PT15M&to=2026-11-25T10:00:00Z&limit=1000";
    List<String> found =
        world.get(FRED, "/api/v1/windows" + range).list("windows").stream()
            .map(AgreementsIT::told)
            .toList();
    assertThat(found).containsExactlyInAnyOrderElementsOf(promised);
  }

  private static List<String> windows(Reply preview) {
    return preview.list("assets").get(0).getJsonArray("windows").stream()
        .map(each -> told((JsonObject) each))
        .toList();
  }

  private static String told(JsonObject window) {
    return window.getString("start") + " to " + window.getString("end");
  }
}
