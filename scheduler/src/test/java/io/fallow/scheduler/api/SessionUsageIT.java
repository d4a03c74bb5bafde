package io.fallow.scheduler.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fallow.gateway.wire.Activity;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the two sides of a reservation learn of its time, held against what was said second by
 * second.
 */
class SessionUsageIT {

  private static final Duration GAP = Duration.ofMinutes(5);

  private ApiWorld world;
  private String id;

  @BeforeEach
  void begin(@TempDir Path folder) throws Exception {
    world = new ApiWorld(folder);
    id = book("18:00", "20:00");
  }

  @AfterEach
  void end() {
    world.close();
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-18T" + time + ":00Z");
  }

  private String book(String from, String to) throws Exception {
    String wish =
        "{\"asset\": \"lakeside.mri-1\", \"start\": \"%s\", \"end\": \"%s\"}"
            .formatted(at(from), at(to));
    Reply booked = world.post(ApiWorld.HANNA, "/api/v1/reservations", wish);
    assertThat(booked.status()).as(booked.text()).isEqualTo(201);
    return booked.json().getString("id");
  }

  private void did(Instant from, Instant to, Activity activity) {
    world.run(
        "INSERT INTO usage_interval (asset_id, started_at, ended_at, activity)"
            + " SELECT id, ?, ?, ? FROM asset WHERE code = 'mri-1'",
        from.atOffset(ZoneOffset.UTC),
        to.atOffset(ZoneOffset.UTC),
        activity.code());
  }

  private void drew(Instant at, Float watts) {
    world.run(
        "SET LOCAL ROLE NONE; INSERT INTO reading (time, asset_id, power_w, message_id)"
            + " SELECT ?, id, ?::real, 1 FROM asset WHERE code = 'mri-1'",
        at.atOffset(ZoneOffset.UTC),
        watts);
  }

  private void stands(String what) {
    world.run("UPDATE reservation SET " + what + " WHERE id = '" + id + "'");
  }

  private void itIs(String time) {
    world.clock.forward(Duration.between(world.clock.instant(), at(time)));
  }

  private Reply usage() throws Exception {
    return world.get(ApiWorld.HANNA, "/api/v1/reservations/" + id + "/usage");
  }

  @Test
  void isToldFromWhenItBeginsOnAndWhileItRuns() throws Exception {
    did(at("17:00"), at("18:30"), Activity.IN_USE);
    did(at("18:30"), at("21:00"), Activity.STANDBY);
    assertThat(usage().code()).isEqualTo("no-session");
    itIs("18:45");

    JsonObject told = usage().json();

    assertThat(told.getBoolean("running")).isTrue();
    assertThat(told.getString("asOf")).isEqualTo(at("18:45").toString());
    JsonObject booked = told.getJsonObject("booked");
    assertThat(booked.getString("from")).isEqualTo(at("18:00").toString());
    assertThat(booked.getString("to")).isEqualTo(at("18:45").toString());
    assertThat(booked.getDouble("inUseS")).isEqualTo(1800);
    assertThat(booked.getDouble("standbyS")).isEqualTo(900);
    assertThat(booked.getDouble("unknownS")).isZero();
    assertThat(booked.containsKey("energyWh")).as("nothing is known of it").isFalse();
    assertThat(told.containsKey("overrun")).isFalse();
  }

  @Test
  void anOverrunIsSaidApartAndEndsWhereAnothersTimeBegins() throws Exception {
    did(at("17:00"), at("23:00"), Activity.IN_USE);
    String next = book("21:00", "22:00");
    itIs("20:40");
    stands("status = 'IN_USE', checked_in_at = '2026-11-18T17:50Z', overrun_since = upper(during)");

    JsonObject told = usage().json();

    assertThat(told.getJsonObject("booked").getString("from")).isEqualTo(at("17:50").toString());
    assertThat(told.getJsonObject("booked").getString("to")).isEqualTo(at("20:00").toString());
    assertThat(told.getJsonObject("overrun").getDouble("inUseS")).isEqualTo(2400);
    itIs("22:00");
    assertThat(usage().json().getJsonObject("overrun").getString("to"))
        .isEqualTo(at("21:00").toString());
    assertThat(next).isNotEqualTo(id);
  }

  @Test
  void endsWithWhoLeftEarly() throws Exception {
    did(at("17:00"), at("23:00"), Activity.IN_USE);
    itIs("22:00");
    stands("status = 'COMPLETED', checked_in_at = lower(during), used_until = '2026-11-18T19:10Z'");

    JsonObject told = usage().json();

    assertThat(told.getBoolean("running")).isFalse();
    assertThat(told.getJsonObject("booked").getString("to")).isEqualTo(at("19:10").toString());
    assertThat(told.containsKey("overrun")).isFalse();
  }

  @Test
  void nobodyElseLearnsThatThereIsSuchAThing() throws Exception {
    itIs("19:00");
    String path = "/api/v1/reservations/" + id + "/usage";
    assertThat(world.get(ApiWorld.LENA, path).status()).as("the owner").isEqualTo(200);
    world.run("UPDATE reservation SET organisation_id = 3 WHERE id = '" + id + "'");

    Reply foreign = world.get(ApiWorld.HANNA, path);

    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.text().replace(id, ""))
        .isEqualTo(
            world
                .get(ApiWorld.HANNA, path.replace(id, "00000000-0000-4000-8000-000000000000"))
                .text()
                .replace("00000000-0000-4000-8000-000000000000", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CANCELLED", "NO_SHOW", "BUMPED", "DECLINED", "EXPIRED"})
  void whatNobodyHadIsNotTold(String status) throws Exception {
    did(at("17:00"), at("23:00"), Activity.IN_USE);
    itIs("19:00");
    stands("status = '" + status + "'");

    assertThat(usage().code()).isEqualTo("no-session");
    Reply all =
        world.get(
            ApiWorld.HANNA, "/api/v1/sessions?from=2026-11-18T00:00:00Z&to=2026-11-19T00:00:00Z");
    assertThat(all.list("sessions")).isEmpty();
  }

  @Test
  void allOfAnOrganisationsSessionsComeAsPagesAndAsCommaSeparatedValues() throws Exception {
    did(at("17:00"), at("23:00"), Activity.IN_USE);
    book("21:00", "22:00");
    itIs("22:30");
    String path = "/api/v1/sessions?from=2026-11-18T00:00:00Z&to=2026-11-19T00:00:00Z&limit=1";

    Reply first = world.get(ApiWorld.HANNA, path);
    Reply csv =
        world.send(
            world
                .as(ApiWorld.HANNA, path + "&cursor=" + first.json().getString("next"))
                .header("Accept", "text/csv"));

    assertThat(first.list("sessions"))
        .singleElement()
        .satisfies(
            only -> assertThat(only.getJsonObject("booked").getDouble("inUseS")).isEqualTo(3600));
    assertThat(csv.text().lines())
        .containsExactly(
            "reservation,asset,organisation,status,part,from,to,in_use_s,standby_s,off_s,fault_s,"
                + "unknown_s,energy_wh,energy_known_s",
            id
                + ",lakeside.mri-1,harbor-clinic,CONFIRMED,booked,2026-11-18T18:00:00Z,"
                + "2026-11-18T20:00:00Z,7200.0,0.0,0.0,0.0,0.0,,0.0");
    assertThat(csv.header("X-Next")).isEmpty();
    assertThat(world.get(ApiWorld.LENA, path).list("sessions")).isEmpty();
    assertThat(world.get(ApiWorld.LENA, path + "&side=owner").list("sessions")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void isWhatReadingsAndIntervalsSaySecondBySecondAndNothingBesideItsTime(int seed)
      throws Exception {
    Random random = new Random(seed);
    NavigableMap<Instant, Float> readings = readings(random);
    readings.forEach(this::drew);
    List<Activity> doings = doings(random);
    itIs("21:00");

    JsonObject booked = usage().json().getJsonObject("booked");

    Instant from = at("18:00");
    double[] seconds = new double[Activity.values().length];
    double wattSeconds = 0;
    double known = 0;
    for (int second = 0; second < 7200; second++) {
      Instant now = from.plusSeconds(second);
      seconds[doings.get(3600 + second).code()]++;
      var said = readings.floorEntry(now);
      if (said != null && now.isBefore(said.getKey().plus(GAP)) && said.getValue() != null) {
        wattSeconds += said.getValue();
        known++;
      }
    }
    assertThat(booked.getDouble("inUseS")).isEqualTo(seconds[Activity.IN_USE.code()]);
    assertThat(booked.getDouble("standbyS")).isEqualTo(seconds[Activity.STANDBY.code()]);
    assertThat(booked.getDouble("offS")).isEqualTo(seconds[Activity.OFF.code()]);
    assertThat(booked.getDouble("faultS")).isEqualTo(seconds[Activity.FAULT.code()]);
    assertThat(booked.getDouble("unknownS")).isEqualTo(seconds[Activity.UNKNOWN.code()]);
    assertThat(booked.getDouble("energyKnownS")).isEqualTo(known);
    assertThat(booked.getDouble("energyWh")).isCloseTo(wattSeconds / 3600, within(0.01));
    booked
        .getJsonArray("intervals")
        .forEach(
            each -> {
              JsonObject interval = (JsonObject) each;
              assertThat(Instant.parse(interval.getString("start"))).isAfterOrEqualTo(from);
              assertThat(Instant.parse(interval.getString("end"))).isBeforeOrEqualTo(at("20:00"));
            });
  }

  /** From an hour before to an hour after, now and then without a power or with a gap. */
  private static NavigableMap<Instant, Float> readings(Random random) {
    NavigableMap<Instant, Float> readings = new TreeMap<>();
    Instant time = at("17:00");
    while (time.isBefore(at("21:00"))) {
      time = time.plusSeconds(1 + random.nextInt(random.nextInt(8) == 0 ? 1200 : 200));
      readings.put(time, random.nextInt(6) == 0 ? null : (float) random.nextInt(20_000));
    }
    return readings;
  }

  /** What it does in each second from an hour before to an hour after; written as intervals. */
  private List<Activity> doings(Random random) {
    List<Activity> all = List.of(Activity.values());
    List<Activity> doings = new ArrayList<>();
    while (doings.size() < 4 * 3600) {
      Activity activity = all.get(random.nextInt(all.size()));
      int length = Math.min(1 + random.nextInt(3000), 4 * 3600 - doings.size());
      Instant start = at("17:00").plusSeconds(doings.size());
      did(start, start.plusSeconds(length), activity);
      for (int i = 0; i < length; i++) {
        doings.add(activity);
      }
    }
    return doings;
  }
}
