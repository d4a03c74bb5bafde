package io.fallow.scheduler.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.api.Reply;
import io.fallow.scheduler.api.auth.Caller;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What an organisation reads of its own audit trail. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditIT {

  private static final String AUDIT = "/api/v1/audit";

  private Trail trail;
  private Path folder;

  @BeforeAll
  void begin(@TempDir Path temp) throws Exception {
    folder = temp;
    trail = new Trail(temp);
    trail.changes();
  }

  @AfterAll
  void end() throws Exception {
    trail.close();
  }

  private List<JsonObject> read(Caller who, String query) throws Exception {
    Reply reply = trail.world.get(who, AUDIT + query);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.list("entries");
  }

  @Test
  void aChangeIsToldWithWhoAndWhatAndHowItWasBefore() throws Exception {
    List<JsonObject> reservations = read(ApiWorld.HANNA, "?what=reservation");
    JsonObject cancelled = reservations.get(1);

    assertThat(cancelled.getString("actor")).isEqualTo("hanna@harbor-clinic");
    assertThat(cancelled.getString("action")).isEqualTo("update");
    assertThat(cancelled.getJsonObject("before").getString("status")).isEqualTo("CONFIRMED");
    assertThat(cancelled.getJsonObject("after").getString("status")).isEqualTo("CANCELLED");
    assertThat(cancelled.getJsonObject("after").getMap()).doesNotContainKey("purpose");
    JsonObject booked = reservations.get(2);
    assertThat(booked.getString("action")).isEqualTo("insert");
    assertThat(booked.getString("key")).isEqualTo(cancelled.getString("key"));
    assertThat(booked.getJsonObject("after").getString("purpose")).isEqualTo("knees");
    assertThat(booked.containsKey("before")).isFalse();
    List<JsonObject> reasons = read(ApiWorld.HANNA, "?what=reservation_change");
    assertThat(reasons)
        .extracting(entry -> entry.getJsonObject("after").getString("reason"))
        .containsExactly("no", "no");
  }

  @Test
  void anOrganisationReadsItsOwnAlone() throws Exception {
    assertThat(read(ApiWorld.HANNA, ""))
        .isNotEmpty()
        .allSatisfy(
            entry -> assertThat(entry.getString("actor")).isIn("hanna@harbor-clinic", "platform"));
    assertThat(read(ApiWorld.LENA, "?actor=lena@lakeside"))
        .extracting(entry -> entry.getString("what"))
        .containsOnly("opening_exception")
        .hasSize(4);
    assertThat(read(ApiWorld.LENA, "?what=reservation")).isEmpty();
  }

  @Test
  void pagesAndFiltersNeitherRepeatNorSkip() throws Exception {
    List<Integer> all = numbers(read(ApiWorld.LENA, "?limit=1000"));
    List<Integer> paged = new ArrayList<>();
    Optional<String> next = Optional.of("");
    while (next.isPresent()) {
      Reply page = trail.world.get(ApiWorld.LENA, AUDIT + "?limit=3" + next.get());
      paged.addAll(numbers(page.list("entries")));
      next = Optional.ofNullable(page.json().getString("next")).map(c -> "&cursor=" + c);
    }
    assertThat(paged).isEqualTo(all).isSortedAccordingTo((a, b) -> b - a).endsWith(1);

    JsonObject fourth = read(ApiWorld.LENA, "").get(3);
    String at = fourth.getString("at");
    assertThat(numbers(read(ApiWorld.LENA, "?limit=1000&from=" + at))).isEqualTo(all.subList(0, 4));
    assertThat(numbers(read(ApiWorld.LENA, "?limit=1000&to=" + at)))
        .isEqualTo(all.subList(4, all.size()));
    assertThat(read(ApiWorld.LENA, "?key=" + fourth.getString("key") + "&what=opening_exception"))
        .hasSize(1);
  }

  private static List<Integer> numbers(List<JsonObject> entries) {
    return entries.stream().map(entry -> entry.getInteger("number")).toList();
  }

  @Test
  void comesAsCommaSeparatedValuesInWhichNothingIsAFormula() throws Exception {
    assertThat(trail.closeDay(ApiWorld.LENA, "2026-12-30", "=1+1, \\\"so\\\"").status())
        .isEqualTo(200);
    trail.seal();
    Reply csv =
        trail.world.send(
            trail.world.as(ApiWorld.LENA, AUDIT + "?limit=1").header("Accept", "text/csv"));

    assertThat(csv.header("Content-Type")).startsWith("text/csv");
    assertThat(csv.header("X-Next")).matches("[0-9]+");
    List<String> lines = csv.text().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).startsWith("number,at,actor,action,what,key,before,after");
    assertThat(lines.get(1)).contains(",lena@lakeside,insert,opening_exception,", "\"\"reason\"\"");
    assertThat(Pattern.compile("(^|,)\"?[=+@-]").matcher(lines.get(1)).find()).isFalse();
  }

  @Test
  void secretsAreNotTold() throws Exception {
    String made =
        "{\"url\": \"https://example.org/hook\", \"types\": [], \"description\": \"all\"}";
    Reply webhook = trail.world.post(ApiWorld.HANNA, "/api/v1/webhooks", made);
    assertThat(webhook.status()).as(webhook.text()).isEqualTo(201);
    String feed = "{\"scope\": \"organisation\", \"name\": \"ours\"}";
    assertThat(trail.world.post(ApiWorld.HANNA, "/api/v1/feeds", feed).status()).isEqualTo(201);
    trail.seal();

    JsonObject hook = read(ApiWorld.HANNA, "?what=webhook").get(0).getJsonObject("after");
    assertThat(hook.getString("secret")).isEqualTo("hidden");
    assertThat(hook.getString("url")).isEqualTo("https://example.org/hook");
    assertThat(
            read(ApiWorld.HANNA, "?what=feed")
                .get(0)
                .getJsonObject("after")
                .getString("secret_hash"))
        .isEqualTo("hidden");
    assertThat(webhook.json().getString("secret")).startsWith("whsec_");
    assertThat(
            trail.number(
                "SELECT count(*) FROM audit_entry WHERE strpos(after::text, '%s') > 0"
                    .formatted(webhook.json().getString("secret"))))
        .isZero();
  }

  @Test
  void whatIsRefusedLeavesNoEntry() throws Exception {
    long before = trail.number("SELECT count(*) FROM audit_entry");
    assertThat(trail.world.post(ApiWorld.HANNA, "/api/v1/reservations", TAKEN).status())
        .isEqualTo(409);
    assertThat(trail.number("SELECT count(*) FROM audit_entry")).isEqualTo(before);
  }

  private static final String TAKEN =
      """
      {"asset": "lakeside.mri-1",
       "start": "2026-11-18T19:00:00Z", "end": "2026-11-18T19:30:00Z"}
      """;

  @Test
  void theHeadThatAnOrganisationKeepsIsAnAnchor() throws Exception {
    Reply head = trail.world.get(ApiWorld.HANNA, AUDIT + "/head");
    assertThat(head.list("heads"))
        .singleElement()
        .satisfies(
            only -> {
              assertThat(only.getString("organisation")).isEqualTo("harbor-clinic");
              assertThat(only.getLong("number")).isPositive();
            });
    Path kept = Files.writeString(folder.resolve("kept.json"), head.text());
    assertThat(trail.verify("--head", kept.toString()).isSound()).isTrue();
  }

  @Test
  void aWrongFilterIsNamed() throws Exception {
    assertThat(
            trail
                .world
                .get(ApiWorld.HANNA, AUDIT + "?what=A&cursor=x&limit=0&from=now&who=me")
                .errors())
        .containsExactlyInAnyOrder(
            "query/what/format",
            "query/cursor/format",
            "query/limit/range",
            "query/from/format",
            "query/who/unknown");
  }
}
