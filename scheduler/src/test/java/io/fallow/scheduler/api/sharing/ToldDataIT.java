package io.fallow.scheduler.api.sharing;

import static io.fallow.scheduler.api.ApiWorld.HANNA;
import static io.fallow.scheduler.api.ApiWorld.LENA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.api.Reply;
import io.fallow.scheduler.api.auth.Caller;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a partner is told of a shared asset, where the terms say so and where they don't. */
class ToldDataIT {

  private static final Caller FRED = new Caller("fred", "Fred Forge", "forge");
  private static final String WEEKS =
      "/api/v1/assets/lakeside.mri-1/weeks?from=2026-10-26T00:00:00%2B01:00&to=2026-11-25T00:00:00Z";

  @TempDir Path folder;
  private ApiWorld world;
  private Ladder ladder;
  private String agreement;

  @BeforeEach
  void start() throws Exception {
    world = new ApiWorld(folder);
    world.endAgreements();
    ladder = new Ladder(world);
    agreement = ladder.propose(LENA, said("\"partner\":\"harbor-clinic\",", ""));
    ladder.step(HANNA, agreement + "/accept");
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private static String said(String with, String data) {
    return "{" + with + "\"asset\":\"lakeside.mri-1\",\"terms\":{\"data\":[" + data + "]}}";
  }

  private void agreeOn(String data) throws Exception {
    ladder.change(LENA, agreement, said("", data));
    ladder.step(HANNA, agreement + "/accept");
  }

  @Test
  void theWeeksOfAnAssetAreItsOwnersUnlessTheTermsTellThem() throws Exception {
    JsonObject owners = world.get(LENA, WEEKS).json();
    assertThat(world.get(HANNA, WEEKS).code()).isEqualTo("not-told");
    assertThat(world.get(FRED, WEEKS).code()).isEqualTo("asset-not-found");
    agreeOn("\"session-power\"");
    assertThat(world.get(HANNA, WEEKS).code()).isEqualTo("not-told");

    ladder.change(LENA, agreement, said("", "\"utilisation\""));
    assertThat(world.get(HANNA, WEEKS).code()).as("before it accepts").isEqualTo("not-told");
    ladder.step(HANNA, agreement + "/accept");

    Reply told = world.get(HANNA, WEEKS);
    assertThat(ladder.faults("WeeklyUse", told)).isEmpty();
    assertThat(told.json()).isEqualTo(owners);
    assertThat(told.list("weeks"))
        .extracting(each -> each.getString("monday"), each -> each.getDouble("inUseShare"))
        .as("of this week nothing, as it is not over")
        .containsExactly(week("2026-10-26"), week("2026-11-02"), week("2026-11-09"));
    for (String owns : List.of("utilisation", "intervals", "busy-hours")) {
      String path = WEEKS.replace("/weeks", "/" + owns);
      assertThat(world.get(HANNA, path).code()).as(owns).isEqualTo("not-yours");
    }
    agreeOn("");
    assertThat(world.get(HANNA, WEEKS).code()).isEqualTo("not-told");
  }

  private static Tuple week(String monday) {
    return tuple(monday, 0.3333);
  }

  @Test
  void aWeekIsToldAsAWholeWhateverTimeIsAskedAbout() throws Exception {
    agreeOn("\"utilisation\"");
    String path = "/api/v1/assets/lakeside.mri-1/weeks?from=%s&to=%s";
    JsonObject whole = world.get(HANNA, WEEKS).list("weeks").get(1);
    Reply cut = world.get(HANNA, path.formatted("2026-11-01T20:00:00Z", "2026-11-02T00:00:00Z"));
    assertThat(cut.list("weeks")).containsExactly(whole);
    Reply none = world.get(HANNA, path.formatted("2026-11-02T00:00:00Z", "2026-11-08T00:00:00Z"));
    assertThat(none.list("weeks")).isEmpty();
  }

  @Test
  void theOwnersTermsForTheAssetTellItWhereTheAgreementIsSilent() throws Exception {
    ladder.change(LENA, agreement, "{\"asset\":\"lakeside.mri-1\"}");
    ladder.step(HANNA, agreement + "/accept");
    assertThat(world.get(HANNA, WEEKS).code()).isEqualTo("not-told");
    Reply said =
        world.send(
            world
                .as(LENA, "/api/v1/assets/lakeside.mri-1/policy")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"terms\":{\"data\":[\"utilisation\"]}}")));
    assertThat(said.status()).as(said.text()).isEqualTo(200);
    assertThat(world.get(HANNA, WEEKS).status()).isEqualTo(200);
    assertThat(world.get(FRED, WEEKS).code()).isEqualTo("asset-not-found");
    agreeOn("");
    assertThat(world.get(HANNA, WEEKS).code()).as("the agreement says no").isEqualTo("not-told");
  }

  @Test
  void thePowerOfASessionIsToldToItsBookerWhereTheTermsSaySoAndNothingBesideIt() throws Exception {
    Reply booked =
        world.post(
            HANNA,
            "/api/v1/reservations",
            "{\"asset\":\"lakeside.mri-1\",\"start\":\"2026-11-18T18:00:00Z\","
                + "\"end\":\"2026-11-18T19:00:00Z\"}");
    String power = booked.header("Location") + "/power";
    for (String time : List.of("17:59:59", "18:00:00", "18:00:30", "18:59:59", "19:00:00")) {
      drew("2026-11-18T" + time + "Z");
    }
    world.clock.forward(Duration.ofHours(10));
    assertThat(world.get(HANNA, power).code()).isEqualTo("not-told");
    assertThat(world.get(FRED, power).code()).isEqualTo("reservation-not-found");
    agreeOn("\"session-power\"");

    Reply told = world.get(HANNA, power);

    assertThat(ladder.faults("SessionPower", told)).isEmpty();
    assertThat(told.list("minutes"))
        .extracting(each -> each.getString("start"))
        .containsExactly("2026-11-18T18:00:00Z", "2026-11-18T18:59:00Z");
    assertThat(told.list("minutes").get(0).getDouble("powerW")).isEqualTo(1250);
    assertThat(world.get(LENA, power).list("minutes")).isEqualTo(told.list("minutes"));
    assertThat(world.get(FRED, power).code()).isEqualTo("reservation-not-found");
    ladder.step(HANNA, agreement + "/end");
    assertThat(world.get(HANNA, WEEKS).code()).isEqualTo("asset-not-found");
    assertThat(world.get(HANNA, power).status()).as("its session stays its own").isEqualTo(200);
  }

  private int readings;

  private void drew(String at) {
    world.run(
        "SET LOCAL ROLE NONE; INSERT INTO reading (time, asset_id, power_w, message_id)"
            + " SELECT ?, id, ?::real, 1 FROM asset WHERE code = 'mri-1'",
        Instant.parse(at).atOffset(ZoneOffset.UTC),
        500f * ++readings);
  }
}
