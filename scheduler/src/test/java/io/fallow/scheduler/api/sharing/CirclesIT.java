package io.fallow.scheduler.api.sharing;

import static io.fallow.scheduler.api.ApiWorld.HANNA;
import static io.fallow.scheduler.api.ApiWorld.LENA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.api.Reply;
import io.fallow.scheduler.api.auth.Caller;
import io.fallow.telemetry.store.Acting;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a circle takes in, on what common terms, and what is left when somebody goes. */
class CirclesIT {

  private static final Caller FRED = new Caller("fred", "Fred Forge", "forge");
  private static final String FOUNDED =
      "{\"code\":\"north\",\"name\":\"The north\",\"terms\":{\"longest\":\"PT8H\"}}";

  @TempDir Path folder;
  private ApiWorld world;
  private Ladder ladder;
  private String circle;

  @BeforeEach
  void start() throws Exception {
    world = new ApiWorld(folder);
    world.endAgreements();
    ladder = new Ladder(world);
    circle = ladder.found(LENA, FOUNDED);
    ladder.consent(HANNA, circle, ladder.invite(LENA, circle, "harbor-clinic"));
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private Reply say(Caller caller, int motion, String word) throws Exception {
    return world.post(caller, circle + "/motions/" + motion + "/" + word, "");
  }

  private static String why(Reply refused) {
    assertThat(refused.code()).as(refused.text()).isEqualTo("step-not-possible");
    return refused.list("violations").get(0).getString("code");
  }

  private int id() {
    return Integer.parseInt(circle.substring(circle.lastIndexOf('/') + 1));
  }

  private boolean sees(Caller caller, String asset) throws Exception {
    return world.get(caller, "/api/v1/assets/" + asset).status() == 200;
  }

  @Test
  void oneRefusalEndsAnInvitationAndItsAddresseeNeverLearnsOfIt() throws Exception {
    int motion = ladder.invite(LENA, circle, "forge");
    assertThat(say(HANNA, motion, "refuse").status()).isEqualTo(200);
    assertThat(why(say(LENA, motion, "consent"))).isEqualTo("decided");
    assertThat(world.get(FRED, "/api/v1/circles").list("circles")).isEmpty();
    assertThat(say(FRED, motion, "consent").code()).isEqualTo("circle-not-found");
    assertThat(ladder.kinds(FRED, "circle")).isEmpty();
  }

  @Test
  void whoIsInvitedMayRefuse() throws Exception {
    int motion = ladder.invite(LENA, circle, "forge");
    ladder.consent(HANNA, circle, motion);
    assertThat(say(FRED, motion, "refuse").status()).isEqualTo(204);
    assertThat(world.get(FRED, circle).code()).isEqualTo("circle-not-found");
    assertThat(world.get(HANNA, circle).list("members")).hasSize(2);
  }

  @Test
  void nobodyLearnsFromAnInvitationWhetherThereIsSuchAnOrganisation() throws Exception {
    List<String> answers = new ArrayList<>();
    for (String code : List.of("forge", "nobody")) {
      int motion = ladder.invite(LENA, circle, code);
      ladder.consent(HANNA, circle, motion);
      JsonObject told =
          world.get(LENA, circle).list("motions").stream()
              .filter(each -> code.equals(each.getString("invite")))
              .findFirst()
              .orElseThrow();
      told.remove("id");
      answers.add(told.encode().replace(code, "…"));
    }
    assertThat(answers.get(0)).isEqualTo(answers.get(1));
  }

  @Test
  void commonTermsGoBeforeAMembersOwnAndChangeByTheConsentOfAll() throws Exception {
    ladder.propose(
        LENA,
        "{\"asset\":\"lakeside.mri-1\",\"circle\":"
            + id()
            + ",\"terms\":{\"longest\":\"P1D\",\"notice\":\"PT1H\"}}");
    assertThat(terms().getString("longest")).isEqualTo("PT8H");
    assertThat(terms().getString("notice")).isEqualTo("PT1H");
    Reply put = world.post(HANNA, circle + "/motions", "{\"terms\":{\"longest\":\"PT4H\"}}");
    assertThat(terms().getString("longest")).isEqualTo("PT8H");
    List<JsonObject> open =
        put.list("motions").stream().filter(e -> e.getString("status").equals("open")).toList();
    ladder.consent(LENA, circle, open.get(0).getInteger("id"));
    assertThat(terms().getString("longest")).isEqualTo("PT4H");
    assertThat(world.get(HANNA, circle).json().getJsonObject("terms").encode())
        .isEqualTo("{\"longest\":\"PT4H\"}");
  }

  private JsonObject terms() throws Exception {
    return world.get(HANNA, "/api/v1/assets/lakeside.mri-1/policy").json().getJsonObject("terms");
  }

  @Test
  void whoLeavesOrIsRemovedNeitherSeesNorSharesAnyMore() throws Exception {
    ladder.consent(FRED, circle, invited("forge"));
    ladder.propose(LENA, "{\"type\":\"ct\",\"circle\":" + id() + "}");
    ladder.propose(FRED, "{\"type\":\"five_axis_mill\",\"circle\":" + id() + "}");
    assertThat(sees(FRED, "lakeside.ct-1")).isTrue();
    assertThat(sees(HANNA, "forge.mill-1")).isTrue();
    assertThat(why(world.send(world.as(HANNA, circle + "/members/forge").DELETE())))
        .isEqualTo("not-admin");
    assertThat(world.send(world.as(LENA, circle + "/members/forge").DELETE()).status())
        .isEqualTo(200);
    assertThat(sees(FRED, "lakeside.ct-1")).isFalse();
    assertThat(sees(HANNA, "forge.mill-1")).isFalse();
    assertThat(world.post(HANNA, circle + "/leave", "").status()).isEqualTo(204);
    assertThat(sees(HANNA, "lakeside.ct-1")).isFalse();
  }

  private int invited(String code) throws Exception {
    int motion = ladder.invite(LENA, circle, code);
    ladder.consent(HANNA, circle, motion);
    return motion;
  }

  @Test
  void itsAdminClosesACircleAndNobodySeesByItAnyMore() throws Exception {
    ladder.propose(LENA, "{\"type\":\"ct\",\"circle\":" + id() + "}");
    assertThat(why(world.post(LENA, circle + "/leave", ""))).isEqualTo("admin");
    assertThat(why(world.send(world.as(HANNA, circle).DELETE()))).isEqualTo("not-admin");
    assertThat(world.send(world.as(LENA, circle).DELETE()).status()).isEqualTo(204);
    assertThat(sees(HANNA, "lakeside.ct-1")).isFalse();
    assertThat(world.get(LENA, circle).code()).isEqualTo("circle-not-found");
  }

  @Test
  void itsAdminHandsItOverToAMemberThatSaysYesAndMayLeaveThen() throws Exception {
    ladder.consent(FRED, circle, invited("forge"));
    assertThat(why(put(HANNA, "admin", "forge"))).isEqualTo("not-admin");
    assertThat(why(put(LENA, "admin", "lakeside"))).isEqualTo("admin-already");
    assertThat(why(put(LENA, "admin", "depot"))).isEqualTo("not-a-member");
    int toForge = open(put(LENA, "admin", "forge"), "admin", "forge");
    int toClinic = open(put(LENA, "admin", "harbor-clinic"), "admin", "harbor-clinic");
    assertThat(why(say(HANNA, toForge, "consent"))).isEqualTo("not-asked");
    assertThat(why(say(HANNA, toForge, "refuse"))).isEqualTo("not-asked");
    assertThat(role(LENA)).isEqualTo("admin");

    ladder.consent(HANNA, circle, toClinic);

    assertThat(List.of(role(LENA), role(HANNA), role(FRED)))
        .containsExactly("member", "admin", "member");
    assertThat(why(say(FRED, toForge, "consent"))).as("withdrawn").isEqualTo("decided");
    assertThat(why(world.send(world.as(LENA, circle).DELETE()))).isEqualTo("not-admin");
    assertThat(world.post(LENA, circle + "/leave", "").status()).isEqualTo(204);
    assertThat(world.get(LENA, circle).code()).isEqualTo("circle-not-found");
    assertThat(why(world.post(HANNA, circle + "/leave", ""))).isEqualTo("admin");
    assertThat(world.send(world.as(HANNA, circle + "/members/forge").DELETE()).status())
        .isEqualTo(200);
    assertThat(ladder.kinds(FRED, "circle.changed")).hasSizeGreaterThan(2);
  }

  @Test
  void whoIsNoMemberAnyMoreOrRefusesIsHandedNothingOver() throws Exception {
    int refused = open(put(LENA, "admin", "harbor-clinic"), "admin", "harbor-clinic");
    assertThat(say(HANNA, refused, "refuse").status()).isEqualTo(200);
    assertThat(role(LENA)).isEqualTo("admin");
    int left = open(put(LENA, "admin", "harbor-clinic"), "admin", "harbor-clinic");
    assertThat(world.post(HANNA, circle + "/leave", "").status()).isEqualTo(204);
    assertThat(say(HANNA, left, "consent").code()).isEqualTo("circle-not-found");
    ladder.consent(HANNA, circle, ladder.invite(LENA, circle, "harbor-clinic"));
    assertThat(why(say(HANNA, left, "consent"))).isEqualTo("decided");
    ladder.found(HANNA, FOUNDED);
    int again = open(put(LENA, "admin", "harbor-clinic"), "admin", "harbor-clinic");
    assertThat(why(say(HANNA, again, "consent"))).isEqualTo("code-taken");
  }

  @Test
  void theDatabaseLetsNobodyHandItOverButItsAdminToAMemberThatSaysYes() throws Exception {
    String motion =
        "INSERT INTO circle_motion (circle_id, kind, addressee, invited_id, status, put_by_id,"
            + " put_by, put_at) VALUES ("
            + id()
            + ", 'ADMIN', 'harbor-clinic', 2, 'OPEN', 2, 'hanna', now())";
    assertThatThrownBy(() -> asClinic(motion)).hasStackTraceContaining("row-level security");
    put(LENA, "admin", "harbor-clinic");
    String settle = "DO $$ BEGIN PERFORM circle_settles(" + id() + ", now()); END $$";
    asClinic(settle);
    assertThat(role(HANNA)).isEqualTo("member");
  }

  private void asClinic(String sql) {
    Acting clinic = new Acting(2, "hanna", Optional.of(ApiWorld.START));
    world.database.actingFor(
        clinic,
        () -> {
          world.run(sql);
          return sql;
        });
  }

  private Reply put(Caller caller, String what, String organisation) throws Exception {
    return world.post(caller, circle + "/motions", "{\"" + what + "\":\"" + organisation + "\"}");
  }

  private static int open(Reply put, String what, String organisation) {
    return put.list("motions").stream()
        .filter(each -> organisation.equals(each.getString(what)))
        .filter(each -> each.getString("status").equals("open"))
        .map(each -> each.getInteger("id"))
        .findFirst()
        .orElseThrow();
  }

  private String role(Caller caller) throws Exception {
    return world.get(caller, circle).json().getString("role");
  }

  @Test
  void aDirectPartnersTermsCountBeforeTheCirclesAndThoseBeforeEverybodys() throws Exception {
    ladder.propose(LENA, "{\"everybody\":true,\"terms\":{\"longest\":\"PT1H\"}}");
    assertThat(terms().getString("longest")).isEqualTo("PT1H");
    ladder.propose(LENA, "{\"circle\":" + id() + "}");
    assertThat(terms().getString("longest")).isEqualTo("PT8H");
    String direct =
        ladder.propose(LENA, "{\"partner\":\"harbor-clinic\",\"terms\":{\"longest\":\"PT2H\"}}");
    ladder.step(HANNA, direct + "/accept");
    assertThat(terms().getString("longest")).isEqualTo("PT2H");
  }

  @Test
  void whoJoinedMeanwhileIsAskedAsWell() throws Exception {
    world.services.registry().registerOrganisation("depot", "The depot");
    int depot = ladder.invite(LENA, circle, "depot");
    ladder.consent(HANNA, circle, depot);
    ladder.consent(FRED, circle, invited("forge"));
    Caller dora = new Caller("dora", "Dora Depot", "depot");
    assertThat(world.get(dora, circle).code())
        .as("the forge is to be asked")
        .isEqualTo("circle-not-found");
    ladder.consent(FRED, circle, depot);
    ladder.consent(dora, circle, depot);
    assertThat(world.get(dora, circle).list("members")).hasSize(4);
  }
}
