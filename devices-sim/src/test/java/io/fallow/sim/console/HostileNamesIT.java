package io.fallow.sim.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.fallow.sim.local.ApiClient;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Names that others chose are text on every page, whatever is in them. */
@OnStage
class HostileNamesIT {

  private static final String MACHINE = "hostile.mri-1";

  /** Elements of which a name could be the maker, and what a script in it would leave. */
  private static final String HARM =
      """
      () => [
        ...[...document.querySelectorAll('[onerror], img[src="x"], script:not([src]):not([type=importmap])')]
            .map(element => element.outerHTML),
        ...(window.scarred ? ['a script ran'] : []),
      ]
      """;

  /** Texts that turn around what follows them, where nothing holds them in. */
  private static final String LOOSE =
      """
      () => {
        const loose = [];
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          if (!texts.currentNode.data.includes('\\u202E')) continue;
          let at = texts.currentNode.parentElement;
          if (at.closest('option, script, style')) continue;
          while (at && !/isolate|plaintext/.test(getComputedStyle(at).unicodeBidi)) {
            at = getComputedStyle(at).display.startsWith('inline') ? at.parentElement : null;
          }
          if (at === null) loose.push(texts.currentNode.parentElement.outerHTML.slice(0, 300));
        }
        return loose;
      }
      """;

  private static final String TOO_WIDE =
      "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

  private final Stage stage;

  HostileNamesIT(Stage stage) {
    this.stage = stage;
  }

  static Stream<Arguments> pages() {
    return Stream.of(
            "/",
            "/assets/" + MACHINE,
            "/find",
            "/bookings",
            "/sharing",
            "/gateways",
            "/utilisation")
        .flatMap(
            path ->
                Stream.of(TestWorld.MALLORY, TestWorld.VICTIM)
                    .flatMap(
                        person ->
                            Stream.of(Look.DESKTOP, Look.PHONE)
                                .map(look -> Arguments.of(path, person, look))));
  }

  @ParameterizedTest(name = "{0} for {1}, {2}")
  @MethodSource("pages")
  void aNameIsTextAndStaysInItsPlace(String path, String person, Look look) {
    stage.once("hostile deeds", this::deeds);
    Page page = stage.visit(person, look).open(path);
    assertThat((List<?>) page.evaluate(HARM)).as("what a name made of the page").isEmpty();
    assertThat((List<?>) page.evaluate(LOOSE)).as("names that turn others around").isEmpty();
    assertThat(page.evaluate(TOO_WIDE)).as("pixels wider than the screen").isEqualTo(0);
  }

  @Test
  void everyNameIsReadableOnTheFleetPage() {
    for (String person : List.of(TestWorld.MALLORY, TestWorld.VICTIM)) {
      Page page = stage.visit(person).open("/");
      String text = page.locator("main").textContent();
      assertThat(text).contains(HostileNames.ALL);
    }
  }

  /** What a partner and an owner may write: a purpose, a reason, the name of a circle. */
  private void deeds() {
    ApiClient victim = stage.stack().as(TestWorld.VICTIM);
    ApiClient mallory = stage.stack().as(TestWorld.MALLORY);
    List<String> machines = machines(victim);
    for (int i = 0; i < HostileNames.ALL.size(); i++) {
      made(victim.post("/api/v1/reservations", booking(victim, machines.get(i), i)));
    }
    Instant later = Instant.now().plus(20, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);
    made(
        mallory.post(
            "/api/v1/assets/" + MACHINE + "/lockouts",
            new JsonObject()
                .put("kind", "other")
                .put("reason", HostileNames.MIRRORED + HostileNames.SCRIPT)
                .put("start", later.toString())
                .put("end", later.plus(2, ChronoUnit.HOURS).toString())));
    made(
        mallory.post(
            "/api/v1/circles",
            new JsonObject().put("code", "ring").put("name", HostileNames.MIRRORED)));
  }

  private static List<String> machines(ApiClient person) {
    return get(person, "/api/v1/assets").getJsonArray("assets").stream()
        .map(asset -> ((JsonObject) asset).getString("id"))
        .toList();
  }

  /** Half an hour of the first window tomorrow, for a hostile purpose. */
  private static JsonObject booking(ApiClient person, String machine, int purpose) {
    Instant from = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);
    JsonObject window =
        get(person, "/api/v1/windows?minDuration=PT1H&limit=1&asset=" + machine + "&from=" + from)
            .getJsonArray("windows")
            .getJsonObject(0);
    Instant start = Instant.parse(window.getString("start"));
    return new JsonObject()
        .put("asset", machine)
        .put("start", start.toString())
        .put("end", start.plus(30, ChronoUnit.MINUTES).toString())
        .put("purpose", HostileNames.ALL.get(purpose));
  }

  private static JsonObject get(ApiClient person, String path) {
    try {
      return person.get(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static void made(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
  }
}
