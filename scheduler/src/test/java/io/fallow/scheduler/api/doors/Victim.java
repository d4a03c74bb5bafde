package io.fallow.scheduler.api.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.api.Reply;
import io.fallow.scheduler.api.auth.Caller;
import io.fallow.scheduler.membership.Role;
import io.fallow.scheduler.sharing.Terms;
import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.NewAsset;
import io.fallow.telemetry.registry.Organisation;
import io.fallow.telemetry.registry.Registry;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An organisation that has something of everything. All its texts and names have a mark in them
 * that nobody else's have, and all its times a minute and a second.
 */
final class Victim implements Ids {

  /** The hospital's machine stands idle then, tomorrow and on all days after. */
  private static final List<Integer> HOURS = List.of(4, 18, 20, 22);

  private static final Instant MIDNIGHT = Instant.parse("2026-11-19T00:00:00Z");

  private final ApiWorld world;
  private final Caller admin;
  private final Duration past;
  private final Map<String, String> ids = new HashMap<>();
  private int slots;
  private int numbers;
  private int places = 1;

  /**
   * It comes to have a place and a machine there.
   *
   * @param past minutes and seconds past the hour, of all times of its and of nobody else's
   */
  Victim(ApiWorld world, Caller admin, Duration past) {
    this.world = world;
    this.admin = admin;
    this.past = past;
    place();
    befriend();
  }

  /** Has another place and another machine from now on, and all else new when it is asked for. */
  void afresh() {
    ids.clear();
    places++;
    place();
  }

  /** The same with something that it has already. */
  Victim with(String parameter, String id) {
    ids.put(parameter, id);
    return this;
  }

  /** Who has something of it, and is nobody else. */
  private String friend() {
    return organisation() + "-friend";
  }

  private void befriend() {
    Registry registry = world.services.registry();
    Organisation friend = registry.registerOrganisation(friend(), mark() + " friend");
    Asset shared = registry.asset(asset()).orElseThrow();
    Organisation own = registry.organisation(organisation()).orElseThrow();
    Terms terms = new Terms(own, friend, Terms.Scope.of(shared), world.clock.instant());
    world.services.sharing().agree(terms);
  }

  private void place() {
    Registry registry = world.services.registry();
    registry.registerFacility(
        organisation(), "annex-" + places, mark() + " annex", ZoneId.of("Europe/Berlin"), 50, 10);
    registry.registerAsset(
        new NewAsset(
            organisation(),
            "annex-" + places,
            "hidden-" + places,
            mark() + " machine",
            "mri",
            Set.of("contrast"),
            new ActivityRule.Reported(Duration.ofMinutes(5))));
  }

  Caller admin() {
    return admin;
  }

  /** What may stand in no answer to others. */
  List<String> secrets() {
    String minutes = "%02d".formatted(past.toMinutesPart());
    String seconds = "%02d".formatted(past.toSecondsPart());
    return List.of(mark(), minutes + ":" + seconds, minutes + seconds + "Z");
  }

  /** Stands in all its names and texts that are nobody else's business. */
  String mark() {
    return "hush-" + organisation();
  }

  @Override
  public String organisation() {
    return admin.organisation();
  }

  @Override
  public String asset() {
    return ids.getOrDefault("asset", organisation() + ".hidden-" + places);
  }

  @Override
  public String facility() {
    return organisation() + ".annex-" + places;
  }

  @Override
  public String person() {
    return ids.computeIfAbsent("person", any -> member());
  }

  private String member() {
    String person = mark() + "-member-" + ++numbers;
    world.member(new Caller(person, person, organisation()), Role.BOOKER);
    return person;
  }

  @Override
  public String version() {
    return ids.getOrDefault("version", "1");
  }

  @Override
  public Instant slot() {
    int slot = ++slots;
    return MIDNIGHT
        .plus(Duration.ofDays(slot / HOURS.size()))
        .plus(Duration.ofHours(HOURS.get(slot % HOURS.size())))
        .plus(past);
  }

  @Override
  public String id(String parameter, String path) {
    String room = path.split("/", -1)[3];
    return switch (parameter) {
      case "asset" -> asset();
      case "facility" -> facility();
      case "organisation" -> organisation();
      case "person" -> person();
      case "type" -> "mri";
      case "day" -> "2026-12-24";
      case "motion", "circle" -> inCircle(parameter);
      case "webhook", "delivery" -> ofWebhook(parameter);
      case "gateway", "credential", "reject" -> ofGateway(parameter);
      case "agreement", "qualification", "lockout", "key", "feed" ->
          ids.computeIfAbsent(parameter, this::made);
      case "id" -> ids.computeIfAbsent(room, this::made);
      default ->
          throw new AssertionError(
              "no sample for {" + parameter + "} of " + path + ": add one to Victim.id");
    };
  }

  private String made(String what) {
    return switch (what) {
      case "reservations" -> made("/api/v1/reservations", "reserve");
      case "series" -> made("/api/v1/series", "bookSeries");
      case "bundles" -> made("/api/v1/bundles", "bookBundle");
      case "wait-list" -> made("/api/v1/wait-list", "wait");
      case "lockout" -> made("/api/v1/assets/" + asset() + "/lockouts", "lockOut");
      case "feed" -> made("/api/v1/feeds", "createFeed");
      case "key" -> made("/api/v1/keys", "createKey");
      case "qualification" ->
          said(
              "/api/v1/qualifications",
              "{\"code\":\"" + mark() + "\",\"organisation\":\"" + friend() + "\"}",
              "id");
      case "agreement" ->
          said("/api/v1/agreements", "{\"partner\":\"nobody-" + ++numbers + "\"}", "id");
      default ->
          throw new AssertionError("no sample for {id} of " + what + ": add one to Victim.made");
    };
  }

  private String made(String path, String operation) {
    return said(path, Bodies.of(operation, this, mark()), "id");
  }

  private String inCircle(String parameter) {
    if (!ids.containsKey("circle")) {
      String code = "north-" + ++numbers;
      String circle =
          said(
              "/api/v1/circles",
              new JsonObject().put("code", code).put("name", mark()).encode(),
              "id");
      String invitation = "{\"invite\":\"nobody-of-" + code + "\"}";
      JsonObject put = posted("/api/v1/circles/" + circle + "/motions", invitation);
      ids.put("circle", circle);
      ids.put(
          "motion", String.valueOf(put.getJsonArray("motions").getJsonObject(1).getInteger("id")));
    }
    return ids.get(parameter);
  }

  private static final String DELIVERY =
      """
      INSERT INTO webhook_delivery (webhook_id, message_id, kind, body, status, created_at)
      VALUES (?::uuid, ?, 'reservation.confirmed', ?, 'FAILED', ?)
      """;

  private String ofWebhook(String parameter) {
    String webhook =
        ids.computeIfAbsent("webhook", any -> made("/api/v1/webhooks", "createWebhook"));
    if (parameter.equals("delivery") && !ids.containsKey("delivery")) {
      world.run(
          DELIVERY,
          webhook,
          webhook,
          "{\"text\":\"" + mark() + "\"}",
          ApiWorld.START.plus(past).atOffset(ZoneOffset.UTC));
      ids.put("delivery", "" + world.count("SELECT max(id) FROM webhook_delivery"));
    }
    return ids.get(parameter);
  }

  private static final String REJECT =
      """
      SET LOCAL ROLE NONE;
      INSERT INTO rejected_message
        (received_at, topic, gateway_id, reason, detail, readings, payload)
      SELECT ?, ?, id, 'unknown-asset', ?, 1, convert_to(?, 'UTF8') FROM gateway
      WHERE code = ? AND organisation_id = (SELECT id FROM organisation WHERE code = ?)
      """;

  /** In the week before, in which those are that are listed where nobody says of when. */
  private String rejected(String code) {
    world.run(
        REJECT,
        ApiWorld.START.minus(Duration.ofHours(30)).plus(past).atOffset(ZoneOffset.UTC),
        "fallow/v1/" + organisation() + "/" + code + "/readings",
        mark(),
        mark(),
        code,
        organisation());
    return "" + world.count("SELECT max(id) FROM rejected_message");
  }

  private String ofGateway(String parameter) {
    if (!ids.containsKey("gateway")) {
      String code = "door-" + ++numbers;
      posted("/api/v1/gateways", "{\"code\":\"" + code + "\",\"facility\":\"" + facility() + "\"}");
      String gateway = organisation() + "." + code;
      ids.put("gateway", gateway);
      String credentials = "/api/v1/gateways/" + gateway + "/credentials";
      ids.put("credential", said(credentials, "{}", "credential"));
      ids.put("reject", rejected(code));
    }
    return ids.get(parameter);
  }

  private String said(String path, String body, String member) {
    return String.valueOf(posted(path, body).getValue(member));
  }

  private JsonObject posted(String path, String body) {
    try {
      Reply reply = world.post(admin, path, body);
      assertThat(reply.status()).as(path + ": " + reply.text()).isBetween(200, 201);
      return reply.json();
    } catch (Exception failure) {
      throw new AssertionError(path, failure);
    }
  }

  /** Everything that it has, as it sees it itself. */
  List<String> possessions() throws Exception {
    String range = "?from=2026-11-18T00:00:00Z&to=2026-12-15T00:00:00Z";
    String asset = "/api/v1/assets/" + asset();
    List<String> all = new ArrayList<>();
    for (String path :
        List.of(
            "/api/v1/reservations",
            "/api/v1/series",
            "/api/v1/bundles",
            "/api/v1/wait-list",
            "/api/v1/webhooks",
            "/api/v1/feeds",
            "/api/v1/keys",
            "/api/v1/members",
            "/api/v1/circles",
            "/api/v1/agreements",
            "/api/v1/gateways",
            asset,
            asset + "/policy",
            asset + "/lockouts" + range)) {
      String text = world.get(admin, path).text();
      all.add(path + " " + text.replaceAll(",?\"(asOf|failingSince)\":\"[^\"]*\"", ""));
    }
    // What others grant it is theirs to say, where they share something with it.
    world.get(admin, "/api/v1/qualifications").list("qualifications").stream()
        .filter(each -> each.getString("owner").equals(organisation()))
        .forEach(each -> all.add(each.encode()));
    return all;
  }
}
