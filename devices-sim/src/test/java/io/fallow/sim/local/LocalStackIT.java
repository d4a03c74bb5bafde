package io.fallow.sim.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.QueueLimits;
import io.fallow.gateway.uplink.Uplink;
import io.fallow.gateway.uplink.UplinkConfig;
import io.fallow.gateway.wire.Reading;
import io.fallow.sim.database.TestDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way from a meter's reading to a booking, with every real part in place. */
class LocalStackIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int WEEKS = 4;

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final int httpPort = FreePort.find();
  private final int mqttPort = FreePort.find();

  @TempDir Path folder;
  private TestDatabase database;
  private LocalStack stack;

  @BeforeEach
  void start() throws IOException {
    database = TestDatabase.create();
    LocalConfig config =
        LocalConfig.of(
            Map.of(
                "FALLOW_HOME", folder.resolve("home").toString(),
                "FALLOW_HTTP_PORT", String.valueOf(httpPort),
                "FALLOW_MQTT_PORT", String.valueOf(mqttPort),
                "FALLOW_DB_URL", database.jdbcUrl(),
                "FALLOW_DB_USER", database.user(),
                "FALLOW_DB_PASSWORD", database.password()),
            folder);
    Console console = new Console(new PrintStream(screen, true, StandardCharsets.UTF_8), false);
    stack = new LocalStack(config, SmallWorld.world(), console);
    stack.start();
  }

  @AfterEach
  void stop() {
    stack.close();
    database.close();
  }

  @Test
  void takesAReadingFromTheMeterToABooking() throws Exception {
    assertThat(screen.toString(StandardCharsets.UTF_8))
        .contains("Fallow is ready", "http://127.0.0.1:" + httpPort, "TimescaleDB", "olga.owner");
    Instant end = Instant.now().truncatedTo(ChronoUnit.HOURS);
    publish(weeksOfDayShift(end));
    ApiClient owner = client(SmallWorld.OWNER);
    ApiClient partner = client(SmallWorld.PARTNER);

    JsonArray intervals = awaitIntervals(owner, end);
    assertThat(intervals.stream().map(JsonObject.class::cast).map(one -> one.getString("activity")))
        .containsOnly("IN_USE", "STANDBY");

    JsonObject window = firstWindow(partner);
    assertThat(window.getJsonObject("asset").getString("id")).isEqualTo(SmallWorld.MILL);
    assertThat(window.getDouble("probability")).isGreaterThan(0.6);
    raceFor(window, partner);
    assertThat(firstWindow(partner).getString("start")).isNotEqualTo(window.getString("start"));
  }

  @Test
  void aReadingShowsInTheIdleWindowsWithinTwoSeconds() throws Exception {
    Instant now = Instant.now();
    publish(weeksOfAShiftHalfADayFrom(now));
    ApiClient partner = client(SmallWorld.PARTNER);
    awaitTellingMinute();
    await().atMost(PATIENCE).until(() -> isOfferedNow(partner));

    List<Duration> took = new ArrayList<>();
    try (DiskQueue queue = queue("live");
        Uplink uplink = uplink(queue)) {
      uplink.start();
      for (int i = 0; i < 6; i++) {
        boolean idle = i % 2 == 1;
        awaitTellingMinute();
        Instant told = Instant.now();
        queue.append(List.of(Reading.ofPower("mill-1", told, idle ? 210 : 7_400)));
        await()
            .pollInterval(Duration.ofMillis(50))
            .atMost(PATIENCE)
            .until(() -> isOfferedNow(partner) == idle);
        took.add(Duration.between(told, Instant.now()));
      }
    }
    // Half of them: the machine that tests may be busy with something else now and then.
    assertThat(took.stream().sorted().toList().get(3)).isLessThan(Duration.ofSeconds(2));
  }

  /** Windows begin at the next full minute, and what is in use is not offered in its quarter. */
  private static boolean isOfferedNow(ApiClient partner) throws Exception {
    JsonArray windows =
        partner
            .get("/api/v1/windows?minDuration=PT15M&asset=" + SmallWorld.MILL)
            .getJsonArray("windows");
    return !windows.isEmpty()
        && Instant.parse(windows.getJsonObject(0).getString("start"))
            .isBefore(Instant.now().plusSeconds(61));
  }

  /** In the last minute of a quarter-hour the windows don't tell. */
  private static void awaitTellingMinute() {
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> Instant.now().atZone(ZoneOffset.UTC).getMinute() % 15 < 13);
  }

  /** Of 64 who want the same two hours at once, one gets them, and all others hear why not. */
  private static void raceFor(JsonObject window, ApiClient partner) {
    Instant start = Instant.parse(window.getString("start"));
    JsonObject wish =
        new JsonObject()
            .put("asset", SmallWorld.MILL)
            .put("start", start.toString())
            .put("end", start.plus(Duration.ofHours(2)).toString());

    List<HttpResponse<String>> answers = partner.postAtOnce(64, "/api/v1/reservations", wish);

    Map<Integer, Long> byStatus =
        answers.stream()
            .collect(Collectors.groupingBy(HttpResponse::statusCode, Collectors.counting()));
    assertThat(byStatus).isEqualTo(Map.of(201, 1L, 409, 63L));
    assertThat(answers.stream().filter(answer -> answer.statusCode() == 409))
        .allSatisfy(
            answer ->
                assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .startsWith("application/problem+json"));
  }

  private JsonArray awaitIntervals(ApiClient owner, Instant end) {
    Instant from = end.minus(Duration.ofDays(2));
    Instant last = end.minus(Duration.ofHours(1));
    return await()
        .atMost(PATIENCE)
        .until(
            () ->
                owner
                    .get(
                        "/api/v1/assets/%s/intervals?from=%s&to=%s"
                            .formatted(SmallWorld.MILL, from, end))
                    .getJsonArray("intervals"),
            found ->
                !found.isEmpty()
                    && !Instant.parse(found.getJsonObject(found.size() - 1).getString("end"))
                        .isBefore(last));
  }

  private static JsonObject firstWindow(ApiClient partner) {
    Instant from = Instant.now().plus(Duration.ofHours(24)).truncatedTo(ChronoUnit.HOURS);
    return await()
        .atMost(PATIENCE)
        .until(
            () ->
                partner
                    .get(
                        "/api/v1/windows?from=%s&to=%s&minDuration=PT2H"
                            .formatted(from, from.plus(Duration.ofDays(2))))
                    .getJsonArray("windows"),
            found -> !found.isEmpty())
        .getJsonObject(0);
  }

  private ApiClient client(String person) throws IOException {
    Path token = folder.resolve("home").resolve("tokens").resolve(person);
    return new ApiClient(httpPort, Files.readString(token).strip());
  }

  private DiskQueue queue(String name) {
    return DiskQueue.open(folder.resolve(name), QueueLimits.DEFAULT, Clock.systemUTC());
  }

  private Uplink uplink(DiskQueue queue) throws IOException {
    String password =
        Files.readString(folder.resolve("home/gateways/workshop.meter/password")).strip();
    URI broker = URI.create("tcp://127.0.0.1:" + mqttPort);
    return new Uplink(UplinkConfig.of(broker, SmallWorld.METER, password), queue);
  }

  /** As a facility's own gateway does it: through a queue on disk. */
  private void publish(List<Reading> readings) throws Exception {
    try (DiskQueue queue = queue("meter");
        Uplink uplink = uplink(queue)) {
      uplink.start();
      for (int i = 0; i < readings.size(); i += 100) {
        queue.append(readings.subList(i, Math.min(readings.size(), i + 100)));
      }
      assertThat(queue.awaitAcknowledged(PATIENCE)).isTrue();
    }
  }

  /** Hourly means: at work from 8 to 16 o'clock, else waiting. */
  private static List<Reading> weeksOfDayShift(Instant end) {
    return weeksOfAShift(end, 8);
  }

  /** At work while it is far from the present hour of the day. */
  private static List<Reading> weeksOfAShiftHalfADayFrom(Instant now) {
    List<Reading> readings =
        new ArrayList<>(
            weeksOfAShift(
                now.truncatedTo(ChronoUnit.HOURS), now.atZone(ZoneOffset.UTC).getHour() + 8));
    readings.add(Reading.ofPower("mill-1", now, 210));
    return readings;
  }

  private static List<Reading> weeksOfAShift(Instant end, int firstHour) {
    List<Reading> readings = new ArrayList<>();
    Instant start = end.minus(Duration.ofDays(7L * WEEKS));
    for (Instant hour = start; hour.isBefore(end); hour = hour.plus(Duration.ofHours(1))) {
      int clock = Math.floorMod(hour.atZone(ZoneOffset.UTC).getHour() - firstHour, 24);
      readings.add(Reading.ofPower("mill-1", hour, clock < 8 ? 7_400 : 210));
    }
    return readings;
  }
}
