package io.fallow.scheduler.api.telling;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.api.Reply;
import io.fallow.scheduler.api.auth.Caller;
import io.fallow.scheduler.api.contract.ContractAnswers;
import io.vertx.core.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedsIT {

  private static final String FEEDS = "/api/v1/feeds";
  private static final String MRI = "lakeside.mri-1";
  private static final String HOSTILE =
      "knee, series; \"x\"\nEND:VCALENDAR\r\n😀 " + "é".repeat(470);

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

  private static final String RESERVE =
      """
      INSERT INTO reservation (id, asset_id, organisation_id, booked_by, during, blocked, status,
                               purpose, created_at, changed_at, expires_at)
      SELECT ?, a.id, o.id, ?, tstzrange(?, ?), tstzrange(?, ?), ?, ?, ?, ?, ?
      FROM asset a JOIN organisation owner ON owner.id = a.organisation_id, organisation o
      WHERE owner.code || '.' || a.code = ? AND o.code = ?
      """;

  private UUID reserve(Caller by, String asset, int inHours, String status, String purpose) {
    UUID id = UUID.randomUUID();
    Object start = at(Duration.ofHours(inHours));
    Object end = at(Duration.ofHours(inHours + 1));
    Object now = at(Duration.ZERO);
    world.run(
        RESERVE,
        id,
        by.person(),
        start,
        end,
        start,
        end,
        status,
        purpose,
        now,
        now,
        at(Duration.ofMinutes(10)),
        asset,
        by.organisation());
    return id;
  }

  private static Object at(Duration fromStart) {
    return ApiWorld.START.plus(fromStart).atOffset(ZoneOffset.UTC);
  }

  private JsonObject created(Caller by, String body) throws Exception {
    Reply reply = world.post(by, FEEDS, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    assertThat(contract().faults("Feed", reply.json())).isEmpty();
    assertThat(reply.json().getString("path")).matches("/feeds/[A-Za-z0-9_-]{43}\\.ics");
    return reply.json();
  }

  private ContractAnswers contract() throws Exception {
    return new ContractAnswers(world.send(world.request("/openapi.json")).json());
  }

  private Reply read(JsonObject feed) throws Exception {
    return world.send(world.request(feed.getString("path")));
  }

  private List<VEvent> events(JsonObject feed) throws Exception {
    Reply reply = read(feed);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).isEqualTo("text/calendar; charset=utf-8");
    Calendar calendar = new CalendarBuilder().build(new StringReader(reply.text()));
    assertThat(calendar.validate(true).getEntries()).isEmpty();
    return calendar.getComponents("VEVENT").stream().map(VEvent.class::cast).toList();
  }

  private List<String> uids(JsonObject feed) throws Exception {
    return events(feed).stream().map(each -> value(each, "UID")).toList();
  }

  private static String value(VEvent event, String property) {
    return event.getRequiredProperty(property).getValue();
  }

  @Test
  void aPartnersFeedOfAnAssetShowsItsOwnReservationsAndItsOwnersShowsAll() throws Exception {
    UUID harbors = reserve(ApiWorld.HANNA, MRI, 2, "CONFIRMED", HOSTILE);
    UUID lakesides = reserve(ApiWorld.LENA, MRI, 4, "CONFIRMED", "ward 3");
    String body = "{\"scope\": \"asset\", \"asset\": \"lakeside.mri-1\"}";
    JsonObject partners = created(ApiWorld.HANNA, body);
    assertThat(uids(partners)).containsExactly(harbors + "@fallow");
    assertThat(read(partners).text()).doesNotContain(lakesides.toString()).doesNotContain("ward");
    JsonObject owners = created(ApiWorld.LENA, body);
    assertThat(uids(owners)).containsExactlyInAnyOrder(harbors + "@fallow", lakesides + "@fallow");
  }

  @Test
  void aPersonsFeedShowsTheirsAndAnOrganisationsShowsAllOfIt() throws Exception {
    UUID hers = reserve(ApiWorld.LENA, MRI, 2, "CONFIRMED", "");
    UUID colleagues =
        reserve(new Caller("luis", "Luis", "lakeside"), "lakeside.ct-1", 3, "IN_USE", "");
    UUID partners = reserve(ApiWorld.HANNA, MRI, 4, "COMPLETED", "");
    UUID namesake = reserve(new Caller("lena", "Lena", "harbor-clinic"), MRI, 6, "CONFIRMED", "");
    JsonObject person = created(ApiWorld.LENA, "{\"scope\": \"person\"}");
    assertThat(uids(person)).containsExactly(hers + "@fallow");
    JsonObject organisation = created(ApiWorld.LENA, "{\"scope\": \"organisation\"}");
    assertThat(uids(organisation))
        .containsExactlyInAnyOrder(
            hers + "@fallow", colleagues + "@fallow", partners + "@fallow", namesake + "@fallow");
    JsonObject stranger = created(new Caller("jo", "Jo", "forge"), "{\"scope\": \"organisation\"}");
    assertThat(uids(stranger)).isEmpty();
  }

  @Test
  void whatIsCalledOffStaysCancelledForAMonthAndHoldsAreLeftOut() throws Exception {
    JsonObject feed = created(ApiWorld.LENA, "{\"scope\": \"organisation\"}");
    UUID cancelled = reserve(ApiWorld.LENA, MRI, 2, "CANCELLED", "");
    UUID requested = reserve(ApiWorld.LENA, MRI, 3, "REQUESTED", "");
    reserve(ApiWorld.LENA, MRI, 5, "HELD", "");
    reserve(ApiWorld.LENA, MRI, 7, "EXPIRED", "");
    assertThat(uids(feed)).containsExactlyInAnyOrder(cancelled + "@fallow", requested + "@fallow");
    assertThat(events(feed))
        .extracting(each -> value(each, "STATUS"))
        .containsExactlyInAnyOrder("CANCELLED", "TENTATIVE");
    world.clock.forward(Duration.ofMinutes(10));
    assertThat(uids(feed)).containsExactly(cancelled + "@fallow");
    world.clock.forward(Duration.ofDays(30));
    assertThat(uids(feed)).isEmpty();
  }

  @Test
  void aFeedThatHasNotChangedIsNotSentAgain() throws Exception {
    JsonObject feed = created(ApiWorld.LENA, "{\"scope\": \"organisation\"}");
    String tag = read(feed).header("ETag");
    Reply same = world.send(world.request(feed.getString("path")).header("If-None-Match", tag));
    assertThat(same.status()).isEqualTo(304);
    assertThat(same.text()).isEmpty();
    reserve(ApiWorld.LENA, MRI, 2, "CONFIRMED", "");
    Reply changed =
        world.send(
            world.request(feed.getString("path")).header("If-None-Match", "\"other\", " + tag));
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.header("ETag")).isNotEqualTo(tag);
  }

  @Test
  void aRevokedLinkIsAnsweredLikeOneThatNeverWas() throws Exception {
    JsonObject feed = created(ApiWorld.LENA, "{\"scope\": \"organisation\"}");
    String secret = feed.getString("path").substring(7, 50);
    assertThat(
            world.count("SELECT count(*) FROM feed f WHERE f::text LIKE '%' || ? || '%'", secret))
        .as("the secret itself is stored nowhere")
        .isZero();
    String place = FEEDS + "/" + feed.getString("id");
    assertThat(delete(ApiWorld.HANNA, place).code()).isEqualTo("feed-not-found");
    assertThat(read(feed).status()).isEqualTo(200);
    Reply list = world.get(ApiWorld.LENA, FEEDS);
    assertThat(contract().faults("Feeds", list.json())).isEmpty();
    assertThat(list.list("feeds")).hasSize(1);
    assertThat(list.text()).doesNotContain(secret);
    assertThat(world.get(ApiWorld.HANNA, FEEDS).list("feeds")).isEmpty();
    assertThat(delete(ApiWorld.LENA, place).status()).isEqualTo(204);
    Reply revoked = read(feed);
    assertThat(revoked.status()).isEqualTo(404);
    for (String unknown : List.of("A".repeat(43) + ".ics", "..ics", "x", "%2e%2e%2fapi.ics")) {
      Reply reply = world.send(world.request("/feeds/" + unknown));
      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.text()).isEqualTo(revoked.text());
    }
  }

  private Reply delete(Caller by, String place) throws Exception {
    return world.send(world.as(by, place).method("DELETE", BodyPublishers.noBody()));
  }

  @Test
  void everyFaultOfAFeedIsNamed() throws Exception {
    assertThat(world.post(ApiWorld.LENA, FEEDS, "{\"scope\": \"asset\"}").errors())
        .containsExactly("body/asset/missing");
    String body = "{\"scope\": \"person\", \"asset\": \"lakeside.mri-1\", \"name\": \"\"}";
    assertThat(world.post(ApiWorld.LENA, FEEDS, body).errors())
        .containsExactlyInAnyOrder("body/asset/unknown", "body/name/length");
    String hidden = "{\"scope\": \"asset\", \"asset\": \"lakeside.ct-1\"}";
    assertThat(world.post(ApiWorld.HANNA, FEEDS, hidden).code()).isEqualTo("asset-not-found");
    assertThat(Instant.parse(created(ApiWorld.LENA, hidden).getString("createdAt")))
        .isEqualTo(ApiWorld.START);
  }
}
