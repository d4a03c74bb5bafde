package io.fallow.scheduler.api.calendar;

import static io.fallow.scheduler.api.ApiWorld.HANNA;
import static io.fallow.scheduler.api.ApiWorld.LENA;
import static io.fallow.scheduler.api.ApiWorld.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.api.Reply;
import io.fallow.scheduler.api.auth.Caller;
import io.fallow.scheduler.api.contract.ContractAnswers;
import io.fallow.scheduler.calendar.Openings;
import io.fallow.scheduler.calendar.Place;
import io.fallow.scheduler.calendar.WeeklyOpening;
import io.fallow.telemetry.registry.Asset;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an owner says about its calendars through the API, and what is refused. */
class CalendarApiIT {

  private static final String SITE = "/api/v1/facilities/lakeside.north";
  private static final String CT = "/api/v1/assets/lakeside.ct-1";
  private static final String MRI = "/api/v1/assets/lakeside.mri-1";
  private static final String ALL = "?from=2026-11-01T00:00:00Z&to=2027-11-01T00:00:00Z";

  @TempDir static Path folder;
  private static ApiWorld world;
  private static ContractAnswers contract;

  @BeforeAll
  static void start() throws Exception {
    world = new ApiWorld(folder);
    contract = new ContractAnswers(world.send(world.request("/openapi.json")).json());
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @BeforeEach
  void forget() {
    world.run("DELETE FROM event");
    world.run("DELETE FROM reservation_change");
    world.run("DELETE FROM reservation");
    world.run("DELETE FROM lockout");
    world.run("DELETE FROM calibration_record");
    world.run("DELETE FROM calibration");
    world.run("DELETE FROM opening_exception");
    Asset mri = world.services.registry().asset("lakeside.mri-1").orElseThrow();
    Openings openings = new Openings(world.database);
    openings.replaceWeek(Place.of(mri.facility()), WeeklyOpening.always());
  }

  @ParameterizedTest
  @ValueSource(strings = {SITE, CT})
  void keepsTheHoursOfTheWeekWithTheirDates(String place) throws Exception {
    String week =
        """
        {"week": [
          {"day": "monday", "opens": "08:00", "closes": "18:00"},
          {"day": "sunday", "opens": "00:00", "closes": "24:00",
           "validFrom": "2026-12-01", "validUntil": "2026-12-31"}]}
        """;
    Reply put = put(LENA, place + "/openings", week);
    assertIs("Openings", 200, put);
    assertThat(put.json().getJsonArray("week"))
        .isEqualTo(new JsonObject(week).getJsonArray("week"));
    assertThat(get(place + "/openings").json()).isEqualTo(put.json());
    assertThat(put.json().getString("zone")).isEqualTo("Europe/Berlin");
  }

  @Test
  void namesEveryFaultOfAWeek() throws Exception {
    Reply put =
        put(
            LENA,
            CT + "/openings",
            """
            {"week": [
              {"day": "moonday", "opens": "8", "closes": "18:00"},
              {"day": "monday", "opens": "18:00", "closes": "08:00"},
              {"day": "monday", "opens": "08:00", "closes": "08:00"},
              {"day": "monday", "opens": "08:00", "closes": "00:00"},
              {"day": "monday", "opens": "24:00", "closes": "25:00"},
              {"opens": 8, "shoe": 1},
              {"day": "friday", "opens": "08:00", "closes": "09:00",
               "validFrom": "2026-12-31", "validUntil": "2026-12-01"},
              {"day": "friday", "opens": "08:00", "closes": "09:00", "validFrom": "2026-02-30"}]}
            """);
    assertThat(put.errors())
        .containsExactlyInAnyOrder(
            "body/week[0].day/choice",
            "body/week[0].opens/format",
            "body/week[1].closes/order",
            "body/week[2].closes/order",
            "body/week[3].closes/format",
            "body/week[4].opens/format",
            "body/week[4].closes/format",
            "body/week[5].shoe/unknown",
            "body/week[5].day/missing",
            "body/week[5].opens/type",
            "body/week[5].closes/missing",
            "body/week[6].validUntil/order",
            "body/week[7].validFrom/format");
    assertIs("Problem", 400, put);
  }

  @ParameterizedTest
  @ValueSource(strings = {SITE, CT})
  void keepsExceptionsOnSingleDays(String place) throws Exception {
    String day = place + "/exceptions/2026-12-24";
    String hours =
        "{\"hours\": [{\"opens\": \"08:00\", \"closes\": \"12:00\"}], \"reason\": \"Xmas\"}";
    assertIs("Exception", 200, put(LENA, day, hours));
    Reply list = get(place + "/exceptions?from=2026-12-01&until=2026-12-31");
    assertIs("Exceptions", 200, list);
    assertThat(list.list("exceptions")).hasSize(1);
    assertThat(send(LENA, "DELETE", day).status()).isEqualTo(204);
    assertThat(send(LENA, "DELETE", day).code()).isEqualTo("not-found");
    assertThat(put(LENA, place + "/exceptions/2026-02-30", "{\"hours\": []}").errors())
        .containsExactlyInAnyOrder("path/day/format", "body/reason/missing");
  }

  @Test
  void keepsHolidaysOneByOne() throws Exception {
    String day = SITE + "/holidays/2027-05-01";
    assertIs("Holiday", 200, put(LENA, day, "{\"reason\": \"May Day\"}"));
    Reply list = get(SITE + "/holidays?from=2027-05-01&until=2027-05-01");
    assertIs("Holidays", 200, list);
    assertThat(list.list("holidays")).hasSize(1);
    assertThat(send(LENA, "DELETE", day).status()).isEqualTo(204);
    assertThat(send(LENA, "DELETE", day).status()).isEqualTo(404);
  }

  @Test
  void importsTheHolidaysOfAnICalendarFile() throws Exception {
    String file =
        """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//x//y//EN
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:19700101
        RRULE:FREQ=YEARLY
        SUMMARY:New Year
        END:VEVENT
        END:VCALENDAR
        """
            .replace("\n", "\r\n");
    Reply read = world.post(LENA, SITE + "/holidays/import", file(file));
    assertIs("Holidays", 200, read);
    assertThat(read.list("holidays"))
        .extracting(each -> each.getString("day"))
        .containsExactly("2027-01-01", "2028-01-01");
    assertThat(get(SITE + "/holidays").list("holidays")).hasSize(1);
    Reply timed =
        world.post(
            LENA,
            SITE + "/holidays/import",
            file(file.replace("RRULE:FREQ=YEARLY", "RRULE:FREQ=SECONDLY")));
    assertThat(timed.errors()).containsExactly("body/calendar/too-frequent");
    assertThat(world.post(LENA, SITE + "/holidays/import", file("hello")).errors())
        .containsExactly("body/calendar/malformed");
    Reply backwards =
        world.post(
            LENA,
            SITE + "/holidays/import",
            new JsonObject(file(file)).put("until", "2020-01-01").encode());
    assertThat(backwards.errors()).containsExactly("body/until/order");
  }

  @Test
  void locksOutOnceAndEndsIt() throws Exception {
    Reply added = lockOut("{\"kind\": \"recall\", \"reason\": \"maker's notice\"}");
    assertIs("Lockout", 201, added);
    assertThat(added.json().getString("start")).isEqualTo(START.toString());
    assertThat(added.json().containsKey("end")).isFalse();
    Reply list = get(CT + "/lockouts" + ALL);
    assertIs("Lockouts", 200, list);
    assertThat(list.list("lockouts")).containsExactly(added.json());
    String one = CT + "/lockouts/" + added.json().getInteger("id") + "/end";
    world.clock.forward(Duration.ofHours(1));
    Reply ended = send(LENA, "POST", one);
    assertIs("Lockout", 200, ended);
    assertThat(send(LENA, "POST", one).code()).isEqualTo("lockout-not-found");
    assertThat(get(CT + "/lockouts" + ALL).list("lockouts").get(0).getString("endedAt"))
        .isEqualTo("2026-11-18T11:00:00Z");
    world.clock.forward(Duration.ofHours(-1));
  }

  @Test
  void locksOutByARuleOnTheFacilitysClock() throws Exception {
    Reply added =
        lockOut(
            """
            {"kind": "maintenance", "reason": "helium", "rule": "FREQ=WEEKLY;COUNT=3",
             "localStart": "2026-11-19T06:00", "duration": "PT2H",
             "exceptions": ["2026-11-26T06:00"]}
            """);
    assertIs("Lockout", 201, added);
    assertThat(added.json().getString("start")).isEqualTo("2026-11-19T05:00:00Z");
    assertThat(added.json().getJsonObject("recurs").getString("zone")).isEqualTo("Europe/Berlin");
  }

  @Test
  void refusesALockoutOverReservationsAndNamesThem() throws Exception {
    UUID id = reserve(2, 4);
    Reply refused = lockOut("{\"kind\": \"maintenance\", \"reason\": \"helium\"}");
    assertThat(refused.code()).isEqualTo("reservations-in-the-way");
    assertIs("Problem", 409, refused);
    assertThat(refused.list("reserved"))
        .extracting(each -> each.getString("id"))
        .containsExactly(id.toString());
    assertThat(get(CT + "/lockouts" + ALL).list("lockouts")).isEmpty();
  }

  @Test
  void bumpsReservationsForAnEmergencyAndTellsBothSides() throws Exception {
    UUID id = reserveMri(8, 10);
    Reply added =
        world.post(
            LENA,
            MRI + "/lockouts",
            """
            {"kind": "fault", "reason": "quench", "onReservations": "bump",
             "start": "2026-11-18T16:00:00Z", "end": "2026-11-18T20:00:00Z"}
            """);
    assertIs("Lockout", 201, added);
    assertThat(added.list("bumped"))
        .extracting(each -> each.getString("id"))
        .containsExactly(id.toString());
    JsonObject bumped = world.get(HANNA, "/api/v1/reservations/" + id).json();
    assertThat(bumped.getString("status")).isEqualTo("BUMPED");
    assertThat(events("reservation.bumped")).isEqualTo(2);
    assertThat(events("lockout.added")).isEqualTo(1);
  }

  @Test
  void anEmergencyThatIsSentAgainWithItsKeyLocksOutOnce() throws Exception {
    reserveMri(8, 10);
    String emergency =
        """
        {"kind": "fault", "reason": "quench", "onReservations": "bump"}
        """;
    List<Reply> replies = new ArrayList<>();
    for (int sent = 0; sent < 2; sent++) {
      replies.add(
          world.send(
              world.posted(LENA, MRI + "/lockouts", emergency).header("Idempotency-Key", "e-1")));
    }
    assertIs("Lockout", 201, replies.get(0));
    assertThat(replies.get(1).json()).isEqualTo(replies.get(0).json());
    assertThat(world.get(LENA, MRI + "/lockouts" + ALL).list("lockouts")).hasSize(1);
  }

  @Test
  void bumpsNothingThatTheLockoutDoesNotTouch() throws Exception {
    UUID id = reserveMri(8, 10);
    Reply added =
        world.post(
            LENA,
            MRI + "/lockouts",
            """
            {"kind": "fault", "reason": "quench", "onReservations": "bump",
             "start": "2026-11-18T20:00:00Z", "end": "2026-11-18T22:00:00Z"}
            """);
    assertThat(added.list("bumped")).isEmpty();
    assertThat(world.get(HANNA, "/api/v1/reservations/" + id).json().getString("status"))
        .isEqualTo("CONFIRMED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{`start`: `2026-11-20T10:00:00Z`, `end`: `2026-11-20T10:00:00Z`}  | body/end/order",
        "{`start`: `2026-11-20T10:00:00Z`, `end`: `2026-11-19T10:00:00Z`}  | body/end/order",
        "{`start`: `2026-11-20T10:00:00.0000001Z`, `end`: `2026-11-20T10:00:00.0000004Z`} |"
            + " body/end/order",
        "{`reason`: `a\\u0000b`}                                    | body/reason/format",
        "{`start`: `2026-11-20T10:00:00Z`, `end`: `2036-11-19T10:00:00Z`}  | body/end/range",
        "{`start`: `2026-11-10T10:00:00Z`, `end`: `2026-11-11T10:00:00Z`}  | body/end/past",
        "{`start`: `2026-11-20T10:00:00`}                                  | body/start/format",
        "{`localStart`: `2026-11-20T10:00Z`}                       | body/localStart/format",
        "{`localStart`: `2027-03-28T02:30`}                   | body/localStart/nonexistent",
        "{`localStart`: `2026-11-20T02:30`, `localEnd`: `2027-10-31T02:30`} |"
            + " body/localEnd/ambiguous",
        "{`localEnd`: `2026-11-20T02:30`}                         | body/localStart/missing",
        "{`localStart`: `2026-11-20T02:30`, `start`: `2026-11-20T10:00:00Z`} | body/start/conflict",
        "{`duration`: `PT1H`}                                     | body/duration/conflict",
        "{`rule`: `FREQ=DAILY`, `duration`: `PT1H`}               | body/localStart/missing",
        "{`rule`: `FREQ=SECONDLY`, `localStart`: `2026-11-20T10:00`, `duration`: `PT1H`} |"
            + " body/rule/too-frequent",
        "{`rule`: `FREQ=DAILY`, `localStart`: `2026-11-20T10:00`, `duration`: `P40D`} |"
            + " body/duration/out-of-range",
        "{`rule`: `FREQ=DAILY`, `localStart`: `2027-03-28T02:30`, `duration`: `PT1H`} |"
            + " body/localStart/nonexistent",
        "{`kind`: `whim`}                                         | body/kind/choice"
      })
  void refusesALockoutWhoseTimeIsNone(String body, String error) throws Exception {
    JsonObject asked = new JsonObject().put("kind", "other").put("reason", "because");
    asked.mergeIn(new JsonObject(body.replace('`', '"')));
    assertThat(lockOut(asked.encode()).errors()).containsExactly(error);
  }

  /** But whether the clock skips its time, for which one has to know where the asset stands. */
  @Test
  void namesEveryFaultOfARuleAtOnce() throws Exception {
    Reply refused =
        lockOut(
            """
            {"kind": "other", "rule": "FREQ=DAILY;BYHOUR=77;X=1", "duration": "PT90S",
             "localStart": "2027-03-28T02:30", "end": "2026-11-20T10:00:00Z"}
            """);
    assertThat(refused.errors())
        .containsExactlyInAnyOrder(
            "body/reason/missing",
            "body/end/conflict",
            "body/rule/out-of-range",
            "body/rule/unknown-part",
            "body/duration/format");
  }

  @Test
  void keepsWhenAnAssetMustBeCalibrated() throws Exception {
    assertIs("Calibration", 200, get(CT + "/calibration"));
    assertThat(put(LENA, CT + "/calibration", "{}").errors()).containsExactly("body/days/missing");
    Reply required = put(LENA, CT + "/calibration", "{\"days\": 365, \"runHours\": 2000}");
    assertIs("Calibration", 200, required);
    Reply recorded =
        world.post(
            LENA, CT + "/calibration/records", "{\"passed\": true, \"note\": \"by the maker\"}");
    assertIs("Calibration", 201, recorded);
    assertThat(recorded.json().getString("dueAt")).isEqualTo("2027-11-17T23:00:00Z");
    assertThat(recorded.json().getDouble("hoursLeft")).isEqualTo(2000);
    Reply future =
        world.post(
            LENA,
            CT + "/calibration/records",
            "{\"passed\": true, \"note\": \"x\", \"at\": \"2027-01-01T00:00:00Z\"}");
    assertThat(future.errors()).containsExactly("body/at/future");
    assertThat(send(LENA, "DELETE", CT + "/calibration").json().containsKey("limits")).isFalse();
  }

  @Test
  void locksOutOnAFailedCheckAndNamesWhatIsReserved() throws Exception {
    UUID id = reserve(2, 4);
    Reply failed =
        world.post(LENA, CT + "/calibration/records", "{\"passed\": false, \"note\": \"drift\"}");
    assertIs("Calibration", 201, failed);
    assertThat(failed.list("reserved"))
        .extracting(each -> each.getString("id"))
        .containsExactly(id.toString());
    assertThat(get(CT + "/lockouts" + ALL).list("lockouts"))
        .extracting(each -> each.getString("kind"))
        .containsExactly("failed-qa");
  }

  @Test
  void isTheOwnersAlone() throws Exception {
    String lockout = "{\"kind\": \"other\", \"reason\": \"mine\"}";
    assertThat(world.get(HANNA, MRI + "/openings").status()).isEqualTo(403);
    assertThat(world.get(HANNA, MRI + "/calibration").status()).isEqualTo(403);
    assertThat(world.get(HANNA, MRI + "/lockouts" + ALL).status()).isEqualTo(403);
    assertThat(world.post(HANNA, MRI + "/lockouts", lockout).status()).isEqualTo(403);
    assertThat(world.post(HANNA, CT + "/lockouts", lockout).status()).isEqualTo(404);
    assertThat(put(HANNA, SITE + "/openings", "{\"week\": []}").status()).isEqualTo(404);
    assertThat(put(HANNA, SITE + "/holidays/2027-05-01", "{\"reason\": \"x\"}").status())
        .isEqualTo(404);
    assertThat(world.post(HANNA, SITE + "/holidays/import", file("x")).status()).isEqualTo(404);
    assertThat(send(HANNA, "POST", MRI + "/lockouts/1/end").status()).isEqualTo(403);
  }

  @Test
  void refusesABookingThatRunsPastTheCalibratedHours() throws Exception {
    put(LENA, MRI + "/calibration", "{\"runHours\": 3}");
    world.post(LENA, MRI + "/calibration/records", "{\"passed\": true, \"note\": \"ok\"}");
    reserveMri(8, 10);
    Reply refused = world.post(HANNA, "/api/v1/reservations", wish(10, 12));
    assertThat(refused.list("violations"))
        .extracting(each -> each.getString("code"))
        .containsExactly("calibration-run-time");
    assertThat(get(MRI + "/calibration").json().getDouble("hoursLeft")).isEqualTo(1);
    reserveMri(10, 11);
    Reply none = world.post(HANNA, "/api/v1/reservations", wish(12, 13));
    assertThat(none.list("violations"))
        .extracting(each -> each.getString("code"))
        .contains("locked-out", "calibration-run-time");
  }

  private static void assertIs(String schema, int status, Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(contract.faults(schema, reply.json())).as(reply.text()).isEmpty();
  }

  private static String file(String text) {
    return new JsonObject().put("calendar", text).encode();
  }

  private static Reply lockOut(String body) throws Exception {
    return world.post(LENA, CT + "/lockouts", body);
  }

  private static Reply get(String path) throws Exception {
    return world.get(LENA, path);
  }

  private static Reply put(Caller caller, String path, String body) throws Exception {
    return world.send(
        world
            .as(caller, path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body)));
  }

  private static Reply send(Caller caller, String method, String path) throws Exception {
    return world.send(world.as(caller, path).method(method, BodyPublishers.noBody()));
  }

  private static final String RESERVE =
      """
      INSERT INTO reservation (id, asset_id, organisation_id, booked_by, during, blocked, status,
                               created_at, changed_at)
      SELECT ?, a.id, a.organisation_id, 'x', tstzrange(?, ?), tstzrange(?, ?), 'CONFIRMED',
             now(), now()
      FROM asset a WHERE a.code = 'ct-1'
      """;

  private static UUID reserveMri(int fromHour, int toHour) throws Exception {
    Reply booked = world.post(HANNA, "/api/v1/reservations", wish(fromHour, toHour));
    assertThat(booked.status()).as(booked.text()).isEqualTo(201);
    return UUID.fromString(booked.json().getString("id"));
  }

  private static String wish(int fromHour, int toHour) {
    return new JsonObject()
        .put("asset", "lakeside.mri-1")
        .put("start", START.plus(Duration.ofHours(fromHour)).toString())
        .put("end", START.plus(Duration.ofHours(toHour)).toString())
        .encode();
  }

  private static final String EVENTS = "SELECT count(*) FROM event WHERE kind = ?";

  private static int events(String kind) {
    return world.database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(EVENTS)) {
            statement.setString(1, kind);
            try (ResultSet row = statement.executeQuery()) {
              row.next();
              return row.getInt(1);
            }
          }
        });
  }

  private static UUID reserve(int fromHour, int toHour) {
    UUID id = UUID.randomUUID();
    Object from = START.plus(Duration.ofHours(fromHour)).atOffset(ZoneOffset.UTC);
    Object to = START.plus(Duration.ofHours(toHour)).atOffset(ZoneOffset.UTC);
    world.run(RESERVE, id, from, to, from, to);
    return id;
  }
}
