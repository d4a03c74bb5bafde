package io.fallow.scheduler.api.sharing;

import static io.fallow.scheduler.api.ApiWorld.HANNA;
import static io.fallow.scheduler.api.ApiWorld.LENA;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.api.Reply;
import io.fallow.scheduler.api.auth.Caller;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ladder that companies climb, over HTTP: lakeside's MRI is at first its own alone, then shared
 * with the harbour clinic, then with a circle, then with everybody; and all the way back. At each
 * step it is asked what each side sees.
 */
class LadderIT {

  private static final Caller FRED = new Caller("fred", "Fred Forge", "forge");
  private static final Caller DORA = new Caller("dora", "Dora Depot", "depot");
  private static final String MRI = "lakeside.mri-1";

  private static final Sight NOTHING = new Sight(false, false, 404, 404, 404);
  private static final Sight WINDOWS = new Sight(true, true, 200, 403, 201);

  @TempDir Path folder;
  private ApiWorld world;
  private Ladder ladder;
  private int evening;

  @BeforeEach
  void start() {
    world = new ApiWorld(folder);
    world.services.registry().registerOrganisation("depot", "The Depot");
    world.endAgreements();
    ladder = new Ladder(world);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  /**
   * What somebody sees of the MRI.
   *
   * @param explained status of asking why it is or isn't offered
   * @param used status of asking how it is used: its owner's alone
   * @param booked status of a direct booking, which is given back
   */
  private record Sight(boolean listed, boolean offered, int explained, int used, int booked) {}

  private Sight sightOf(Caller caller) throws Exception {
    List<JsonObject> assets = world.get(caller, "/api/v1/assets").list("assets");
    String range = "?from=2026-11-18T18:00:00Z&to=2026-11-19T18:00:00Z";
    return new Sight(
        assets.stream().anyMatch(each -> each.getString("id").equals(MRI)),
        !world.get(caller, "/api/v1/windows?asset=" + MRI).list("windows").isEmpty(),
        world.get(caller, "/api/v1/assets/" + MRI + "/explain" + range).status(),
        world.get(caller, "/api/v1/assets/" + MRI + "/utilisation" + range).status(),
        bookedAndGivenBack(caller));
  }

  private int bookedAndGivenBack(Caller caller) throws Exception {
    Reply booked = book(caller, 0, "PT1H");
    if (booked.status() == 201) {
      world.post(caller, booked.header("Location") + "/cancel", "{}");
    }
    return booked.status();
  }

  /** Books from 18:00 UTC on of a day, today being 0. */
  private Reply book(Caller caller, int day, String length) throws Exception {
    Instant start = Instant.parse("2026-11-18T18:00:00Z").plus(Duration.ofDays(day));
    return world.post(
        caller,
        "/api/v1/reservations",
        new JsonObject()
            .put("asset", MRI)
            .put("start", start.toString())
            .put("end", start.plus(Duration.parse(length)).toString())
            .encode());
  }

  private Reply bookAnEvening(Caller caller) throws Exception {
    Reply booked = book(caller, ++evening, "PT1H");
    assertThat(booked.status()).as(booked.text()).isEqualTo(201);
    return booked;
  }

  private void assertSeen(String step, Sight harbor, Sight forge, Sight depot) throws Exception {
    assertThat(List.of(sightOf(HANNA), sightOf(FRED), sightOf(DORA)))
        .as("harbor-clinic, forge and depot: " + step)
        .containsExactly(harbor, forge, depot);
    assertThat(sightOf(LENA)).isEqualTo(new Sight(true, true, 200, 200, 201));
  }

  @Test
  void fromOnesOwnToOnePartnerToACircleToEverybodyAndBack() throws Exception {
    assertSeen("its own alone", NOTHING, NOTHING, NOTHING);

    String agreement =
        ladder.propose(
            LENA,
            """
            {"partner": "harbor-clinic", "asset": "lakeside.mri-1", "endNotice": "P2D",
             "terms": {"longest": "PT4H", "price": "free"}}""");
    assertSeen("proposed to the clinic", NOTHING, NOTHING, NOTHING);
    assertThat(world.get(HANNA, agreement).json().getString("status")).isEqualTo("proposed");
    assertThat(world.get(FRED, agreement).code()).isEqualTo("agreement-not-found");

    ladder.step(HANNA, agreement + "/accept");
    assertSeen("accepted", WINDOWS, NOTHING, NOTHING);
    String clinics = bookAnEvening(HANNA).header("Location");
    assertThat(world.get(LENA, clinics).status()).isEqualTo(200);
    assertThat(world.get(FRED, clinics).code()).isEqualTo("reservation-not-found");

    aChangeCountsOnceBothSidesWantIt(agreement);
    assertSeen("changed", WINDOWS, NOTHING, NOTHING);

    String circle = circleOfThree();
    assertSeen("in a circle with which nothing is shared", WINDOWS, NOTHING, NOTHING);
    String shared = ladder.propose(LENA, "{\"type\":\"mri\",\"circle\":" + id(circle) + "}");
    assertSeen("shared with the circle", WINDOWS, WINDOWS, NOTHING);
    String forges = bookAnEvening(FRED).header("Location");
    assertThat(world.get(HANNA, forges).code()).isEqualTo("reservation-not-found");
    assertThat(world.get(DORA, shared).code()).isEqualTo("agreement-not-found");

    String open = ladder.propose(LENA, "{\"asset\":\"lakeside.mri-1\",\"everybody\":true}");
    assertSeen("shared with everybody", WINDOWS, WINDOWS, WINDOWS);
    String depots = bookAnEvening(DORA).header("Location");
    ladder.step(LENA, open + "/end");
    assertSeen("no more with everybody", WINDOWS, WINDOWS, NOTHING);
    assertThat(world.get(DORA, depots).json().getString("status")).isEqualTo("CONFIRMED");

    assertThat(world.post(FRED, circle + "/leave", "").status()).isEqualTo(204);
    assertSeen("the forge has left the circle", WINDOWS, NOTHING, NOTHING);
    assertThat(world.get(FRED, forges).json().getString("status")).isEqualTo("CONFIRMED");
    ladder.step(LENA, shared + "/end");

    ladder.step(HANNA, agreement + "/end");
    assertThat(world.get(LENA, agreement).json().getString("status")).isEqualTo("ending");
    assertThat(book(HANNA, 5, "PT1H").text()).contains("beyond-agreement");
    assertSeen("notice was given", WINDOWS, NOTHING, NOTHING);
    world.clock.forward(Duration.ofDays(2));
    assertThat(world.get(HANNA, "/api/v1/windows").list("windows")).isEmpty();
    assertThat(book(HANNA, 5, "PT1H").code()).isEqualTo("asset-not-found");
    assertThat(world.get(HANNA, clinics).status()).isEqualTo(200);
    assertThat(world.get(LENA, agreement).json().getString("status")).isEqualTo("ended");
    eventsWereToldToThoseWhomTheyConcern();
  }

  private void aChangeCountsOnceBothSidesWantIt(String agreement) throws Exception {
    assertThat(book(HANNA, 4, "PT3H").status()).isEqualTo(201);
    ladder.change(
        LENA,
        agreement,
        "{\"asset\":\"lakeside.mri-1\",\"endNotice\":\"P2D\",\"terms\":{\"longest\":\"PT2H\"}}");
    assertThat(book(HANNA, 6, "PT3H").status()).isEqualTo(201);
    ladder.step(HANNA, agreement + "/accept");
    assertThat(book(HANNA, 8, "PT3H").text()).contains("too-long");
    assertThat(world.get(HANNA, agreement).json().getJsonArray("versions")).hasSize(2);
  }

  /**
   * Founded by lakeside; the clinic consents to come, and then both to the forge, which consents.
   */
  private String circleOfThree() throws Exception {
    String circle = ladder.found(LENA, "{\"code\":\"imaging\",\"name\":\"Imaging of the north\"}");
    ladder.consent(HANNA, circle, ladder.invite(LENA, circle, "harbor-clinic"));
    int forge = ladder.invite(HANNA, circle, "forge");
    assertThat(world.get(FRED, circle).code())
        .as("until all consent")
        .isEqualTo("circle-not-found");
    ladder.consent(LENA, circle, forge);
    assertThat(world.get(FRED, circle).json().getString("role")).isEqualTo("invited");
    ladder.consent(FRED, circle, forge);
    assertThat(world.get(FRED, circle).list("members")).hasSize(3);
    return circle;
  }

  private static int id(String place) {
    return Integer.parseInt(place.substring(place.lastIndexOf('/') + 1));
  }

  private void eventsWereToldToThoseWhomTheyConcern() throws Exception {
    assertThat(ladder.kinds(HANNA, "agreement"))
        .containsExactly(
            "agreement.proposed",
            "agreement.accepted",
            "agreement.proposed",
            "agreement.accepted",
            "agreement.accepted",
            "agreement.ending",
            "agreement.ending");
    assertThat(ladder.kinds(FRED, "agreement")).containsExactly("agreement.accepted");
    assertThat(ladder.kinds(FRED, "circle"))
        .containsExactly("circle.proposed", "circle.changed", "circle.changed");
    assertThat(ladder.kinds(DORA, "agreement")).isEmpty();
    assertThat(ladder.kinds(DORA, "circle")).isEmpty();
  }
}
